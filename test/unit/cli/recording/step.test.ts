import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Desk, openDesk } from "./support";

const DISPOSED = "requests/hosting/HST-2026-0012.yaml";
const ASSESSED = "requests/hosting/HST-2026-0011.yaml";
const APPROVED = "requests/hosting/HST-2026-0007.yaml";
const PLACED = "requests/colocation/COL-2026-0003.yaml";

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.leave());

const steps = (file: string) => parse(desk.read(file)).steps;
const step = (words: string, ...more: string[]) => desk.titip("step", ...words.split(" "), ...more);

describe("titip step", () => {
  it("adds the step's lines and moves no other byte; the same again changes nothing", async () => {
    const before = desk.read(ASSESSED);
    const decide = () =>
      step("HST-2026-0011 decision --set result=approved --by kabid-aplikasi --recorded-by staf-dc");
    expect((await decide()).out).toContain("berikutnya: kegiatan 6 (creation)");
    const after = desk.read(ASSESSED);
    expect(after.startsWith(before.trimEnd())).toBe(true);
    expect(steps(ASSESSED).decision).toEqual({
      at: "2026-11-23T10:00:00+07:00",
      by: "kabid-aplikasi",
      recorded_by: "staf-dc",
      result: "approved",
    });
    desk.at("2026-11-24T08:00:00+07:00");
    expect((await decide()).out).toContain("sudah tercatat");
    expect(desk.read(ASSESSED)).toBe(after);
  });

  it("something different for a step that stands is refused, with what stands there", async () => {
    const { code, error } = await step("HST-2026-0007 decision --set result=rejected --set reason=Batal");
    expect(code).toBe(1);
    expect(error).toContain("result: tercatat approved, diminta rejected");
    expect(error).toContain("2026-11-09T08:40:00+07:00");
    expect(steps(APPROVED).decision.result).toBe("approved");
  });

  it("a wrong officer, one out of his term, and a step out of its turn are refused, with who may", async () => {
    const wrong = await step("HST-2026-0011 decision --set result=approved --by staf-dc");
    expect(wrong.error).toContain("staf-dc tidak berwenang atas kegiatan decision");
    expect(wrong.error).toContain("kabid-aplikasi (Kepala Bidang Aplikasi Informatika)");
    desk.edit(
      "datacenter/officers.yaml",
      "valid: { from: 2024-01-02 }",
      "valid: { from: 2024-01-02, until: 2026-11-22 }",
    );
    const retired = await step("HST-2026-0011 decision --set result=approved --by kepala-dinas");
    expect(retired.error).toContain("jabatan kepala-dinas tidak ada pemegangnya pada 2026-11-23");
    expect(retired.error).toContain("kabid-aplikasi");
    const early = await step("HST-2026-0012 decision --set result=approved");
    expect(early.error).toContain("menunggu kegiatan 4 (assessment");
    expect(early.error).toContain("titip step HST-2026-0012 assessment");
    expect(await step("HST-2026-0012 desisi")).toMatchObject({
      code: 2,
      error: expect.stringContaining("decision"),
    });
  });

  it("times in the future and before the step before are refused", async () => {
    const future = await step("HST-2026-0011 decision --set result=approved --date 2026-11-24");
    expect(future.error).toContain("belum terjadi");
    const past = await step("HST-2026-0011 decision --set result=approved --date 2026-11-01");
    expect(past.error).toContain("mendahului kegiatan assessment");
  });

  it("asks only what the activity requires, by what was answered", async () => {
    const { code, noted } = await desk.typed(
      ["mungkin", "rejected", "", "Tidak sesuai"],
      "step",
      "HST-2026-0011",
      "decision",
    );
    expect(code).toBe(0);
    const said = noted.join("\n");
    expect(said).toContain("Keputusan (approved/rejected)");
    expect(said).toContain("Alasan penolakan");
    expect(said).not.toContain("Sidik");
    expect(steps(ASSESSED).decision).toMatchObject({ result: "rejected", reason: "Tidak sesuai" });
  });

  it("where nobody can be asked, says what is missing; JSON gives everything at once", async () => {
    expect((await step("HST-2026-0011 decision --set result=rejected")).error).toContain("memerlukan reason");
    desk.write("isi.json", JSON.stringify({ result: "rejected", reason: "Belum siap", note: "Lihat surat" }));
    expect((await step("HST-2026-0011 decision --from-json isi.json")).code).toBe(0);
    expect(steps(ASSESSED).decision).toMatchObject({ reason: "Belum siap", note: "Lihat surat" });
    expect((await step("HST-2026-0008 creation --set warna=merah")).error).toContain(
      "tidak mempunyai isian warna",
    );
  });

  it("what a rule refuses is not written", async () => {
    const before = desk.read(ASSESSED);
    desk.write("isi.json", JSON.stringify({ result: "approved", digest: "bukan sidik" }));
    const { code, noted } = await step("HST-2026-0011 decision --from-json isi.json");
    expect(code).toBe(1);
    expect(noted.join("\n")).toContain("[wrong-form]");
    expect(noted.join("\n")).toContain("digest: bukan sidik"); // the line as it would have been
    expect(desk.read(ASSESSED)).toBe(before);
  });

  it("an option that says nothing, and a folder for a file, are called so", async () => {
    const bare = await step("HST-2026-0011 decision --set result");
    expect([bare.code, bare.error]).toEqual([2, expect.stringContaining("--set result: tulis isian=nilai")]);
    const folder = await step(
      "HST-2026-0008 notification --letter-number 1 --letter-date 2026-11-23 --letter-file datacenter",
    );
    expect([folder.code, folder.error]).toEqual([2, expect.stringContaining("datacenter adalah folder")]);
  });

  it("a required letter is kept by its SHA-256 before the file names it", async () => {
    await step("HST-2026-0008 creation");
    expect((await step("HST-2026-0008 notification")).error).toContain("memerlukan letter");
    desk.write("surat.pdf", "surat pemberitahuan");
    const done = await step(
      "HST-2026-0008 notification --letter-number 555/410/X --letter-date 2026-11-23 --letter-file surat.pdf",
    );
    expect(done.error).toBe("");
    const { sha256 } = steps("requests/hosting/HST-2026-0008.yaml").notification.letter;
    expect(existsSync(join(desk.folder, "letters", sha256.slice(0, 2), sha256))).toBe(true);
  });
});

it("files are named by what they hold: evidence, and the proof of a verification", async () => {
  desk.write("foto.jpg", "rak");
  desk.write("bukti.json", "{}");
  const done = await step("HST-2026-0008 creation --evidence", "Foto rak=foto.jpg");
  expect(done.error).toBe("");
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const { evidence } = steps("requests/hosting/HST-2026-0008.yaml").creation;
  expect(evidence).toEqual([{ title: "Foto rak", sha256: sha256("rak") }]);
  expect(existsSync(join(desk.folder, "letters", sha256("rak").slice(0, 2), sha256("rak")))).toBe(true);
  const outputs = await step("HST-2026-0009 creation --set outputs=@bukti.json");
  expect(outputs.error).toBe("");
  expect(steps("requests/hosting/HST-2026-0009.yaml").creation.outputs).toBe(sha256("{}"));
  expect((await step("HST-2026-0010 creation --evidence foto.jpg")).error).toContain("judul=berkas");
});

describe("branches on real files", () => {
  it("a late step is recorded, and told as late ever after", async () => {
    expect((await step("HST-2026-0011 decision --set result=approved")).code).toBe(0);
    const { lateActivities } = await desk.status("HST-2026-0011");
    expect(lateActivities).toEqual([expect.objectContaining({ activity: "decision" })]);
  });

  it("not feasible: assessed so, it can only be rejected, and then nothing follows", async () => {
    const assessed = await step(
      "HST-2026-0012 assessment --set feasible=tidak --set",
      "reason=Perlu Windows Server",
    );
    expect(assessed.error).toBe("");
    expect(steps(DISPOSED).assessment).toMatchObject({ feasible: false, reason: "Perlu Windows Server" });
    expect((await step("HST-2026-0012 decision --set result=approved")).error).toContain(
      "tidak dapat dilaksanakan",
    );
    expect(
      (await step("HST-2026-0012 decision --set result=rejected --set", "reason=Tidak layak")).code,
    ).toBe(0);
    expect(await desk.status("HST-2026-0012")).toMatchObject({ outcome: "rejected" });
    const after = await step("HST-2026-0012 creation");
    expect(after.error).toContain("sudah berakhir");
    expect(after.error).toContain("titip new");
  });

  it("no capacity for a server ends its process", async () => {
    desk.edit(PLACED, / {2}capacity:[\s\S]*$/, "");
    expect((await step("COL-2026-0003 capacity --set available=tidak --set", "reason=Rak penuh")).code).toBe(
      0,
    );
    expect(await desk.status("COL-2026-0003")).toMatchObject({ outcome: "not feasible" });
    expect((await step("COL-2026-0003 form")).error).toContain("sudah berakhir (capacity");
  });

  it("feasible: the assessment allocates, in the procedure's own words", async () => {
    expect(
      (await step("HST-2026-0012 assessment --set feasible=ya --set with=sub-koordinator --offline")).code,
    ).toBe(0);
    expect(steps(DISPOSED).assessment).toMatchObject({
      feasible: true,
      with: ["sub-koordinator"],
      allocation: { server: "web1" },
    });
    expect((await step("HST-2026-0012 assessment --set", 'allocation={"server":"web2"}')).error).not.toBe("");
  });

  it("what is brought otherwise than approved is shown, and taken only by somebody", async () => {
    await step("COL-2026-0003 approval --set result=approved");
    await step("COL-2026-0003 notification");
    const brought = await step(
      "COL-2026-0003 delivery --set",
      'items=[{"name":"Server","serial":"7XK2P93","power":"900 W"}]',
    );
    expect(brought.noted.join("\n")).toContain("daya: disetujui 750 W, dibawa 900 W");
    const accept = [
      "result=accepted",
      'assets=[{"number":"1.3.2","item":"7XK2P93"}]',
      "minutes.number=027/1/BA",
      "minutes.date=2026-11-23",
    ];
    const set = (values: string[]) => values.flatMap((value) => ["--set", value]);
    const refused = await step("COL-2026-0003 verification", ...set(accept));
    expect(refused.error).toContain("daya: disetujui 750 W, dibawa 900 W");
    const taken = [
      ...accept,
      "differences_accepted.by=kabid-aplikasi",
      "differences_accepted.reason=Catu daya lebih besar",
    ];
    expect((await step("COL-2026-0003 verification", ...set(taken))).error).toBe("");
    expect((await step("COL-2026-0003 completion")).out).toContain("tidak ada kegiatan berikutnya");
    expect(await desk.status("COL-2026-0003")).toMatchObject({ outcome: "completed", service: "running" });
    // The same by hand, without anybody who takes it: check tells.
    desk.edit(PLACED, / {4}differences_accepted:.*\n/, "");
    expect((await desk.titip("check")).out).toContain("[specification-differs]");
  });

  it("a step that leaves too little for another request is refused, with the sum", async () => {
    const other = "requests/colocation/COL-2026-0004.yaml";
    desk.write(other, desk.read(PLACED));
    for (const [before, after] of [
      ["COL-2026-0003", "COL-2026-0004"],
      ["subdomain: replika-adminduk", "subdomain: cadangan-adminduk"],
      ["7XK2P93", "8XK2P94"],
      ["power: 750 W", "power: 700 W"],
      [/2026-11-10T/g, "2026-11-11T"],
      ["unit: 7", "unit: 8"],
      ["gi1/0/7", "gi1/0/8"],
      ["10.20.40.10, 10.20.40.11", "10.20.40.12, 10.20.40.13"],
    ] as const)
      desk.edit(other, before, after);
    expect((await desk.titip("check")).code).toBe(0);
    await step("COL-2026-0003 approval --set result=approved");
    await step("COL-2026-0003 notification");
    const items = 'items=[{"name":"Server","serial":"7XK2P93","power":"900 W"}]';
    await step("COL-2026-0003 delivery --set", items);
    const before = desk.read(PLACED);
    const set = [
      'assets=[{"number":"1.3.2","item":"Server"}]',
      ...["result=accepted", "minutes.number=027/1/BA", "minutes.date=2026-11-23"],
      ...["differences_accepted.by=kabid-aplikasi", "differences_accepted.reason=Lain"],
    ].flatMap((value) => ["--set", value]);
    const { code, noted } = await step("COL-2026-0003 verification", ...set);
    expect([code, desk.read(PLACED)]).toEqual([1, before]);
    expect(noted.join("\n")).toMatch(
      /COL-2026-0004\.yaml[\s\S]*\[over-capacity\][\s\S]*langkah verification tidak dicatat/i,
    );
    // What was wrong there before stops nobody.
    desk.edit(other, "power: 700 W", "power: 1200 W");
    expect((await desk.titip("check")).code).toBe(1);
    expect((await step("COL-2026-0003 verification", ...set)).code).toBe(0);
  });

  it("returned equipment ends the process", async () => {
    await step("COL-2026-0003 approval --set result=approved");
    await step("COL-2026-0003 notification");
    const done = await desk.typed(["ya"], "step", "COL-2026-0003", "delivery");
    expect(done.error).toBe("");
    expect(steps(PLACED).delivery.items[0]).toMatchObject({ brand: "Dell", serial: "7XK2P93" });
    await step("COL-2026-0003 verification --set result=returned --set", "reason=Rusak");
    expect(await desk.status("COL-2026-0003")).toMatchObject({ outcome: "returned", service: "none" });
    expect((await step("COL-2026-0003 completion")).error).toContain("sudah berakhir");
  });

  it("closed for good: what is wanted back is a new request with a new id", async () => {
    expect((await desk.titip("close", "HST-2026-0007", "--reason", "Diganti")).code).toBe(0);
    expect((await step("HST-2026-0007 creation")).error).toContain("sudah ditutup");
    expect((await desk.titip("resume", "HST-2026-0007")).error).toContain("sudah ditutup");
    desk.write("surat.pdf", "surat");
    const again = {
      ...parse(desk.read(APPROVED)),
      steps: undefined,
      id: undefined,
      subdomain: "simpus-baru",
      aliases: undefined,
      letter: { number: "445/1400/Dinkes", date: "2026-11-20", file: "surat.pdf" },
    };
    desk.write("lagi.json", JSON.stringify(again));
    const made = await desk.titip("new", "hosting", "--from-json", "lagi.json");
    expect([made.error, made.out]).toEqual(["", expect.stringContaining("HST-2026-0014")]);
    expect((await desk.titip("check")).code).toBe(0);
  });
});

describe("suspending and resuming", () => {
  it("goes back and forth, each time recorded, each repetition without effect", async () => {
    const suspend = (...more: string[]) =>
      desk.titip("suspend", "HST-2026-0007", "--reason", "Diretas", ...more);
    expect((await suspend("--emergency")).out).toContain("dicatat");
    expect((await suspend("--emergency")).out).toContain("tidak diubah");
    expect((await desk.titip("suspend", "HST-2026-0007", "--reason", "Lain")).error).toContain(
      "diminta Lain",
    );
    desk.at("2026-11-23T11:00:00+07:00");
    expect((await desk.titip("resume", "HST-2026-0007")).out).toContain("dicatat");
    expect((await desk.titip("resume", "HST-2026-0007")).out).toContain("tidak diubah");
    desk.at("2026-11-23T13:00:00+07:00");
    expect((await suspend()).out).toContain("dicatat");
    expect(steps(APPROVED)).toMatchObject({ suspension: [{ emergency: true }, {}], resumption: [{}] });
    expect(await desk.status("HST-2026-0007")).toMatchObject({ service: "suspended" });
    expect((await desk.titip("check")).code).toBe(0);
  });

  it("only a running service, by who may", async () => {
    expect((await desk.titip("suspend", "HST-2026-0012", "--reason", "x")).error).toContain(
      "layanan yang berjalan",
    );
    const { error } = await desk.titip("suspend", "HST-2026-0007", "--reason", "x", "--by", "staf-dc");
    expect(error).toContain("yang berwenang: kabid-aplikasi");
    expect((await desk.titip("resume", "HST-2026-0007")).error).toContain("tidak sedang dihentikan");
  });
});
