import fc from "fast-check";
import { expect, it } from "vitest";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, writeRequest } from "../support/requests";
import { foreignSites, recordsOf } from "../support/servers";

const ZONES = ["cirebonkab.go.id", "30.20.10.in-addr.arpa"];
const RUNS = Number(process.env.TITIP_LONG ? 20 : 3);
const lab = withLab("foreign");

/** What is not ours: all records but those at names that we marked, and all files but ours. */
async function foreign(): Promise<unknown> {
  const records = await Promise.all(ZONES.map((zone) => recordsOf(lab, zone)));
  const sites = await Promise.all(["web1", "web2"].map((host) => foreignSites(lab, host)));
  return { records: records.map(withoutOurs), sites };
}

function withoutOurs(records: string[]): string[] {
  const ours = records.flatMap((record) => /^_titip\.(\S+) .*titip request=/.exec(record)?.[1] ?? []);
  return records.filter(
    (record) => !ours.some((name) => record.startsWith(`${name} `) || record.startsWith(`_titip.${name} `)),
  );
}

const wanted = fc.record({
  number: fc.integer({ min: 1, max: 30 }),
  server: fc.constantFrom("web1" as const, "web2" as const),
  dedicated: fc.boolean(),
  aliases: fc.integer({ min: 0, max: 2 }),
});
const someRequests = fc.uniqueArray(wanted, { selector: ({ number }) => number, minLength: 1, maxLength: 6 });

function write(
  project: Project,
  requests: { number: number; server: "web1" | "web2"; dedicated: boolean; aliases: number }[],
) {
  for (const { number, server, dedicated, aliases } of requests) {
    writeRequest(project, {
      number,
      server,
      ipv4: dedicated ? `10.20.30.${120 + number}` : undefined,
      aliases: Array.from({ length: aliases }, (_, i) => `lain${number}-${i}`),
    });
  }
}

async function up(project: Project): Promise<void> {
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
  expect(exitCode, stdout + stderr).toBe(0);
}

it("leaves foreign records and foreign sites as they were, whatever comes, changes and goes", async () => {
  const before = await foreign();
  await fc.assert(
    fc.asyncProperty(someRequests, someRequests, async (first, second) => {
      const project = new Project(lab);
      project.widenLimits();
      try {
        write(project, first);
        await up(project);
        expect(await foreign()).toEqual(before);
        const serials = await Promise.all(ZONES.map((zone) => lab.serial(zone)));
        await up(project); // nothing to do: not one message may be sent
        expect(await Promise.all(ZONES.map((zone) => lab.serial(zone)))).toEqual(serials);
        for (const { number } of first) project.remove(`requests/hosting/${idOf(number)}.yaml`);
        write(project, second);
        await up(project);
        expect(await foreign()).toEqual(before);
        const destroyed = await project.titip("destroy", "--yes");
        expect(destroyed.exitCode, destroyed.stdout + destroyed.stderr).toBe(0);
        expect(await foreign()).toEqual(before);
        const left = await Promise.all(ZONES.map((zone) => recordsOf(lab, zone)));
        expect(left.flat().filter((record) => record.includes("_titip."))).toEqual([]);
      } finally {
        project.dispose();
      }
    }),
    { numRuns: RUNS },
  );
});
