import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGuest } from "../../../lab";
import type { DriftReport } from "../../../src/drift/difference";
import { administrator } from "../database/clients";
import { withLab } from "../lab-fixture";
import { newKey } from "../limits/php-sites";
import { Project } from "../support/project";
import { ALLOWED, LOOKED_AT, prepareLynis, type Scan, scan } from "./hardening";
import { table, tryEverything, words } from "./matrix";
import { COLOCATED, EVERY_ROLE, SITES, writeEverything } from "./sites";
import { differences, type Snapshot, snapshot } from "./snapshot";

/**
 * A site of every runtime and a co-located server, on one server of every role, at the same time: who reaches whom,
 * what a second run changes, what is left when all is taken down.
 */
const lab = withLab("everything", { hosts: EVERY_ROLE });
const HOSTS = EVERY_ROLE.map(({ name }) => name);
let project: Project;
let before: Snapshot;
let scanning: Promise<Scan>;
const keys: Record<number, string> = {};
const keyOf = (number: number) => `${project.root}/kunci-${number}`;

async function titip(...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip(...argv);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}

beforeAll(async () => {
  project = new Project(lab);
  const listen = [443, 8080, 5432];
  await labGuest(lab.name, { name: COLOCATED.name, addresses: [COLOCATED.address], listen });
  for (const number of [1, 2]) keys[number] = (await newKey(lab, project, `kunci-${number}`)).line;
  writeEverything(project, keys);
  await prepareLynis(lab);
  before = await snapshot(lab, HOSTS);
  await titip("check");
  await titip("up", "--yes");
});
afterAll(() => project.dispose());

describe("everything at once", () => {
  it("is served: static files by TLS, PHP, what is behind a proxy, containers", async () => {
    const asked = SITES.map(async ({ url, runtime }) => {
      const { stdout } = await lab.exec("control", [
        "curl",
        "-sk",
        "--max-time",
        "10",
        "-w",
        "%{http_code}",
        url,
      ]);
      return [runtime, stdout.slice(-3)];
    });
    expect(await Promise.all(asked)).toEqual(SITES.map(({ runtime }) => [runtime, "200"]));
  });

  it("is not changed by a second up, and has no drift", async () => {
    expect(await titip("up", "--yes", "--expect-no-changes")).toMatch(/\d+ unchanged/);
    await titip("refresh", "--yes", "--expect-no-changes");
    await titip("drift");
  });
});

describe("a neighbour", () => {
  it("is not read, written, listed, signalled, connected to, or impersonated by anybody", async () => {
    await Promise.all(["web1", "docker1"].map((host) => lab.run(host, ["titip-host", "backup"])));
    const tried = await tryEverything(lab, keyOf(1));
    console.info(
      `${tried.length} attempts; × refused, ! went through, · not a thing to try\n${table(tried)}`,
    );
    const unproven = tried.filter(({ shown }) => !shown).map(words);
    expect(unproven, "the same must go through where it is allowed").toEqual([]);
    expect(tried.filter(({ wentThrough }) => wentThrough).map(words)).toEqual([]);
    const written = "find /srv/titip -name ditulis -printf '%h %u\\n' | grep -v php/sessions | sort";
    const own = SITES.filter(({ number, runtime }) => number === 1 || runtime === "php");
    expect(await lab.shell("web1", written)).toBe(
      own.map(({ id, account }) => `/srv/titip/${id}/public ${account}`).join("\n"),
    );
    expect(await titip("preview", "--expect-no-changes")).toBeTruthy();
    // Not beside the attempts: some have a second or two to go through.
    scanning = scan(lab);
    scanning.catch(() => undefined);
  });
});

describe("what somebody changed by hand", () => {
  const [, php, proxied, container, , ,] = SITES;

  it("is seen on every kind of server, and put right by one up", async () => {
    const update = `server 127.0.0.1\nzone cirebonkab.go.id\nupdate delete ${proxied.name}. A\nsend\n`;
    await Promise.all([
      lab.shell(
        "web1",
        `echo '# diubah' >>/etc/apache2/titip/live/${php.id}.conf; echo x >/etc/titip/sftp/${php.account}`,
      ),
      administrator(
        lab,
        "mariadb",
        `REVOKE SELECT ON \`${php.database.replaceAll("_", "\\_")}\`.* FROM '${php.database}'@'10.20.30.11';`,
      ),
      administrator(lab, "postgresql", `ALTER ROLE ${container.database} CREATEROLE;`),
      lab.run("docker1", ["docker", "stop", "-t", "0", `titip-${container.account}`]),
      lab.run("ns1", ["nsupdate", "-k", "/etc/titip/ddns.key"], { input: update }),
      lab.run("gw1", ["nft", "flush", "chain", "ip", "titip", COLOCATED.id]),
    ]);
    const drift = await project.titip("drift", "--format", "json");
    expect(drift.exitCode).toBe(1);
    const { servers } = JSON.parse(drift.stdout) as DriftReport;
    const differing = servers.filter(({ state }) => state === "drift").map(({ server }) => server);
    expect(differing).toEqual(["db1", "docker1", "gw1", "ns1", "web1"]);
    const shown = await titip("preview", "--diff");
    const kinds: [string, string][] = [
      ["VirtualHost", php.id],
      ["Database", php.id],
      ["Database", container.id],
      ["Container", container.id],
      ["RecordSet", proxied.id],
      ["RuleSet", COLOCATED.id],
    ];
    for (const [kind, id] of kinds) expect(shown).toMatch(new RegExp(`~ +[│├└─ ]*\\S+:${kind} +${id}`));
    expect(shown).toMatch(/~ 6 to update/);
    await titip("up", "--yes");
    await titip("preview", "--expect-no-changes");
    // Once more before the end: what is left of a record that is not there must not stay either.
    await lab.run("ns1", ["nsupdate", "-k", "/etc/titip/ddns.key"], { input: update });
  });
});

describe("a public scan", () => {
  it("finds nothing to say of a line that Titip wrote", async () => {
    const { findings, tests } = await scanning;
    expect(tests).toEqual(expect.arrayContaining(LOOKED_AT));
    const reasons = findings.map((line) => ({
      line,
      reason: ALLOWED.find(({ suggestion }) => suggestion.test(line))?.reason,
    }));
    console.info(
      reasons.map(({ line, reason }) => `${line.replace(/\|-\|$/, "")}\n    ${reason}`).join("\n"),
    );
    expect(reasons.filter(({ reason }) => !reason)).toEqual([]);
  });
});

describe("destroy", () => {
  it("leaves the servers as they were, but for the archives that it lists", async () => {
    const said = await titip("destroy", "--yes");
    const listed = [...said.matchAll(/archived (?:at|as) (\w+):(\S+)/g)].map(
      ([, host, path]) => `${host} ${path}`,
    );
    const after = await snapshot(lab, HOSTS);
    const changed = differences(before, after);
    const archive = /^\+ (\w+) (?:file|content) (\/var\/lib\/titip\/archive\/\S+)/;
    const archives = new Set(
      changed.map((line) => archive.exec(line)).flatMap((found) => (found ? `${found[1]} ${found[2]}` : [])),
    );
    expect([...archives].sort()).toEqual(listed.sort());
    expect(listed).toHaveLength(12); // files of six sites, four databases, volumes of two containers
    expect(changed.filter((line) => !archive.test(line))).toEqual([]);
    for (const [host, live] of [
      ["web1", "/etc/apache2/titip/live"],
      ["gw1", "/etc/titip/firewall/live"],
    ] as const)
      expect(await lab.shell(host, `ls -A ${live}/`)).toBe("");
  });
});
