import type { BuiltinPackage, Values } from "../builtin-resource";
import { DaemonConnection } from "./connection";
import { containerResource } from "./container";
import { imageResource } from "./image";
import { networkResource } from "./network";
import { volumeResource } from "./volume";

/** The resource types of `@pulumi/docker` that this program uses, on one container server. */
export function dockerPackage(version: string): BuiltinPackage {
  let connection: DaemonConnection | undefined;
  const docker = () => {
    if (!connection) throw new Error("the built-in stand-in for the docker plugin was not configured");
    return connection.docker;
  };
  return {
    name: "docker",
    version,
    resources: [imageResource, networkResource, volumeResource, containerResource].map((make) =>
      make(docker),
    ),
    configure: (config) => {
      connection = new DaemonConnection(addressOf(config));
    },
    close: async () => connection?.close(),
  };
}

/** Lists of a provider's configuration arrive as JSON text in strings: so every engine sends them. */
function addressOf({ host, sshOpts }: Values): { host: string; sshOpts: string[] } {
  if (typeof host !== "string" || !host.startsWith("ssh://"))
    throw new Error("docker.Provider: host must be ssh://…");
  const list: unknown = typeof sshOpts === "string" ? JSON.parse(sshOpts) : sshOpts;
  return { host, sshOpts: Array.isArray(list) ? list.map(String) : [] };
}
