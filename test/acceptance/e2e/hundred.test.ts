import { afterAll, beforeAll, expect, it } from "vitest";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { writeRequest } from "../support/requests";
import { fetchAll } from "../support/servers";

const ZONES = ["cirebonkab.go.id", "30.20.10.in-addr.arpa"];
const NUMBERS = Array.from({ length: 100 }, (_, i) => i + 1);
const lab = withLab("hundred");
let project: Project;

/** 40 with an address of their own, 60 that share their server's; every third has an alias. */
beforeAll(() => {
  project = new Project(lab);
  for (const number of NUMBERS) {
    const server = number % 2 ? "web1" : "web2";
    const ipv4 = number <= 40 ? `10.20.30.${120 + number}` : undefined;
    writeRequest(project, { number, server, ipv4, aliases: number % 3 ? [] : [`alias${number}`] });
  }
});

afterAll(() => project.dispose());

it("makes a hundred sites with at most 4 reloads a server and 4 messages a zone", async () => {
  const before = await Promise.all(ZONES.map((zone) => lab.serial(zone)));
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
  expect(exitCode, stdout + stderr).toBe(0);

  for (const host of ["web1", "web2"]) {
    const reloads = await lab.reloads(host);
    expect(reloads).toBeGreaterThanOrEqual(1);
    expect(reloads).toBeLessThanOrEqual(4);
  }
  const log = await lab.run("ns1", ["cat", "/var/log/named/update.log"]);
  for (const [index, zone] of ZONES.entries()) {
    const messages = (await lab.serial(zone)) - (before[index] ?? 0); // named raises it once a message
    expect(messages).toBeGreaterThanOrEqual(1);
    expect(messages).toBeLessThanOrEqual(4);
    expect(log).toContain(`updating zone '${zone}/IN'`);
  }
  const urls = NUMBERS.map((number) => `http://situs${number}.cirebonkab.go.id/`);
  expect((await fetchAll(lab, urls)).filter(({ status }) => status !== 200)).toEqual([]);
});

it("finds nothing to do the second time, without a reload", async () => {
  const before = await lab.reloads("web1");
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes", "--expect-no-changes");
  expect(exitCode, stdout + stderr).toBe(0);
  expect(await lab.reloads("web1")).toBe(before);
});
