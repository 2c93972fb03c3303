import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { claim } from "../../../src/provision/claim";
import { desire } from "../../../src/provision/desire";
import { loadSite } from "../../../src/schema/load-site";
import { printProblems } from "../../../src/schema/print";
import { isHosting, type LoadedRequest, type Site } from "../../../src/schema/site";
import { assess } from "../../../src/sop/assess";
import { close } from "../../../src/sop/close";
import { recordActivity } from "../../../src/sop/record-step";
import { isApproved, isSuspended, nextActivity } from "../../../src/sop/request-state";
import { usualActorOf } from "../../../src/sop/walk-officers";
import { progressOf } from "../../../src/sop/walk-progress";
import { type Edit, withSite } from "../schema/support/site-folder";

const folder = join(__dirname, "../../golden/third-government");
const running = "requests/hosting/HST-2026-0001.yaml";
const waiting = "requests/hosting/HST-2026-0002.yaml";
const files = ["sop/hosting.yaml", "datacenter/officers.yaml", running, waiting];
const read = (file: string) => readFileSync(join(folder, file), "utf8");

function load(changed = running, ...edits: readonly Edit[]) {
  const overlay = Object.fromEntries(files.map((file) => [file, read(file)]));
  for (const [before, after] of edits) {
    const next = (overlay[changed] ?? "").replace(before, after);
    if (next === overlay[changed]) throw new Error(`no ${String(before)} in ${changed}`);
    overlay[changed] = next;
  }
  return withSite(overlay, loadSite);
}

function requestOf(site: Site, id: string): LoadedRequest {
  const request = site.requests.find(({ data }) => data.id === id);
  if (!request) throw new Error(`no ${id}`);
  return request;
}

const told = (changed: string, ...edits: readonly Edit[]) =>
  load(changed, ...edits).problems.map(({ rule, line, pointer, message }) => [
    rule,
    line,
    pointer,
    message.en,
  ]);

describe("a government with a procedure of its own", () => {
  const { site, problems } = load();
  const procedure = site.procedures.hosting;
  if (!procedure) throw new Error("no procedure");
  const { data: approved } = requestOf(site, "HST-2026-0001");
  const { data: open } = requestOf(site, "HST-2026-0002");

  test("has nothing to put right", () => {
    expect(printProblems(problems, { format: "text", lang: "en", root: site.root, color: false })).toBe("");
    expect(site.requests).toHaveLength(2);
  });

  test("has its steps read by what they mean, and its own ones kept", () => {
    expect(Object.keys(approved.steps)).toEqual([
      ...["request", "kelengkapan", "uji_keamanan", "assessment", "decision", "kunjungan"],
    ]);
    expect(approved.steps.decision).toMatchObject({ by: "sekda", result: "approved" });
    expect(isApproved(approved)).toBe(true);
    expect(isSuspended(approved)).toBe(false);
  });

  test("keeps the way back to its own lines", () => {
    const { position } = requestOf(site, "HST-2026-0001");
    expect(position("/steps/assessment/allocation/ipv4")).toEqual({ line: 17, column: 58 });
    expect(position("/steps/decision").line).toBe(18);
  });

  test("has a next activity for each request", () => {
    expect(nextActivity(approved, procedure)?.key).toBe("pemasangan");
    expect(nextActivity(open, procedure)).toMatchObject({ key: "telaah", effect: "assessment" });
    expect(usualActorOf(site, open, "decision", "2026-11-14T09:00:00+07:00")).toBe("sekda");
  });

  test("has what it approved planned", () => {
    const { granted, refused } = claim(site);
    expect(granted.map(({ data }) => data.id)).toEqual(["HST-2026-0001"]);
    expect(refused).toEqual([]);
    const [first] = granted.filter(isHosting);
    expect(first && desire(site, first.data).virtualHost).toMatchObject({
      serverName: "simpus.contoh.go.id",
      address: { ip: "10.20.30.100", dedicated: true },
      account: { uid: 20001 },
    });
  });

  test("is assessed in its own words", () => {
    const request = requestOf(site, "HST-2026-0002");
    const result = assess(site, request, read(waiting), { at: "2026-11-13T09:00:00+07:00" });
    if (!("text" in result)) throw new Error(result.refusal.en);
    expect(result.text.startsWith(read(waiting))).toBe(true);
    expect(parse(result.text).steps.telaah).toEqual({
      at: "2026-11-13T09:00:00+07:00",
      by: "operator",
      available: true,
      allocation: { server: "web1", network: "terbatas", ipv4: "10.20.30.101", uid: 20000 },
    });
    expect(load(waiting, [read(waiting), result.text]).problems).toEqual([]);
  });

  test("is recorded and shown in its own words, the steps that mean nothing to Titip, too", () => {
    const request = requestOf(site, "HST-2026-0002");
    const now = "2026-11-13T09:00:00+07:00";
    expect(progressOf(site, request, Date.parse(now), undefined)).toMatchObject({
      outcome: "in progress",
      next: { activity: { key: "telaah" }, of: 6, officers: [{ key: "operator", role: "operator" }] },
    });
    const visit = { hasil: "Berjalan baik" };
    const running1 = requestOf(site, "HST-2026-0001");
    const result = recordActivity(
      site,
      running1,
      read(running),
      "kunjungan",
      visit,
      "2026-11-25T09:00:00+07:00",
    );
    if (!("text" in result)) throw new Error(result.refusal.en);
    expect(parse(result.text).steps.kunjungan).toHaveLength(3);
    expect(load(running, [read(running), result.text]).problems).toEqual([]);
    expect(
      recordActivity(site, request, read(waiting), "penetapan", { result: "approved" }, now),
    ).toMatchObject({
      refusal: { en: expect.stringContaining("telaah") },
    });
  });

  test("closes in its own words", () => {
    const request = requestOf(site, "HST-2026-0001");
    const options = { at: "2026-12-01T09:00:00+07:00", reason: "Selesai" };
    const result = close(site, request, read(running), options);
    if (!("text" in result)) throw new Error(result.refusal.en);
    expect(parse(result.text).steps.tutup).toEqual({ at: options.at, by: "sekda", reason: "Selesai" });
  });
});

describe("what is wrong is told in its own words", () => {
  test("a step that is skipped", () => {
    expect(told(running, [/ {2}uji_keamanan:.*\n/, ""])).toEqual([
      [
        "steps-order",
        12,
        "/steps/telaah",
        "activity 3 (`uji_keamanan`) comes before this one and is not recorded",
      ],
    ]);
  });

  test("an officer without the role, citing the city's own rule", () => {
    const { problems } = load(running, ["by: sekda", "by: loket"]);
    expect(problems).toMatchObject([
      {
        rule: "officer-role",
        pointer: "/steps/penetapan/by",
        allowed: ["sekda"],
        reference: {
          id: "Tata Cara Penempatan Aplikasi Kota Contoh, kegiatan 5: Sekretaris Daerah menetapkan",
        },
      },
    ]);
  });

  test("an unknown position in a field of its own", () => {
    expect(told(running, ["diteruskan: csirt", "diteruskan: csirtt"])).toEqual([
      ["unknown-officer", 11, "/steps/kelengkapan/diteruskan", "there is no position `csirtt`"],
    ]);
  });

  test("a misspelt key, and what rests on it", () => {
    expect(told(running, ["  penetapan:", "  penetpan:"])).toEqual([
      ["unknown-field", 18, "/steps/penetpan", "the field `penetpan` is not known"],
    ]);
    expect(told(running, ["  telaah:", "  telah:"], ["uid: 20001", "uid: 90001"])).toEqual([
      ["unknown-field", 13, "/steps/telah", "the field `telah` is not known"],
      ["uid-outside-range", 17, "/steps/telah/allocation/uid", "this uid is outside the range 20000 – 29999"],
    ]);
  });

  test("Titip's own words in place of the city's", () => {
    expect(told(running, ["  penetapan:", "  decision:"]).map(([rule]) => rule)).toEqual(["unknown-field"]);
  });

  test("an incomplete application ends the way", () => {
    expect(told(running, ["lengkap: true, tanda_terima: 77/XI", "lengkap: false"])).toEqual([
      [
        "steps-order",
        12,
        "/steps/uji_keamanan",
        "the process ended with `kelengkapan`; this activity cannot follow",
      ],
      [
        "steps-order",
        13,
        "/steps/telaah",
        "the process ended with `kelengkapan`; this activity cannot follow",
      ],
      [
        "steps-order",
        18,
        "/steps/penetapan",
        "the process ended with `kelengkapan`; this activity cannot follow",
      ],
    ]);
  });

  test("a missing field of its own, a letter, a visit without its result", () => {
    expect(told(running, [", tanda_terima: 77/XI", ""])).toMatchObject([
      ["missing-field", 11, "/steps/kelengkapan", "the required field `tanda_terima` is missing"],
    ]);
    expect(told(running, [/, letter: .*\}/, " }"])).toMatchObject([
      ["missing-letter", 18, "/steps/penetapan", expect.any(String)],
    ]);
    expect(told(running, ["operator, hasil: Baik }]", "operator }]"])).toMatchObject([
      ["missing-field", 19, "/steps/kunjungan/1", expect.any(String)],
    ]);
  });

  test("the same address twice, with its place", () => {
    const allocated = `  telaah: { at: 2026-11-13T09:00:00+07:00, by: operator, available: true, allocation: { server: web1, network: terbatas, ipv4: 10.20.30.100, uid: 20002 } }\n`;
    expect(told(waiting, [/$/, allocated])).toEqual([
      [
        "value-held-twice",
        13,
        "/steps/telaah/allocation/ipv4",
        "the address 10.20.30.100 is held by HST-2026-0001 (dinkes)",
      ],
    ]);
  });
});

describe("a procedure that lacks what Titip needs", () => {
  const sop = "sop/hosting.yaml";

  test.each([
    ["request", "pengajuan"],
    ["assessment", "telaah"],
    ["decision", "penetapan"],
    ["closure", "tutup"],
  ])("the effect %s", (effect) => {
    const { problems } = load(sop, [`    effect: ${effect}\n`, ""]);
    const own = problems.filter(({ file }) => file === sop);
    expect(own.map(({ rule, message }) => [rule, message.en.split(":")[0]])).toContainEqual([
      "procedure-effects",
      "no activity has `effect",
    ]);
  });

  test("fields that it reads of an effect stay what they are, whatever the file says", () => {
    const { problems, site } = load(sop, [
      "result: { type: choice, of: [approved, rejected], required: true,",
      "result: { type: line,",
    ]);
    expect(problems.map(({ rule, pointer }) => `${rule} ${pointer}`)).toContain(
      "procedure-fields /activities/4/fields/result/type",
    );
    expect(requestOf(site, "HST-2026-0001").data.steps.decision?.result).toBe("approved");
  });

  test("a procedure with faults lets unknown steps through and complains of none", () => {
    const { problems } = load(sop, ["  - key: kelengkapan", "  - key: Kelengkapan"]);
    expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([`${sop} wrong-form`]);
  });
});
