import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LabError, type Progress } from "./lab-error";
import { cacheRoot, labFile } from "./paths";
import { ensurePrograms } from "./requirements";
import { mustRun, runCommand } from "./run-command";

/** What every host can run; a role starts what it needs of it. */
export const BASE_PACKAGES: readonly string[] = [
  "apache2",
  "bind9",
  "bind9-dnsutils",
  "busybox-static",
  "ca-certificates",
  "curl",
  "docker.io",
  "iproute2",
  "libapache2-mod-qos",
  "libpcre3", // mod_qos of Debian 12 needs it without saying so
  "logrotate",
  "lynis",
  "mariadb-server",
  "nftables",
  "openssh-server",
  "pebble",
  "php-fpm",
  "php-mysql",
  "php-pgsql",
  "postgresql",
  "procps",
  "quota",
  "restic",
  "sudo",
  "tcc",
];

/** Where Debian packages come from: the mirror this machine itself uses. */
export interface PackageSource {
  mirror: string;
  suite: string;
  components: string;
}

/** Path of the base tree for today's packages and recipe, finished or not. */
export function baseTreePath(): string {
  const recipe = readFileSync(labFile("scripts", "build-base.sh"));
  const hash = createHash("sha256").update(BASE_PACKAGES.join(",")).update(recipe).digest("hex");
  return join(cacheRoot(), `base-${hash.slice(0, 16)}`);
}

/**
 * Path of the finished base tree; built first where there is none, which takes about two minutes.
 * Two builders at once are one builder and one who waits.
 */
export async function ensureBaseTree(progress: Progress): Promise<string> {
  const target = baseTreePath();
  if (existsSync(target)) return target;
  progress({
    id: "Menyiapkan berkas dasar lab (sekali saja, sekitar dua menit) …",
    en: "Building the lab's base tree (only once, about two minutes) …",
  });
  await ensurePrograms({ debootstrap: "debootstrap" }, progress);
  const source = await packageSource();
  mkdirSync(cacheRoot(), { recursive: true });
  const script = labFile("scripts", "build-base.sh");
  const packages = BASE_PACKAGES.join(",");
  const { mirror, suite, components } = source;
  const command = ["/bin/sh", script, target, mirror, suite, components, packages];
  await mustRun(["flock", join(cacheRoot(), "build.lock"), ...command]);
  progress({ id: "Berkas dasar lab siap.", en: "The lab's base tree is ready." });
  return target;
}

/** Finds the mirror in the words of `apt-cache policy base-files`. */
export function parsePackageSource(policy: string): PackageSource | undefined {
  const match = /^\s+-?\d+ ((?:https?|file):\S+) ([a-z]+)\/([a-z]+) \S+ Packages$/m.exec(policy);
  const [, mirror, suite, component] = match ?? [];
  if (!mirror || !suite || !component) return undefined;
  return { mirror, suite, components: mirror.includes("ubuntu") ? "main,universe" : component };
}

async function packageSource(): Promise<PackageSource> {
  const ask = () =>
    runCommand(["apt-cache", "policy", "base-files"], { env: { ...process.env, LC_ALL: "C" } });
  let source = parsePackageSource((await ask()).stdout);
  if (!source) {
    await mustRun(["apt-get", "update"]);
    source = parsePackageSource((await ask()).stdout);
  }
  if (source) return source;
  throw new LabError({
    id: "Lab tidak menemukan cermin paket Debian: `apt-cache policy base-files` tidak menyebutkannya.",
    en: "The lab finds no Debian package mirror: `apt-cache policy base-files` names none.",
  });
}
