import { describe, expect, it, test } from "vitest";
import { backupSettings, settingDifferences } from "../../../src/backup/backup-settings";
import { restoreSite } from "../../../src/backup/restore-site";
import { sitePartsOf } from "../../../src/backup/site-parts";
import { type Backups, ResticBackups } from "../../../src/remote/backups";
import { approved, aRequest } from "../support/a-site";

const id = "HST-2026-0001";
const PARTS = [
  { server: "db1", part: "database" },
  { server: "web1", part: "files" },
];

/** Servers that write down what is asked of them; the one that is named fails. */
function servers(fails?: string) {
  const said: string[] = [];
  const say = async (words: string) => {
    said.push(words);
    if (words === fails) throw new Error(words);
  };
  const backups = (server: string): Backups => ({
    list: () => Promise.reject(new Error("not asked for")),
    run: () => Promise.reject(new Error("not asked for")),
    stage: async (request, part) => {
      await say(`${server} stage ${part}`);
      return { request, part, at: 1, snapshot: "ab" };
    },
    switch: async (_, part) => {
      await say(`${server} switch ${part}`);
      return { archive: `/arsip/${part}` };
    },
    commit: () => say(`${server} commit`),
    drop: () => say(`${server} drop`),
  });
  return { said, restore: () => restoreSite(backups, id, PARTS, 99) };
}

describe("a site of two servers", () => {
  it("is staged whole, then switched, then committed", async () => {
    const { said, restore } = servers();
    expect(await restore()).toMatchObject([
      { server: "db1", archive: "/arsip/database" },
      { server: "web1", archive: "/arsip/files" },
    ]);
    expect(said).toEqual([
      "db1 stage database",
      "web1 stage files",
      "db1 switch database",
      "web1 switch files",
      "db1 commit",
      "web1 commit",
    ]);
  });

  it.each(["db1 stage database", "web1 stage files", "db1 switch database", "web1 switch files"])(
    "is brought back everywhere when '%s' fails",
    async (fails) => {
      const { said, restore } = servers(fails);
      await expect(restore()).rejects.toThrow(fails);
      expect(said.slice(-2)).toEqual(["db1 drop", "web1 drop"]);
      expect(said).not.toContain("db1 commit");
    },
  );
});

describe("a server's settings", () => {
  const plan = {
    hour: "01:30",
    keep: { daily: 7, weekly: 4, monthly: 12 },
    servers: { web1: { repository: "/var/backups/titip" } },
  };

  it("are those of the plan, line by line", () => {
    expect(backupSettings(plan, "web1")).toEqual({
      REPOSITORY: "/var/backups/titip",
      KEEP_DAILY: "7",
      KEEP_WEEKLY: "4",
      KEEP_MONTHLY: "12",
      HOUR: "01:30",
    });
    expect(backupSettings(plan, "constructor")).toBeUndefined();
  });

  it("that differ are told, with what is there", () => {
    const wanted = backupSettings(plan, "web1") ?? {};
    expect(settingDifferences(wanted, wanted)).toEqual([]);
    expect(settingDifferences(wanted, { ...wanted, KEEP_DAILY: "1" })).toEqual([
      { key: "KEEP_DAILY", wanted: "7", found: "1" },
    ]);
  });
});

describe("what a server tells of its backups", () => {
  const answering = (lines: string[][]) => {
    const request = async () => ({ lines });
    return new ResticBackups({ server: "web1", host: "titip@web1:22", request, change: request });
  };

  test("snapshots, settings and runs", async () => {
    const reading = await answering([
      ["setting", "KEEP_DAILY", "7"],
      ["snapshot", id, "files", "1795454690", "2dac9c1b", "30720"],
      ["snapshot", id, "database", "1795454691", "2dac9c1c", "-"],
      ["run", "2026-11-23T17:24:50+07:00", "2", "3", "1", "30720", `${id} HST-2026-0002`],
    ]).list();
    expect(reading).toEqual({
      server: "web1",
      settings: { KEEP_DAILY: "7" },
      snapshots: [
        { request: id, part: "files", at: 1795454690, snapshot: "2dac9c1b", bytes: 30720 },
        { request: id, part: "database", at: 1795454691, snapshot: "2dac9c1c" },
      ],
      runs: [
        {
          at: "2026-11-23T17:24:50+07:00",
          seconds: 2,
          saved: 3,
          failed: 1,
          bytes: 30720,
          guilty: [id, "HST-2026-0002"],
        },
      ],
    });
  });

  test("a site that failed is an error of its own", async () => {
    const { saved, failures } = await answering([
      ["saved", "HST-2026-0002", "files", "10"],
      ["guilty", id, "backup-failed", "tar: rusak"],
    ]).run();
    expect(saved).toEqual([{ request: "HST-2026-0002", part: "files", bytes: 10 }]);
    expect(failures[0]?.details).toMatchObject({ request: id, output: "tar: rusak" });
  });

  test("what is no amount is not taken for one", async () => {
    await expect(answering([["saved", id, "files", "1e9"]]).run()).rejects.toThrow("no amount");
  });
});

describe("parts of a site", () => {
  const CONTAINER = { server: "docker1", port: 20001 };
  const allotted = (runtime: "static" | "container", volumes?: string[]) => {
    const request = approved(aRequest(1), "10.20.30.11", 21001);
    const { assessment } = request.steps;
    if (assessment?.allocation) assessment.allocation.container = CONTAINER;
    const container = { image: "registry.example/antrean:1", port: 8080, ...(volumes ? { volumes } : {}) };
    return { ...request, application: { ...request.application, runtime, container } };
  };

  it("are what its container keeps, before the files; of one that keeps nothing only the files", () => {
    expect(sitePartsOf(allotted("container", ["/data"]))).toEqual([
      { server: "docker1", part: "volumes" },
      { server: "web1", part: "files" },
    ]);
    expect(sitePartsOf(allotted("container"))).toEqual([{ server: "web1", part: "files" }]);
    expect(sitePartsOf(allotted("static", ["/data"]))).toEqual([{ server: "web1", part: "files" }]);
    expect(sitePartsOf(aRequest(1))).toEqual([]);
  });
});
