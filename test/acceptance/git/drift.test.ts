import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Difference, DriftReport } from "../../../src/drift/difference";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { writeRequest } from "../support/requests";
import { findVictims, signal } from "../support/victims";

const lab = withLab("drift");
let project: Project;
const sites = { here: "", away: "" };

beforeAll(async () => {
  project = new Project(lab);
  sites.here = writeRequest(project, { number: 1, server: "web1" });
  sites.away = writeRequest(project, { number: 2, server: "web2" });
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
  expect(exitCode, stdout + stderr).toBe(0);
});

afterAll(() => project.dispose());

function state(): string {
  return readFileSync(join(project.root, "state/.pulumi/stacks/titip/lab.json"), "utf8");
}

async function drift(...words: string[]): Promise<DriftReport & { exitCode: number }> {
  const { exitCode, stdout, stderr } = await project.titip("drift", "--format", "json", ...words);
  expect([0, 1], stderr).toContain(exitCode);
  return { exitCode, ...(JSON.parse(stdout) as DriftReport) };
}

function places(differences: readonly Difference[]): string[] {
  return differences.map(({ server, request, type, kind, path }) =>
    [server, request, type.split(":").at(-1), kind, path].join(" "),
  );
}

function states({ servers }: DriftReport): Record<string, string> {
  return Object.fromEntries(servers.map((one) => [one.server, one.state]));
}

/** By hand, past Titip. */
async function setAddress(name: string, value: string): Promise<void> {
  const words = ["server 127.0.0.1", "zone cirebonkab.go.id", `update delete ${name} A`];
  const update = [...words, `update add ${name} 300 A ${value}`, "send"].join("\\n");
  await lab.shell("ns1", `printf '${update}\\n' | nsupdate -k /etc/titip/ddns.key`);
}

const configuration = () => `/etc/apache2/titip/live/${sites.here}.conf`;

describe("drift of real servers", () => {
  it("there is none after an apply, and looking writes nothing", async () => {
    const before = state();
    const report = await drift();
    expect(report).toMatchObject({ exitCode: 0, differences: [] });
    expect(states(report)).toEqual({ web1: "same", web2: "same", ns1: "same" });
    expect(state()).toBe(before);
  });

  it("a virtual host, an account and a record that were changed by hand are told by server, and left as they are", async () => {
    const before = state();
    await lab.shell("web1", `sed -i 's/AllowOverride None/AllowOverride All/' ${configuration()}`);
    await lab.shell("web1", `userdel ${sites.here.toLowerCase()}`);
    await setAddress("situs1.cirebonkab.go.id", "10.20.30.250");
    const report = await drift();
    expect(report.exitCode).toBe(1);
    expect(places(report.differences)).toEqual([
      `ns1 ${sites.here} RecordSet changed records[0].ttl`,
      `ns1 ${sites.here} RecordSet changed records[0].value`,
      `web1 ${sites.here} VirtualHost changed account.name`,
      `web1 ${sites.here} VirtualHost changed account.uid`,
      `web1 ${sites.here} VirtualHost changed configuration`,
      `web1 ${sites.here} VirtualHost changed documentRoot`,
    ]);
    expect(report.differences[1]).toMatchObject({ expected: "10.20.30.11", found: "10.20.30.250" });
    expect(String(report.differences[4]?.expected)).toContain("AllowOverride None");
    expect(String(report.differences[4]?.found)).toContain("AllowOverride All");
    expect(states(report)).toEqual({ web1: "drift", web2: "same", ns1: "drift" });
    expect(state()).toBe(before);
    expect(await lab.run("web1", ["cat", configuration()])).toContain("AllowOverride All");
  });

  it("for people it shows the lines that differ and what to do", async () => {
    const { stdout, exitCode } = await project.titip("drift", "--server", "web1");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^ +- +AllowOverride None$/m);
    expect(stdout).toMatch(/^ +\+ +AllowOverride All$/m);
    expect(stdout).toContain("titip up --approved");
    expect(stdout).not.toContain("ns1");
  });

  it("a server that is down is told as such, and the others are compared", async () => {
    await lab.stop("web2");
    try {
      const report = await drift();
      expect(report.exitCode).toBe(1);
      expect(states(report)).toEqual({ web1: "drift", web2: "unknown", ns1: "drift" });
      expect(report.servers.find(({ server }) => server === "web2")?.reason).toContain("web2");
      expect(report.differences.filter(({ server }) => server === "web2")).toMatchObject([
        { request: sites.away, kind: "unknown", path: "" },
      ]);
    } finally {
      await lab.start("web2");
    }
  });

  it("what a refresh recorded is told until an apply has put it right", async () => {
    expect((await project.titip("refresh", "--yes")).exitCode).toBe(0);
    expect((await drift()).differences).toHaveLength(6);
    const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await drift()).toMatchObject({ exitCode: 0, differences: [] });
  });

  it("watched, it says what changes and ends cleanly when it is told to", async () => {
    const child = project.start("drift", "--watch", "--every", "1s", "--out", "drift.json");
    const said: string[] = [];
    child.stdout?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const until = (word: string) =>
      expect.poll(() => said.join(""), { timeout: 60_000, interval: 200 }).toContain(word);
    await until("No drift of");
    await setAddress("situs1.cirebonkab.go.id", "10.20.30.251");
    await until(`${sites.here} names in DNS records[0].value: changed outside Titip\n`);
    const report = JSON.parse(project.read("drift.json")) as DriftReport;
    expect(report.differences.map(({ found }) => found)).toContain("10.20.30.251");
    const [watcher = 0] = findVictims("engine", child.pid ?? 0); // not nsenter, which it was started with
    expect(signal(watcher, "SIGTERM")).toBe(true);
    expect(await ended).toBe(0);
    expect(said.join("").match(/records\[0\].value: changed outside/g)).toHaveLength(1);
  });

  it("a server that nobody knows is wrong usage", async () => {
    const { exitCode, stderr } = await project.titip("drift", "--server", "web9");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("web1");
  });
});

describe("a stack that somebody holds", () => {
  const holder = { pid: 4711, username: "siti", hostname: "kantor", timestamp: new Date().toISOString() };
  const hold = () => {
    const folder = join(project.root, "state/.pulumi/locks/organization/titip/lab");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "0b2a.json");
    writeFileSync(file, JSON.stringify({ ...holder, heartbeatSeconds: 10 }));
    return file;
  };

  it("is not compared: what is half done is no drift", async () => {
    const file = hold();
    const { exitCode, stderr, stdout } = await project.titip("drift", "--format", "json");
    rmSync(file);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("siti@kantor, process 4711");
  });

  it("is waited for by up --wait, which says for whom and how long yet, and goes on", async () => {
    const file = hold();
    const child = project.start("up", "--yes", "--wait", "2m");
    const said: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    await expect
      .poll(() => said.join(""), { timeout: 60_000 })
      .toMatch(/Waiting for stack 'lab', [12]:\d\d yet at most: siti@kantor/);
    rmSync(file);
    expect(await ended, said.join("")).toBe(0);
  });

  it("refuses as ever when the time is over", async () => {
    const file = hold();
    const { exitCode, stderr } = await project.titip("refresh", "--yes", "--wait", "2s");
    rmSync(file);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/stack 'lab' is in use:\n +siti@kantor/);
  });
});
