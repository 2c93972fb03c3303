import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { requestDigest } from "../../../../src/plan/plan-site";
import { loadSite } from "../../../../src/schema/load-site";
import { type Desk, openDesk } from "./support";

const MADE = { url: "http://simpus.cirebonkab.go.id/", server: "web1" };
const MADE_SHA = createHash("sha256")
  .update(JSON.stringify({ server: "web1", url: MADE.url }))
  .digest("hex");

/** An activity that the published procedure does not have, before the one that it has. */
const INSTALLATION = `  - key: pemasangan
    effect: creation
    order: 6
    title: { id: Pengaturan jaringan, en: The network is set up }
    actor: [datacenter-team, pipeline]
    actor_basis: inferred
    requirements: []
    output: []
    fields:
      digest: { type: digest, title: { id: Sidik rencana, en: Digest of the plan } }
      outputs: { type: sha256, title: { id: SHA-256 keluaran, en: SHA-256 of the outputs } }
    next: notification
  - key: notification
`;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.write("Pulumi.uji.yaml", "");
});
afterEach(() => desk.leave());

/** Stands in for the stock engine: an apply that ends as told, and what the stack then puts out. */
function installEngine(configurations: Record<string, unknown>, exit = 0, colocations = {}): void {
  mkdirSync(join(desk.folder, "bin"), { recursive: true });
  const outputs = { configurations, colocations, register: [], closed: [], failed: [], refused: [] };
  desk.write("outputs.json", JSON.stringify(outputs));
  const script = [
    "#!/bin/sh",
    `case "$1 $2" in "version ") echo v3.260.0;; "stack ls") echo '[{"name":"uji"}]';;`,
    `"stack export") echo '{"version":3,"deployment":{}}';;`,
    `"stack output") cat "${desk.folder}/outputs.json";; "up "*) touch "${desk.folder}/applied"; exit ${exit};; esac`,
  ];
  desk.write("bin/pulumi", `${script.join("\n")}\n`);
  chmodSync(join(desk.folder, "bin/pulumi"), 0o755);
}

const up = (...more: string[]) =>
  desk.with({ PATH: `${join(desk.folder, "bin")}:/usr/bin:/bin`, PULUMI_CONFIG_PASSPHRASE: "uji" }, () =>
    desk.titip("up", "--yes", "--confirm", "uji", "--engine", "pulumi", "--stack", "uji", ...more),
  );

const stepsOf = (id: string) => parse(desk.read(`requests/hosting/${id}.yaml`)).steps;

describe("titip up --record", () => {
  it("records the creation with the digest of the plan and of the outputs, in the machine's name", async () => {
    installEngine({ "HST-2026-0007": MADE });
    const site = loadSite(desk.folder).site;
    const request = site.requests.find(({ data }) => data.id === "HST-2026-0007");
    const { code, error } = await up("--record");
    expect([code, error]).toEqual([0, ""]);
    expect(stepsOf("HST-2026-0007").creation).toEqual({
      at: "2026-11-23T10:00:00+07:00",
      by: "titip",
      digest: request && requestDigest(site, request.data),
      outputs: MADE_SHA,
    });
    expect(stepsOf("HST-2026-0008").creation).toBeUndefined(); // nothing was put out for it
    expect((await desk.titip("check")).code).toBe(0);
    const text = desk.read("requests/hosting/HST-2026-0007.yaml");
    await up("--record");
    expect(desk.read("requests/hosting/HST-2026-0007.yaml")).toBe(text);
  });

  it("records nothing without --record, nor after an apply that failed as a whole", async () => {
    installEngine({ "HST-2026-0007": MADE });
    await up();
    installEngine({ "HST-2026-0007": MADE }, 1);
    expect((await up("--record")).code).toBe(1);
    expect(stepsOf("HST-2026-0007").creation).toBeUndefined();
  });

  it("can record no step of a person: requests that wait for one are left alone", async () => {
    const waiting = ["HST-2026-0011", "HST-2026-0012", "HST-2026-0013"];
    const before = waiting.map((id) => desk.read(`requests/hosting/${id}.yaml`));
    installEngine(Object.fromEntries([...waiting, "COL-2026-0003"].map((id) => [id, MADE])));
    expect((await up("--record")).code).toBe(0);
    expect(waiting.map((id) => desk.read(`requests/hosting/${id}.yaml`))).toEqual(before);
    for (const [id, key, ...set] of [
      ["HST-2026-0011", "decision", "--set", "result=approved"],
      ["HST-2026-0012", "assessment", "--set", "feasible=tidak", "--set", "reason=x"],
    ] as const) {
      const asActor = await desk.titip("step", id, key, ...set, "--by", "titip");
      const asTypist = await desk.titip("step", id, key, ...set, "--recorded-by", "titip");
      expect([asActor.code, asTypist.code]).toEqual([1, 1]);
      expect(asTypist.error).toContain("identitas mesin");
    }
    expect((await desk.titip("step", "HST-2026-0008", "creation", "--by", "titip")).error).toContain(
      "titip up --record",
    );
    expect((await desk.titip("step", "HST-2026-0008", "creation", "--by", "staf-dc")).error).toBe("");
  });

  it("refuses to begin when there is no such identity", async () => {
    installEngine({ "HST-2026-0007": MADE });
    desk.edit("datacenter/officers.yaml", / {2}titip:[\s\S]*$/, "");
    expect(await up("--record")).toMatchObject({ code: 2, error: expect.stringContaining("peran pipeline") });
  });

  it("refuses to begin when its term is over, on the last day not yet", async () => {
    installEngine({ "HST-2026-0007": MADE });
    const ends = (day: string) =>
      desk.edit(
        "datacenter/officers.yaml",
        /(contact: titip, valid: \{ from: 2026-01-02).*?\}/,
        `$1, until: ${day} }`,
      );
    ends("2026-11-22");
    expect(await up("--record")).toMatchObject({ code: 2, error: expect.stringContaining("2026-11-23") });
    expect(existsSync(join(desk.folder, "applied"))).toBe(false);
    ends("2026-11-23");
    expect((await up("--record")).code).toBe(0);
    expect(existsSync(join(desk.folder, "applied"))).toBe(true);
    expect(stepsOf("HST-2026-0007").creation).toMatchObject({ by: "titip" });
  });

  it("records a co-location whose procedure has such an activity", async () => {
    const file = "requests/colocation/COL-2026-0003.yaml";
    const approved = ["--set", "result=approved", "--by", "kabid-aplikasi"];
    expect((await desk.titip("step", "COL-2026-0003", "approval", ...approved)).error).toBe("");
    desk.edit(
      "sop/colocation.yaml",
      "equals: approved }, next: notification }",
      "equals: approved }, next: pemasangan }",
    );
    desk.edit(
      "sop/colocation.yaml",
      "  datacenter-team:",
      "  pipeline: { id: Mesin, en: The machine }\n  datacenter-team:",
    );
    for (const order of [9, 8, 7, 6])
      desk.edit("sop/colocation.yaml", `    order: ${order}\n`, `    order: ${order + 1}\n`);
    desk.edit("sop/colocation.yaml", "  - key: notification\n", INSTALLATION);
    installEngine({}, 0, { "COL-2026-0003": MADE });
    const { code, error, noted } = await up("--record");
    expect([code, error], noted.join("\n")).toEqual([0, ""]);
    expect(parse(desk.read(file)).steps.pemasangan).toMatchObject({ by: "titip", outputs: MADE_SHA });
    expect((await desk.titip("check")).out).not.toContain("COL-2026-0003");
  });
});
