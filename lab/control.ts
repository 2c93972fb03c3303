import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { CONTROL, type LabHost, NAME_SERVER_ADDRESS } from "./hosts";
import { labHostKey, labSeed, privateKeyFile, publicKeyLine } from "./keys";
import { type LabPaths, labFile } from "./paths";
import { isInstalled } from "./requirements";

/** DNS tools which a machine may lack; `control` borrows them from the base tree then. */
const BORROWED = ["dig", "nsupdate", "host"];

/** Writes what `control` needs: resolver, key, pinned host keys, borrowed tools. */
export function prepareControl(paths: LabPaths, hosts: readonly LabHost[]): void {
  const bin = join(paths.control, "bin");
  mkdirSync(bin, { recursive: true });
  mkdirSync(paths.state, { recursive: true });
  const write = (name: string, content: string, mode: number) =>
    writeFileSync(join(paths.control, name), content, { mode });
  write("resolv.conf", `search cirebonkab.go.id\nnameserver ${NAME_SERVER_ADDRESS}\n`, 0o644);
  write("id_ed25519", privateKeyFile(labSeed(CONTROL), `titip@${CONTROL}`), 0o600);
  write("id_ed25519.pub", `${publicKeyLine(labSeed(CONTROL))} titip@${CONTROL}\n`, 0o644);
  const known = hosts.map((host) => `${host.name},${host.address} ${labHostKey(host.name)}\n`);
  write("known_hosts", known.join(""), 0o644);
  for (const tool of BORROWED) {
    copyFileSync(labFile("scripts", "base-tool.sh"), join(bin, tool));
    chmodSync(join(bin, tool), 0o755);
  }
}

/** The environment of a command on `control`: the caller's own, pointed at this lab. */
export function controlEnvironment(
  paths: LabPaths,
  base: string,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const path = environment.PATH ?? "/usr/sbin:/usr/bin:/sbin:/bin";
  const lacks = BORROWED.some((tool) => !isInstalled(tool, path));
  return {
    ...withoutProxies(environment),
    PATH: lacks ? `${path}${delimiter}${join(paths.control, "bin")}` : path,
    TITIP_LAB: paths.name,
    TITIP_LAB_BASE: base,
    TITIP_SSH_KEY: join(paths.control, "id_ed25519"),
    PULUMI_BACKEND_URL: `file://${paths.state}`,
    PULUMI_STACK: "lab",
    PULUMI_CONFIG_PASSPHRASE: "lab",
  };
}

/** A lab has no way out to a proxy, and its names are known only inside. */
function withoutProxies(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(https?|all|ftp)_proxy$/i.test(name)),
  );
}
