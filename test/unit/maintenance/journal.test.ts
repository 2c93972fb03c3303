import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendEntry } from "../../../src/cli/maintenance/append-entry";
import { runEntries } from "../../../src/cli/maintenance/collect-runs";
import { certificateEntries } from "../../../src/maintenance/certificate-entry";
import { driftEntry } from "../../../src/maintenance/drift-entry";
import { entryPath, entryText } from "../../../src/maintenance/entry-file";
import { journalOf, windowsOf } from "../../../src/maintenance/journal";
import { repairedDrift } from "../../../src/maintenance/repaired-drift";
import type { MaintenanceEntry } from "../../../src/schema/generated/maintenance-entry";
import type { Site } from "../../../src/schema/site";

const entry: MaintenanceEntry = {
  at: "2026-11-23T10:00:00+07:00",
  kind: "work",
  what: "Ganti kipas: rak-a",
  result: "done",
  servers: ["web1"],
};

describe("the journal's files", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "titip-journal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("have a name of their moment, kind and contents, and the same bytes for the same entry", () => {
    expect(entryPath(entry)).toMatch(
      /^records\/maintenance\/2026-11\/20261123T100000-work-[0-9a-f]{8}\.yaml$/,
    );
    const { servers, ...rest } = entry;
    expect(entryPath({ servers, ...rest })).toBe(entryPath(entry));
    expect(entryPath({ ...entry, what: "Ganti kipas: rak-b" })).not.toBe(entryPath(entry));
    expect(entryText(entry)).toBe(
      "# yaml-language-server: $schema=../../../schema/maintenance-entry.json\n" +
        'at: 2026-11-23T10:00:00+07:00\nkind: work\nwhat: "Ganti kipas: rak-a"\nresult: done\nservers:\n  - web1\n',
    );
  });

  it("are written once: the same entry again is none", () => {
    const file = appendEntry(folder, entry);
    expect(file).toBe(entryPath(entry));
    expect(readFileSync(join(folder, file ?? ""), "utf8")).toBe(entryText(entry));
    expect(appendEntry(folder, entry)).toBeUndefined();
  });

  it("hold nothing that could not be read back", () => {
    expect(() => appendEntry(folder, { ...entry, what: "dua\nbaris" })).toThrow(/what/);
    expect(() => appendEntry(folder, { ...entry, at: "kemarin" })).toThrow();
  });
});

describe("the journal", () => {
  const record = (data: MaintenanceEntry) => ({ file: entryPath(data), data });
  const later = { ...entry, at: "2026-11-23T05:00:00+00:00", kind: "drift" as const, window: "tambalan" };
  const window = {
    from: "2026-11-23T09:00:00+07:00",
    until: "2026-11-23T11:00:00+07:00",
    what: "Tambalan",
    servers: ["web1"],
  };
  const site = {
    records: { usage: [], maintenance: [record(later), record(entry)] },
    windows: new Map([
      ["tambalan", window],
      ["lupa", { ...window, from: "2026-11-22T09:00:00+07:00" }],
    ]),
  } as unknown as Site;

  it("is by moment, whatever the offset it is written with", () => {
    expect(journalOf(site).map(({ kind }) => kind)).toEqual(["work", "drift"]);
    expect(journalOf(site, { kind: "drift" })).toEqual([later]);
    expect(journalOf(site, { until: "2026-11-22" })).toEqual([]);
  });

  it("tells which windows are to come, running, recorded, or over without a word", () => {
    const states = (now: string) =>
      windowsOf(site, Date.parse(now)).map(({ key, state }) => `${key} ${state}`);
    expect(states("2026-11-21T00:00:00Z")).toEqual(["lupa planned", "tambalan planned"]);
    expect(states("2026-11-23T10:00:00+07:00")).toEqual(["lupa running", "tambalan running"]);
    expect(states("2026-11-24T00:00:00Z")).toEqual(["lupa open", "tambalan done"]);
  });

  it("has the same entry for the same run of backups", () => {
    const run = {
      at: entry.at,
      seconds: 3,
      saved: 2,
      failed: 1,
      bytes: 2048,
      guilty: ["HST-2026-0002", "HST-2026-0002"],
    };
    const [made] = runEntries("web1", [run]);
    expect(made).toMatchObject({
      kind: "backup",
      result: "partial",
      requests: ["HST-2026-0002"],
      servers: ["web1"],
    });
    expect(runEntries("web1", [{ ...run, failed: 0, guilty: [] }])[0]).toMatchObject({ result: "done" });
    expect(runEntries("web1", [{ ...run, saved: 0 }])[0]).toMatchObject({ result: "failed" });
  });
});

describe("certificates", () => {
  const served = {
    request: "HST-2026-0001",
    server: "web1",
    served: true,
    names: ["simpus.contoh.go.id", "lain.contoh.go.id"],
    until: "2027-02-01T00:00:00Z",
    issuer: "CN=Pebble",
  };

  it("are told once, and again when another took their place", () => {
    const first = certificateEntries([], [served], entry.at);
    expect(first).toEqual([
      {
        at: entry.at,
        kind: "certificate",
        what: "Sertifikat simpus.contoh.go.id berlaku s.d. 2027-02-01T00:00:00Z, dari CN=Pebble",
        result: "done",
        servers: ["web1"],
        requests: ["HST-2026-0001"],
      },
    ]);
    expect(certificateEntries(first, [served], "2026-11-24T10:00:00+07:00")).toEqual([]);
    expect(certificateEntries(first, [{ ...served, until: "2027-05-01T00:00:00Z" }], entry.at)).toHaveLength(
      1,
    );
    expect(certificateEntries(first, [{ ...served, request: "HST-2026-0002" }], entry.at)).toHaveLength(1);
  });

  it("that are not served are none", () => {
    expect(
      certificateEntries(
        [],
        [
          { ...served, served: false },
          { ...served, until: "" },
        ],
        entry.at,
      ),
    ).toEqual([]);
  });

  it("of an issuer with a long name still are an entry", () => {
    const [long] = certificateEntries([], [{ ...served, issuer: "x".repeat(500) }], entry.at);
    expect(long?.what.length).toBeLessThanOrEqual(200);
  });
});

describe("drift that was repaired", () => {
  const urn = (name: string) =>
    `urn:pulumi:lab::titip::titip:index:Hosting$titip:apache:VirtualHost::${name}`;
  const resource = (name: string, changes: object = {}) => ({
    urn: urn(name),
    custom: true,
    inputs: { server: "web1", title: "A" },
    created: "2026-11-01T00:00:00Z",
    ...changes,
  });
  const stack = (...resources: object[]) => ({ version: 3, deployment: { resources } });
  const requestOf = (text: string) => text.split("::").at(-1);
  const repaired = (before: unknown, after: unknown, ...changed: string[]) =>
    repairedDrift(before, after, changed.map(urn), requestOf);

  it("is what was changed though the program wanted what it had wanted", () => {
    const before = stack(resource("A"), resource("B"), resource("C"));
    const inputs = { title: "A", server: "web1" }; // another order is no other wish
    const after = stack(
      resource("A", { inputs }),
      resource("B", { created: "2026-11-23T00:00:00Z" }),
      resource("C"),
    );
    expect(repaired(before, after, "B", "A")).toEqual([
      { urn: urn("A"), request: "A", server: "web1", how: "changed" },
      { urn: urn("B"), request: "B", server: "web1", how: "gone" },
    ]);
  });

  it("is not what the program newly wants, what is new, what stayed, or what nobody knows", () => {
    const before = stack(resource("A"), resource("C"));
    const after = stack(resource("A", { inputs: { title: "B" } }), resource("N"), resource("C"));
    expect(repaired(before, after, "A", "N")).toEqual([]);
    expect(repaired(undefined, after, "A")).toEqual([]);
    expect(repaired({ deployment: {} }, after, "C")).toEqual([]);
    expect(repaired(before, stack({ ...resource("C"), custom: false }), "C")).toEqual([]);
  });

  it("is an entry that names requests and servers, and what was done", () => {
    const repairs = [
      { urn: urn("A"), request: "HST-2026-0002", server: "web1", how: "changed" as const },
      { urn: urn("B"), request: "HST-2026-0001", server: "web1", how: "gone" as const },
    ];
    expect(driftEntry(repairs, entry.at, (text) => text.split("::").at(-1) ?? "")).toEqual({
      at: entry.at,
      kind: "drift",
      what: "Keadaan server yang menyimpang dipulihkan: 2 sumber daya",
      result: "done",
      servers: ["web1"],
      requests: ["HST-2026-0001", "HST-2026-0002"],
      detail:
        "A (titip:apache:VirtualHost): diubah di luar Titip, dikembalikan\n" +
        "B (titip:apache:VirtualHost): hilang dari server, dibuat kembali",
    });
  });
});
