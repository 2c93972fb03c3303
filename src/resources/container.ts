import { join, relative } from "node:path";
import type * as Docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { recover } from "@pulumi/pulumi/output";
import type { DesiredContainer } from "../provision/desire-container";
import type { DesiredDaemon } from "../provision/docker-daemon";
import { siteRoot } from "../site-root";
import { ContainerStore } from "./container-store";

export interface DeclaredContainer {
  resources: pulumi.CustomResource[];
  /** Its site is served after it and taken down before it. */
  container: pulumi.CustomResource | undefined;
  store: ContainerStore;
}

/** A site without a container must not pay for loading Docker's SDK. */
function docker(): typeof Docker {
  return require("@pulumi/docker") as typeof Docker;
}

const daemons = new Map<string, Docker.Provider>();

/** One provider a container server, whichever request comes first. */
function daemonOf({ server, host, sshOpts }: DesiredDaemon): Docker.Provider {
  const found = daemons.get(server) ?? new (docker().Provider)(server, { host, sshOpts });
  daemons.set(server, found);
  return found;
}

/**
 * Everything that one request has on its container server. Only the store holds data, and it is protected; the rest is
 * made anew from the request at any time. Of an ended service the store is left, which archived its files.
 */
export function declareContainer(
  id: string,
  desired: DesiredContainer,
  { parent, protect, after = [] }: { parent: pulumi.Resource; protect: boolean; after?: pulumi.Resource[] },
): DeclaredContainer {
  const store = new ContainerStore(id, { ...desired.store }, { parent, protect });
  if (desired.store.closed) return { resources: [store], container: undefined, store };
  const options = { parent, provider: daemonOf(desired.daemon) };
  const image = declareImage(id, desired, options);
  const network = new (docker().Network)(id, { ...desired.network, driver: "bridge" }, options);
  const volumes = desired.volumes.map(({ slot, name, driverOpts, labels }) => {
    const inputs = { name, driver: "local", driverOpts, labels };
    return new (docker().Volume)(`${id}-${slot}`, inputs, {
      ...options,
      dependsOn: store,
      deleteBeforeReplace: true,
    });
  });
  const container = new (docker().Container)(
    id,
    {
      ...HARDENED,
      ...desired.container,
      image: orNone(image.imageId),
      networksAdvanced: [{ name: orNone(network.id) }],
      volumes: [
        { hostPath: `/srv/titip/${id}/secrets`, containerPath: "/run/secrets", readOnly: true },
        ...desired.volumes.map(({ path, name }) => ({ containerPath: path, volumeName: name })),
      ],
      ...(desired.container.healthcheck ? { wait: true, waitTimeout: 60 } : {}),
    },
    { ...options, dependsOn: [store, image, network, ...volumes, ...after], deleteBeforeReplace: true }, // name and port are its own
  );
  return { resources: [store, image, network, ...volumes, container], container, store };
}

/**
 * What another resource learns, for one that depends on it in any case: when that one failed the engine passes this one
 * over, and the program must not end for it.
 */
function orNone(output: pulumi.Output<string>): pulumi.Output<string> {
  return recover(output, () => "");
}

/** Plugins work in the program's folder, wherever that is: so from there the path is the same on every machine. */
function folderOf(context: string): string {
  return relative(process.cwd(), join(siteRoot(new pulumi.Config("titip").get("site")), context));
}

/** What no request can ask otherwise: nothing to write but its volumes and a small /tmp, no rights, no way to get any. */
const HARDENED = {
  readOnly: true,
  privileged: false,
  capabilities: { drops: ["ALL"] },
  securityOpts: ["no-new-privileges:true"],
  tmpfs: { "/tmp": "rw,noexec,nosuid,nodev,size=16m,mode=1777" },
  init: true,
  restart: "unless-stopped",
  destroyGraceSeconds: 10,
  removeVolumes: false,
} satisfies Partial<Docker.ContainerArgs>;

function declareImage(
  id: string,
  { image: { name, build } }: DesiredContainer,
  options: pulumi.CustomResourceOptions,
): Docker.RemoteImage {
  const built = build && {
    build: {
      context: folderOf(build.context),
      networkMode: "none",
      useLegacyBuilder: true,
      forceRemove: true,
    },
    triggers: { sha256: build.sha256 },
  };
  return new (docker().RemoteImage)(id, { name, ...built }, options);
}
