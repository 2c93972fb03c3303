import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandResult, LAB_HOSTS_WITH_GATEWAY, labGuest } from "../../../lab";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";
import type { Evidence } from "../../../src/verify/evidence";
import { bodyLine, converse, frame } from "../hostile/raw-session";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { colocationIdOf, requestText, writeColocation, writeRequest } from "../support/requests";

/**
 * One co-located server from its approval to its closure, behind a real nftables gateway, seen from the data centre and
 * from the internet; beside it a site that rests for a while.
 */
const lab = withLab("colocation", { hosts: LAB_HOSTS_WITH_GATEWAY });
let project: Project;

const ID = colocationIdOf(1);
const OTHER = colocationIdOf(2);
const SITE = "HST-2026-9031";
const IPS = ["10.20.40.10", "10.20.40.11"];
const ACCESS = [
  { protocol: "tcp" as const, port: 443 },
  { protocol: "tcp" as const, port: 22, from: ["10.20.0.0/16"] },
];

beforeAll(async () => {
  project = new Project(lab);
  // As in a real data centre: no `titip:protect: false`.
  const [salt = ""] = /^encryptionsalt: .*$/m.exec(project.read("Pulumi.lab.yaml")) ?? [];
  project.write("Pulumi.lab.yaml", `${salt}\n`);
  await labGuest(lab.name, { name: "server1", addresses: IPS, listen: [443, 22, 5432, 8443] });
  await labGuest(lab.name, { name: "server2", addresses: ["10.20.40.20"], listen: [443] });
});
afterAll(() => project.dispose());

const said = ({ stdout, stderr }: CommandResult) => stdout + stderr;
async function titip(...argv: string[]): Promise<string> {
  const result = await project.titip(...argv);
  expect(result.exitCode, said(result)).toBe(0);
  return said(result);
}
const up = (...options: string[]) => titip("up", "--yes", ...options);

/** Which of the ports answer a client, in the order asked; whoever drops makes curl wait. */
async function answers(who: string, ports: string[]): Promise<string[]> {
  const ask = ports
    .map((port) => `curl -s -o /dev/null --connect-timeout 2 --max-time 10 http://${port}/ && echo ${port} &`)
    .join(" ");
  const found = await lab.shell(who, `${ask} wait`);
  return ports.filter((port) => found.split("\n").includes(port));
}

const foreign = () => lab.run("gw1", ["nft", "list", "table", "inet", "gerbang"]);
const rulesOf = (id: string) => lab.exec("gw1", ["nft", "list", "chain", "ip", "titip", id]);

async function outputs(): Promise<StackOutputs> {
  return JSON.parse((await project.titip("outputs", "--format", "json")).stdout) as StackOutputs;
}

async function verified(who: string, ...argv: string[]): Promise<{ exitCode: number; evidence: Evidence }> {
  const words = ["bin/titip", "verify", ...argv, "--format", "json"];
  const env = { TITIP_LANG: "en", NO_COLOR: "1" };
  const { exitCode, stdout, stderr } = await lab.exec(who, words, { cwd: project.root, env });
  expect(stdout, stderr).not.toBe("");
  return { exitCode, evidence: JSON.parse(stdout) as Evidence };
}

const lines = ({ checks }: Evidence, check: string) =>
  checks.filter((one) => one.check === check).map(({ target, result }) => `${target} ${result}`);

let gateway = "";

describe("a co-located server", () => {
  it("is reached by nobody before it is approved", async () => {
    gateway = await foreign();
    const elsewhere = { name: "tamu", addresses: ["10.20.30.99"] };
    await expect(labGuest(lab.name, elsewhere)).rejects.toThrow("10.20.30.99");
    expect(
      await answers(
        "control",
        IPS.map((ip) => `${ip}:443`),
      ),
    ).toEqual([]);
    expect(await answers("server1", ["10.20.30.11:80"])).toEqual([]);
  });

  it("has its names, and what was approved is let through", async () => {
    writeColocation(project, { number: 1, ipv4: IPS, access: ACCESS });
    writeRequest(project, { number: 31 });
    await up();
    const ports = ["10.20.40.10:443", "10.20.40.11:443", "10.20.40.10:22", "10.20.40.10:5432"];
    expect(await answers("control", ports)).toEqual(ports.slice(0, 3));
    expect(await answers("outside", ports)).toEqual(ports.slice(0, 2));
    expect(await lab.shell("outside", "dig +short server1.cirebonkab.go.id | sort")).toBe(IPS.join("\n"));
    for (const ip of IPS)
      expect(await lab.run("control", ["dig", "+short", "-x", ip])).toBe("server1.cirebonkab.go.id.");
  });

  it("reaches nothing by itself but what the gateway's administrator allows", async () => {
    expect(await answers("server1", ["10.20.30.11:80"])).toEqual([]);
    expect(await lab.run("server1", ["dig", "+short", "arsip.cirebonkab.go.id"])).toBe("10.20.30.11");
  });

  it("is on record, as claimed and not verified", async () => {
    const { colocations, register } = await outputs();
    expect(colocations[ID]).toMatchObject({
      rack: "rak-b",
      unit: 11,
      feeds: ["A", "B"],
      switch: "sw-b1",
      port: "gi1/0/11",
      vlan: 40,
      addresses: IPS,
      firewall: "gw1",
      access: [
        { protocol: "tcp", port: 22, from: ["10.20.0.0/16"] },
        { protocol: "tcp", port: 443, from: [] },
      ],
      approval: { by: "kabid-aplikasi", status: "claimed, not verified" },
    });
    const rows = register.filter(({ request }) => request === ID);
    expect(rows.map(({ ip, name, server }) => [ip, name, server])).toEqual(
      IPS.map((ip) => [ip, "server1.cirebonkab.go.id", "rak-b U11"]),
    );
  });

  it("is shown to be finished and accessible, from inside and from outside", async () => {
    const inside = await verified("control", ID, "--probe", "5432,8080", "--out", "bukti.json");
    expect(inside.exitCode, JSON.stringify(inside.evidence, null, 1)).toBe(0);
    expect(JSON.parse(project.read("bukti.json"))).toEqual(inside.evidence);
    expect(inside.evidence).toMatchObject({ verified: true, from: { address: "10.20.30.2" } });
    expect(lines(inside.evidence, "denied")).toContain("10.20.40.10 tcp/5432 good");
    expect(lines(inside.evidence, "rules")).toEqual([`${ID} good`]);
    const outside = await verified("outside", ID, "--network-only");
    expect(outside.exitCode, JSON.stringify(outside.evidence, null, 1)).toBe(0);
    expect(lines(outside.evidence, "closed")).toEqual(IPS.map((ip) => `${ip} tcp/22 good`));
    expect(lines(outside.evidence, "port")).toEqual(IPS.map((ip) => `${ip} tcp/443 good`));
    expect((await verified("control", SITE)).exitCode).toBe(0);
  });

  it("is guarded again as soon as its gateway is back from a power cut; nothing is left to do", async () => {
    await lab.stop("gw1");
    await lab.start("gw1");
    expect(await answers("control", ["10.20.40.10:443", "10.20.40.10:5432"])).toEqual(["10.20.40.10:443"]);
    await up("--expect-no-changes");
    expect(await foreign()).toBe(gateway);
  });

  it("is repaired when somebody opened it by hand: verify sees it, preview shows it, up ends it", async () => {
    await lab.run("gw1", [
      "nft",
      "add",
      "rule",
      "ip",
      "titip",
      ID,
      "tcp",
      "dport",
      "5432",
      "counter",
      "accept",
    ]);
    await lab.run("gw1", [
      "nft",
      "insert",
      "rule",
      "ip",
      "titip",
      "to_servers",
      "tcp",
      "dport",
      "8443",
      "accept",
    ]);
    const { exitCode, evidence } = await verified("control", ID, "--probe", "5432,8443");
    expect(exitCode).toBe(1);
    const bad = evidence.checks.filter(({ result }) => result === "bad").map(({ target }) => target);
    expect(bad.sort()).toEqual([...IPS.flatMap((ip) => [`${ip} tcp/5432`, `${ip} tcp/8443`]), ID]);
    const preview = await titip("preview", "--diff");
    expect(preview).toContain("foreignRules");
    expect(preview).toContain("tcp dport 5432 counter");
    expect(preview).toMatch(/defaultDeny *: false => true/);
    await up();
    expect(await answers("control", ["10.20.40.10:443", "10.20.40.10:5432", "10.20.40.10:8443"])).toEqual([
      "10.20.40.10:443",
    ]);
    expect(await foreign()).toBe(gateway);
    await lab.run("gw1", ["nft", "delete", "table", "ip", "titip"]);
    await up();
    expect(await answers("outside", ["10.20.40.10:443", "10.20.40.10:22"])).toEqual(["10.20.40.10:443"]);
  });
});

describe("rules that cannot be enforced", () => {
  const everything = () => lab.shell("gw1", "nft -s list ruleset; cat /etc/titip/firewall/live/*");

  it("are refused by the gateway itself, whoever asks", async () => {
    const rules = await everything();
    const cases: Record<string, string[]> = {
      "another network's address": ["put", OTHER, "10.20.30.11", "tcp:80:any"],
      "the network's own address": ["put", OTHER, "10.20.40.0", "tcp:80:any"],
      "the gateway's address": ["put", OTHER, "10.20.40.1", "tcp:80:any"],
      "an address of another request": ["put", OTHER, "10.20.40.10", "tcp:80:any"],
      "another protocol": ["put", OTHER, "10.20.40.20", "icmp:8:any"],
      "port 0": ["put", OTHER, "10.20.40.20", "tcp:0:any"],
      "port 65536": ["put", OTHER, "10.20.40.20", "tcp:65536:any"],
      "a source with host bits": ["put", OTHER, "10.20.40.20", "tcp:80:10.20.1.0/16"],
      "everything as a network": ["put", OTHER, "10.20.40.20", "tcp:80:0.0.0.0/0"],
      "words of nftables": ["put", OTHER, "10.20.40.20", "tcp:80:any}; accept; chain x {"],
      "a request id of its own making": ["put", "forward", "10.20.40.20", "tcp:80:any"],
      "one request twice": ["remove", OTHER],
    };
    const body = ([title, fields]: [string, string[]]) =>
      title === "one request twice" ? bodyLine(fields).repeat(2) : bodyLine(fields);
    const requests = Object.entries(cases).map((one) => frame("firewall-apply", [], body(one)));
    const unlocked = await converse(lab, "gw1", requests[0] ?? "");
    expect(unlocked.at(-1)).toMatch(/^error\tnot-locked/);
    const replies = await converse(lab, "gw1", frame("lock", ["test", "5"]) + requests.join(""));
    const last = replies.filter((line) => !line.startsWith("+")).slice(1);
    expect(last.map((line) => line.split("\t")[0])).toEqual(Object.keys(cases).map(() => "error"));
    expect(await everything()).toBe(rules);
    const wrong = await converse(lab, "web1", frame("lock", ["test", "5"]) + requests[0]);
    expect(wrong.at(-1)).toMatch(/^error\twrong-role/);
  });

  it("are rolled back when the kernel does not hold them, and stop no other request", async () => {
    const rules = (await rulesOf(ID)).stdout;
    // Stands before the real one in the helper's path, as a package of somebody else's might.
    const nft = `#!/bin/sh
/usr/sbin/nft "$@" || exit
[ "$1" = -f ] && grep -q 'dport 8443' "$2" && /usr/sbin/nft add rule ip titip ${ID} tcp dport 9999 accept
exit 0`;
    await lab.shell("gw1", `cat > /usr/local/sbin/nft && chmod 755 /usr/local/sbin/nft`, { input: nft });
    writeColocation(project, { number: 1, ipv4: IPS, access: [...ACCESS, { protocol: "tcp", port: 8443 }] });
    writeColocation(project, { number: 2, ipv4: ["10.20.40.20"], access: ACCESS });
    const result = await project.titip("up", "--yes");
    expect(result.exitCode, said(result)).toBe(1);
    expect(said(result)).toContain(`requests/colocation/${ID}.yaml`);
    expect(said(result)).toContain("not-enforced");
    expect((await rulesOf(ID)).stdout).toBe(rules);
    expect(await answers("outside", ["10.20.40.10:443", "10.20.40.10:8443", "10.20.40.20:443"])).toEqual([
      "10.20.40.10:443",
      "10.20.40.20:443",
    ]);
    expect(await foreign()).toBe(gateway);
    await lab.run("gw1", ["rm", "/usr/local/sbin/nft"]);
    await up();
    expect(await answers("outside", ["10.20.40.10:8443"])).toEqual(["10.20.40.10:8443"]);
  });

  it("are undone when the helper was killed while the kernel had them already", async () => {
    const access = [...ACCESS, { protocol: "tcp" as const, port: 5432 }];
    writeColocation(project, { number: 1, ipv4: IPS, access });
    const kill = `
      until grep -q '^firewall-live' /var/lib/titip/journal 2>/dev/null; do :; done
      until nft list chain ip titip ${ID} | grep -q 5432; do :; done
      IFS=$'\\t' read -r _ pid _ </run/titip/owner; kill -KILL "$pid"; echo killed`;
    const killed = lab.run("gw1", ["bash", "-c", kill]);
    const cut = await project.titip("up", "--yes");
    expect(await killed).toBe("killed");
    if (cut.exitCode !== 0) {
      expect(said(cut)).toContain(`requests/colocation/${ID}.yaml`);
      await up();
    }
    expect(await answers("outside", ["10.20.40.10:5432"])).toEqual(["10.20.40.10:5432"]);
  });
});

describe("services that rest", () => {
  const page = `/srv/titip/${SITE}/public/index.html`;
  const suspension =
    "  suspension: [{ at: 2026-11-21T09:00:00+07:00, by: kabid-aplikasi, reason: Pemeriksaan keamanan }]\n";
  const resumption = "  resumption: [{ at: 2026-11-22T09:00:00+07:00, by: kabid-aplikasi }]\n";

  function writeBoth(steps: string): void {
    writeColocation(project, { number: 1, ipv4: IPS, access: ACCESS, steps });
    project.write(`requests/hosting/${SITE}.yaml`, requestText(SITE, { number: 31 }) + steps);
  }

  it("say so under their own names: 503 in two languages, nothing let through; content and log stay", async () => {
    await lab.shell("web1", `echo '<h1>milik dinas</h1>' > ${page}`);
    writeBoth(suspension);
    await up();
    const reply = await lab.run("outside", [
      "curl",
      "-s",
      "-i",
      "http://situs31.cirebonkab.go.id/data/x?y=1",
    ]);
    expect(reply).toMatch(/^HTTP\/1\.1 503 /);
    expect(reply).toMatch(/^Retry-After: 3600\r?$/m);
    expect(reply).toContain("<h1>situs31.cirebonkab.go.id</h1>");
    expect(reply).toContain("dihentikan sementara");
    expect(reply).toContain("suspended for the time being");
    expect(await lab.run("web1", ["cat", page])).toBe("<h1>milik dinas</h1>");
    expect(
      await lab.shell("web1", `grep -c 'GET /data/x?y=1.* 503 ' /var/log/titip/${SITE}/access.log`),
    ).toBe("1");
    expect(await answers("control", ["10.20.40.10:443", "10.20.40.10:22"])).toEqual([]);
    expect((await lab.fetch("http://arsip.cirebonkab.go.id/")).status).toBe(200);
    const { configurations, colocations } = await outputs();
    expect(configurations[SITE]?.suspended?.reason).toBe("Pemeriksaan keamanan");
    expect(colocations[ID]?.suspended?.since).toBe("2026-11-21T09:00:00+07:00");
    const site = await verified("control", SITE);
    expect(site).toMatchObject({ exitCode: 0, evidence: { suspended: true } });
    const server = await verified("control", ID);
    expect(server.exitCode, "silence without a positive control proves nothing").toBe(1);
    expect(lines(server.evidence, "denied")).toContain("10.20.40.10 tcp/5432 unproven");
  });

  it("go on as they were", async () => {
    writeBoth(suspension + resumption);
    await up();
    expect(await lab.fetch("http://situs31.cirebonkab.go.id/")).toEqual({
      status: 200,
      body: "<h1>milik dinas</h1>\n",
    });
    expect(await answers("control", ["10.20.40.10:443", "10.20.40.10:22"])).toHaveLength(2);
  });
});

describe("a co-location that ends", () => {
  it("is closed: no names, nothing let through, on record; its neighbour stays", async () => {
    const closing = ["close", ID, "--reason", "Server ditarik"];
    const recorded = await project.titipAt("2026-12-01T10:00:00+07:00", ...closing);
    expect(recorded.exitCode, recorded.stderr).toBe(0);
    await up();
    expect(await answers("outside", ["10.20.40.10:443", "10.20.40.20:443"])).toEqual(["10.20.40.20:443"]);
    expect((await rulesOf(ID)).exitCode).toBe(1);
    expect(await lab.run("control", ["dig", "+noall", "+comments", "server1.cirebonkab.go.id"])).toContain(
      "NXDOMAIN",
    );
    for (const ip of IPS) expect(await lab.run("control", ["dig", "+short", "-x", ip])).toBe("");
    const { closed, colocations, register } = await outputs();
    expect(closed.find(({ request }) => request === ID)).toMatchObject({
      server: "rak-b U11",
      closed: "2026-12-01",
      reason: "Server ditarik",
    });
    expect(Object.keys(colocations)).toEqual([OTHER]);
    expect(register.map(({ request }) => request)).not.toContain(ID);
    expect((await project.titip("verify", ID)).exitCode).toBe(1);
    await up("--expect-no-changes");
    expect(await foreign()).toBe(gateway);
  });

  it("stays closed: what is let through again by hand is drift, and goes", async () => {
    const script = `
      nft add chain ip titip ${ID} && nft add rule ip titip ${ID} tcp dport 443 accept &&
      nft add element ip titip servers '{ 10.20.40.10 : jump ${ID} }'`;
    await lab.shell("gw1", script);
    expect(await answers("outside", ["10.20.40.10:443"])).toEqual(["10.20.40.10:443"]);
    await up();
    expect(await answers("outside", ["10.20.40.10:443"])).toEqual([]);
    expect(readFileSync(join(project.root, `requests/colocation/${ID}.yaml`), "utf8")).toContain("closure:");
  });
});
