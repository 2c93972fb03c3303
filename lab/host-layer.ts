import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import type { LabHost } from "./hosts";
import { CONTROL } from "./hosts";
import { labHostKey, labSeed, privateKeyFile, privateKeyPem, publicKeyLine } from "./keys";
import { type HostPaths, labFile, projectRoot } from "./paths";

interface FileAttributes {
  mode: number;
  /** `user` or `user:group` of the base tree; root where not said. */
  owner?: string;
}

/** What git cannot keep: modes and owners of the files in a layer. Everything else is root's, 0644 or 0755. */
const ATTRIBUTES: Record<string, FileAttributes> = {
  "etc/sudoers.d/titip": { mode: 0o440 },
  "etc/pebble/server.key": { mode: 0o600 },
  "etc/ssh/ssh_host_ed25519_key": { mode: 0o600 },
  "etc/titip/ddns.key": { mode: 0o640, owner: "root:bind" },
  "home/titip/.ssh": { mode: 0o700, owner: "titip:titip" },
  "home/titip/.ssh/authorized_keys": { mode: 0o600, owner: "titip:titip" },
  "usr/local/sbin/titip-host": { mode: 0o755 },
  "var/lib/bind/db.10.20.30": { mode: 0o644, owner: "bind:bind" },
  "var/lib/bind/db.10.20.40": { mode: 0o644, owner: "bind:bind" },
  "var/lib/bind/db.fd20-20-30": { mode: 0o644, owner: "bind:bind" },
  "var/lib/bind/db.cirebonkab.go.id": { mode: 0o644, owner: "bind:bind" },
  "var/log/named": { mode: 0o755, owner: "bind:bind" },
};

/**
 * Makes the layer of a host: everything that tells it from the base tree, as an administrator would have set
 * it up by hand before Titip came. Made anew at every start of the host, so that a changed `titip-host` is
 * taken; the TSIG key stays as long as the host's disk.
 */
export function buildHostLayer(host: LabHost, base: string, { layer, tsigKey }: HostPaths): void {
  rmSync(layer, { recursive: true, force: true });
  const tree = new LayerTree(base, layer);
  for (const part of ["all", host.role, host.name]) tree.copy(labFile(part));
  tree.write("etc/hostname", `${host.name}\n`);
  tree.write("etc/ssh/ssh_host_ed25519_key", privateKeyFile(labSeed(host.name), `root@${host.name}`));
  tree.write("etc/ssh/ssh_host_ed25519_key.pub", `${labHostKey(host.name)} root@${host.name}\n`);
  tree.write("home/titip/.ssh/authorized_keys", `${publicKeyLine(labSeed(CONTROL))} titip@${CONTROL}\n`);
  tree.copyFile(join(projectRoot(), "server/titip-host"), "usr/local/sbin/titip-host");
  if (host.role === "web") {
    tree.copyFile(join(projectRoot(), "server/zzz-titip.conf"), "etc/apache2/sites-enabled/zzz-titip.conf");
    tree.copyFile(join(projectRoot(), "server/titip.logrotate"), "etc/logrotate.d/titip");
    tree.copyFile(
      join(projectRoot(), "server/titip-limits.conf"),
      "etc/apache2/conf-enabled/titip-limits.conf",
    );
  }
  if (host.role === "acme") tree.write("etc/pebble/server.key", privateKeyPem(labSeed(host.name)));
  if (host.role === "dns") {
    tree.write("etc/titip/ddns.key", ensureTsigKey(tsigKey));
    tree.directory("var/log/named");
  }
}

function ensureTsigKey(file: string): string {
  if (!existsSync(file)) {
    // Whole or not at all: a start may be cut off.
    writeFileSync(`${file}.new`, newTsigKey(), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, "utf8");
}

/** In the form of `tsig-keygen titip`; read by named and by `nsupdate -k`. */
function newTsigKey(): string {
  const secret = randomBytes(32).toString("base64");
  return `key "titip" {\n\talgorithm hmac-sha256;\n\tsecret "${secret}";\n};\n`;
}

/** Writes below `layer`; directories that the base tree has keep its mode and owner, as overlays need. */
class LayerTree {
  private readonly users: Map<string, number>;
  private readonly groups: Map<string, number>;

  constructor(
    private readonly base: string,
    private readonly layer: string,
  ) {
    this.users = readIds(join(base, "etc/passwd"));
    this.groups = readIds(join(base, "etc/group"));
    this.directory("");
  }

  directory(path: string): void {
    const target = join(this.layer, path);
    if (existsSync(target)) return;
    if (path) this.directory(relative(".", dirname(path)));
    mkdirSync(target);
    const original = join(this.base, path);
    if (!ATTRIBUTES[path] && existsSync(original)) {
      const { uid, gid, mode } = statSync(original);
      chownSync(target, uid, gid);
      chmodSync(target, mode & 0o7777);
    } else {
      this.attributes(path, 0o755);
    }
  }

  write(path: string, content: string | Buffer, mode = 0o644): void {
    this.directory(dirname(path));
    writeFileSync(join(this.layer, path), content);
    this.attributes(path, mode);
  }

  /** Copies one file, if it exists. */
  copyFile(from: string, path: string): void {
    if (!existsSync(from)) return;
    this.directory(dirname(path));
    copyFileSync(from, join(this.layer, path));
    this.attributes(path, statSync(from).mode & 0o111 ? 0o755 : 0o644);
  }

  /** Copies a tree of `lab/files`, if it exists. */
  copy(from: string): void {
    if (!existsSync(from)) return;
    for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) this.copyFile(file, relative(from, file));
    }
  }

  private attributes(path: string, mode: number): void {
    const wanted = ATTRIBUTES[path] ?? { mode };
    const [user = "root", group = user] = (wanted.owner ?? "root").split(":");
    const target = join(this.layer, path);
    chownSync(target, this.users.get(user) ?? 0, this.groups.get(group) ?? 0);
    chmodSync(target, wanted.mode);
  }
}

/** Numbers by name from `/etc/passwd` or `/etc/group` of the base tree, not of this machine. */
function readIds(file: string): Map<string, number> {
  const rows = readFileSync(file, "utf8").split("\n");
  return new Map(rows.map((row) => row.split(":")).map(([name = "", , id]) => [name, Number(id)]));
}
