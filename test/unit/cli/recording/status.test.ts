import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./support";

const WAITING = "requests/hosting/HST-2026-0012.yaml";

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.leave());

describe("titip status", () => {
  it("tells activity, who is next, working time against the limit, and what was late", async () => {
    // Disposed on Friday 20 November at 15.10; an assessment may take five minutes.
    desk.at("2026-11-20T15:13:00+07:00");
    const { code, out } = await desk.titip("status", "HST-2026-0012");
    expect(code).toBe(0);
    expect(out).toContain("kegiatan 4 dari 10 (assessment)");
    expect(out).toContain("Plt. Kepala Bidang Aplikasi Informatika (kabid-aplikasi, pejabat sementara)");
    expect(out).toContain("waktu kerja: 3 menit dari 5 menit · batas 20 November 2026 pukul 15.15 WIB");
    expect(out).toContain("terlambat pada kegiatan 3 (disposition): 1 jam 36 menit dari 2 menit");
    expect(out).not.toContain("TERLAMBAT");
  });

  it("a late step says so in words, not by colour alone", async () => {
    desk.at("2026-11-23T07:45:00+07:00"); // over the weekend only 95 working minutes have passed
    const { out } = await desk.titip("status", "HST-2026-0012");
    expect(out).toContain("waktu kerja: 1 jam 35 menit dari 5 menit · TERLAMBAT, batasnya 20 November 2026");
    expect(await desk.status("HST-2026-0012")).toMatchObject({
      late: true,
      next: {
        activity: "assessment",
        time: { minutes: 95, used: 95, allowed: { amount: 5, unit: "minutes" }, late: true },
      },
      lateActivities: [{ activity: "disposition", time: { minutes: 96 } }],
    });
  });

  it("paints what is late red, and only that", async () => {
    const colored = openDesk("id", true);
    try {
      const { out } = await colored.titip("status", "HST-2026-0012", "HST-2026-0013");
      const red = out
        .split("[31m")
        .slice(1)
        .map((text) => text.split("[")[0] ?? "");
      expect(red).toEqual([expect.stringContaining("TERLAMBAT, batasnya 20 November 2026 pukul 15.15 WIB")]);
    } finally {
      colored.leave();
    }
  });

  it("filters by agency, by lateness and by id, and is the same for the same --at", async () => {
    const at = ["--at", "2026-11-20T15:13:00+07:00", "--format", "json"];
    const list = async (...argv: string[]) =>
      JSON.parse((await desk.titip("status", ...argv, ...at)).out).requests.map(
        ({ request }: { request: string }) => request,
      );
    expect(await list("--agency", "disdukcapil")).toEqual([
      "COL-2026-0003",
      "HST-2026-0008",
      "HST-2026-0011",
    ]);
    const late = await list("--late");
    expect(late).toContain("HST-2026-0011");
    expect(late).not.toContain("HST-2026-0012");
    expect(await list("HST-2026-0012", "--late")).toEqual([]);
    desk.at("2030-01-01T08:00:00+07:00");
    expect(await list("--late")).toEqual(late);
  });

  it("names ends and terms: rejected, suspended, ending, ended", async () => {
    expect(await desk.status("HST-2026-0013")).toMatchObject({ outcome: "rejected", service: "none" });
    desk.at("2027-11-01T09:00:00+07:00");
    expect((await desk.titip("status", "HST-2026-0007")).out).toContain(
      "masa layanan berakhir 2027-11-15 (14 hari lagi)",
    );
    desk.at("2027-11-20T09:00:00+07:00");
    const { out } = await desk.titip("status", "HST-2026-0007");
    expect(out).toContain("MASA LAYANAN BERAKHIR 2027-11-15 (5 hari lalu)");
    expect(out).toContain("sementara: libur tahun itu belum lengkap");
  });

  it("a vacant position is told, not left out", async () => {
    desk.edit(
      "datacenter/officers.yaml",
      "valid: { from: 2024-05-01 }",
      "valid: { from: 2024-05-01, until: 2026-11-01 }",
    );
    const { out } = await desk.titip("status", "HST-2026-0012");
    expect(out).toContain("Sub Koordinator Aplikasi (sub-koordinator, kosong)");
  });

  it("works without a calendar, and says what it does not count", async () => {
    desk.write("datacenter/calendar.yaml", "calendar: 1\n");
    const { out, noted } = await desk.titip("status", "HST-2026-0012");
    expect(out).toContain("kegiatan 4 dari 10");
    expect(out).not.toContain("waktu kerja");
    expect(noted.join("\n")).toContain("waktu kerja tidak dihitung");
  });

  it("a request that cannot be read is named, and a misspelt id or agency is an error", async () => {
    desk.write(WAITING, "kind: hosting\n");
    expect((await desk.titip("status")).noted.join("\n")).toContain(WAITING);
    expect(await desk.titip("status", "HST-2026-0099")).toMatchObject({ code: 2 });
    expect((await desk.titip("status", "--agency", "dinkess")).error).toContain(
      "dinkes, disdukcapil, disdik",
    );
    expect(await desk.titip("status", "--at", "kemarin")).toMatchObject({ code: 2 });
  });
});

describe("titip due", () => {
  it("lists terms that end within the days, those past, and suspended services", async () => {
    await desk.titip("suspend", "HST-2026-0008", "--reason", "Pemeliharaan", "--until", "2026-11-25");
    const list = async (...argv: string[]) =>
      JSON.parse((await desk.titip("due", "--format", "json", ...argv)).out).services;
    expect(await list()).toEqual([
      expect.objectContaining({
        request: "HST-2026-0008",
        state: "suspended",
        until: "2026-11-25",
        daysLeft: 2,
      }),
    ]);
    desk.at("2026-11-30T09:00:00+07:00");
    expect((await list())[0]).toMatchObject({ state: "suspended too long", daysLeft: -5 });
    desk.at("2027-11-20T09:00:00+07:00");
    const late = await list();
    expect(late.find(({ request }: { request: string }) => request === "HST-2026-0007")).toMatchObject({
      state: "ended",
      daysLeft: -5,
    });
    expect((await desk.titip("due")).out).toMatch(/HST-2026-0007 .*BERAKHIR/);
  });

  it("a renewal moves the end", async () => {
    desk.write("surat.pdf", "surat perpanjangan");
    const renewed = await desk.titip(
      ..."renew HST-2026-0007 --until 2028-11-15 --letter-number 445/1310/Dinkes --letter-date 2026-11-20".split(
        " ",
      ),
      "--letter-file",
      "surat.pdf",
    );
    expect(renewed.error).toBe("");
    desk.at("2027-11-20T09:00:00+07:00");
    expect((await desk.status("HST-2026-0007")).term).toMatchObject({
      until: "2028-11-15",
      state: "running",
    });
    expect((await desk.titip("renew", "HST-2026-0007", "--until", "2028-11-01")).error).toContain(
      "sudah sampai 2028-11-15",
    );
  });
});

describe("titip slip", () => {
  it("tells the requester where it stands, without personal data or anybody's free text", async () => {
    desk.edit(WAITING, "to: kabid-aplikasi }", "to: kabid-aplikasi, note: Hubungi Bu Lilis 0812 }");
    const text = (await desk.titip("slip", "HST-2026-0012")).out;
    const json = (await desk.titip("slip", "HST-2026-0012", "--format", "json")).out;
    expect(text).toContain("BUKTI KEDUDUKAN PERMOHONAN");
    expect(text).toContain("Dasbor Imunisasi Anak");
    expect(text).toContain("Kepala Dinas Komunikasi dan Informatika");
    const people = [
      ...desk.read("datacenter/contacts.yaml").matchAll(/(?:name|nip|phone|email): "?([^",}]+)/g),
    ];
    const secrets = people
      .map((match) => match[1]?.trim() ?? "")
      .filter((word) => word !== "Titip (mesin penerap)");
    expect(secrets.length).toBeGreaterThan(15);
    for (const secret of [...secrets, "dinkes-it", "Lilis", "0812"]) {
      expect(text).not.toContain(secret);
      expect(json).not.toContain(secret);
    }
    expect((await desk.titip("slip", "HST-2026-0007")).out).toContain(
      "Persetujuan: diklaim, belum diverifikasi.",
    );
  });

  it("tells why it was rejected, and that this is claimed only", async () => {
    const reject = ["decision", "--set", "result=rejected", "--set", "reason=Belum siap"];
    expect((await desk.titip("step", "HST-2026-0011", ...reject)).error).toBe("");
    const { out } = await desk.titip("slip", "HST-2026-0011");
    expect(out).toContain("DITOLAK");
    expect(out).toContain("     Alasan: Belum siap");
    expect(out).toContain("Keputusan: diklaim, belum diverifikasi.");
    expect(out).not.toContain("Persetujuan:");
  });
});

describe("people", () => {
  it("erasing an applicant's contact leaves everything working", async () => {
    desk.edit(
      "datacenter/contacts.yaml",
      /^ {2}dinkes-it: .*$/m,
      '  dinkes-it: { name: "(dihapus)", agency: dinkes }',
    );
    expect((await desk.titip("check")).code).toBe(0);
    for (const command of [["status"], ["due"], ["slip", "HST-2026-0012"]]) {
      const { code, out } = await desk.titip(...command);
      expect([code, out.includes("Lilis")]).toEqual([0, false]);
    }
    expect((await desk.titip("assess", "HST-2026-0012", "--offline")).code).toBe(0);
  });
});
