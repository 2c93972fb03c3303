import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withLab } from "../lab-fixture";

// Before the labs start, so that a daemon which inherited it would be found.
process.env.TITIP_TEST_SECRET = "rahasia-mesin-7261";

const one = withLab("one");
const two = withLab("two");
const HOSTS = ["web1", "web2", "ns1"];

describe("two labs side by side", () => {
  it("have the same addresses and never meet", async () => {
    for (const lab of [one, two]) {
      await lab.shell("web1", `echo ${lab.name} >/var/www/arsip/index.html`);
      expect(await lab.run("web1", ["hostname"])).toBe("web1");
    }
    for (const lab of [one, two]) {
      expect(await lab.fetch("http://arsip.cirebonkab.go.id/")).toEqual({
        status: 200,
        body: `${lab.name}\n`,
      });
    }
  });

  it("have name servers and update keys of their own", async () => {
    const key = (lab: typeof one) => lab.run("ns1", ["cat", "/etc/titip/ddns.key"]);
    expect(await key(one)).not.toBe(await key(two));
    const update =
      "server 127.0.0.1\nzone cirebonkab.go.id\nupdate add only-one.cirebonkab.go.id 60 A 10.20.30.150\nsend\n";
    await one.run("ns1", ["nsupdate", "-k", "/etc/titip/ddns.key"], { input: update });
    expect(await one.run("control", ["dig", "+short", "only-one.cirebonkab.go.id"])).toBe("10.20.30.150");
    expect(await two.run("control", ["dig", "+short", "only-one.cirebonkab.go.id"])).toBe("");
  });

  it("restart alone", async () => {
    await one.stop("web2");
    expect(
      (await one.exec("control", ["curl", "-s", "--max-time", "1", "http://10.20.30.12/"])).exitCode,
    ).not.toBe(0);
    expect(
      (await two.exec("control", ["curl", "-s", "--max-time", "1", "http://10.20.30.12/"])).exitCode,
    ).toBe(0);
    await one.start("web2");
    expect(
      (await one.exec("control", ["curl", "-s", "--max-time", "1", "http://10.20.30.12/"])).exitCode,
    ).toBe(0);
  });
});

describe.each(HOSTS)("%s", (host) => {
  let secrets = "";
  beforeAll(() => {
    secrets = mkdtempSync(join(homedir(), ".titip-lab-test-"));
    writeFileSync(join(secrets, "key"), "rahasia");
  });
  afterAll(() => rmSync(secrets, { recursive: true }));

  it("sees no file of the machine, not by way of a process either", async () => {
    expect(existsSync(join(secrets, "key"))).toBe(true);
    const paths = [secrets, process.cwd(), `/proc/1/root${secrets}`, `/proc/1/cwd${secrets}`];
    for (const path of paths) expect((await one.exec(host, ["test", "-e", path])).exitCode).toBe(1);
    expect(await one.shell(host, "ls -A /mnt; ls -A /sys | grep -v '^fs$'; ls /root")).toBe("");
    expect(
      await one.shell(
        host,
        "cut -d' ' -f5 /proc/1/mountinfo | grep -vE '^/((proc|dev|run|tmp|sys/fs/cgroup)(/.*)?)?$' || true", // web servers have control groups of their own
      ),
    ).toBe("");
  });

  it("sees only its own processes, and none carries the caller's environment", async () => {
    const count = Number(await one.shell(host, "ls -d /proc/[0-9]* | wc -l"));
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(20);
    expect(
      await one.shell(host, "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -c rahasia-mesin || true"),
    ).toBe("0");
    expect(await one.shell("control", "echo $TITIP_TEST_SECRET")).toBe("rahasia-mesin-7261");
  });

  it("starts its daemons with no more rights than a program run on it has", async () => {
    const bounds = await one.shell(host, "cat /proc/[0-9]*/status | grep CapBnd | sort -u");
    const [bound = "", ...others] = bounds.split("\n");
    expect(others).toEqual([]);
    // capabilities(7): neither sys_admin (21), mknod (27), sys_ptrace (19), sys_module (16) nor dac_read_search (2).
    const rights = BigInt(`0x${bound.split("\t")[1]}`);
    expect([2n, 16n, 19n, 21n, 27n].filter((bit) => (rights >> bit) & 1n)).toEqual([]);
    expect(rights & 1n).toBe(1n);
  });

  it.each([
    ["makes devices", "mknod /tmp/disk b 8 0"],
    ["mounts", "mount -t devtmpfs devtmpfs /mnt"],
    ["sets the machine's kernel", "echo x >/proc/sys/kernel/core_pattern"],
    ["reads the kernel's memory", "head -c 1 /proc/kcore | grep -q ."],
    ["traces the machine", "nsenter --target 1 --mount true"],
  ])("never %s", async (_what, line) => {
    expect((await one.exec(host, ["sh", "-c", line])).exitCode).not.toBe(0);
  });

  it("is reachable from its lab alone", async () => {
    const answer = await one.exec(host, ["sh", "-c", "ip route get 192.0.2.1"]);
    expect(answer.stderr).toContain("unreachable");
    expect(await one.shell(host, "ip -4 -o addr show eth0 | wc -l")).toBe("1");
  });
});
