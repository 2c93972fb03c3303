import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { LAB_HOSTS_WITH_GATEWAY } from "../../../lab/hosts";
import { labHostKey, labSeed, privateKeyFile, publicKeyLine } from "../../../lab/keys";
import { projectRoot } from "../../../lab/paths";

const folder = mkdtempSync(join(tmpdir(), "titip-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What OpenSSH itself makes of a private key file: public line and comment. */
function opensshReads(file: string): string {
  const path = join(folder, "key");
  writeFileSync(path, file, { mode: 0o600 });
  return execFileSync("ssh-keygen", ["-y", "-P", "", "-f", path], { encoding: "utf8" }).trim();
}

describe("privateKeyFile", () => {
  // Comments of every length modulo the block size, so that every padding is met.
  it.each(["", "a", "ab", "abc", "abcd", "abcde", "abcdef", "root@web1"])(
    "is read by OpenSSH (%j)",
    (comment) => {
      const seed = labSeed("web1");
      expect(opensshReads(privateKeyFile(seed, comment))).toBe(`${publicKeyLine(seed)} ${comment}`.trim());
    },
  );

  it("gives other keys for other words", () => {
    expect(labHostKey("web1")).not.toBe(labHostKey("web2"));
  });
});

describe("publicKeyLine", () => {
  it("agrees with the test vector of RFC 8032, 7.1, test 1", () => {
    const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
    const blob = Buffer.from(publicKeyLine(seed).split(" ")[1] ?? "", "base64");
    expect(blob.subarray(-32).toString("hex")).toBe(
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    );
  });
});

describe("the committed inventory", () => {
  const inventory = parse(readFileSync(join(projectRoot(), "datacenter/servers.yaml"), "utf8"));

  it.each(LAB_HOSTS_WITH_GATEWAY.map((host) => [host.name, host] as const))(
    "pins the key of %s",
    (name, host) => {
      expect(inventory.servers[name].ssh.host_key).toBe(labHostKey(name));
      expect(inventory.servers[name].address).toBe(host.address);
      expect(inventory.servers[name].role).toBe(host.role);
    },
  );
});
