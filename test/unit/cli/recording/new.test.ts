import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Desk, openDesk } from "./support";

const LETTER = "%PDF-1.4 surat permohonan";
const SHA = createHash("sha256").update(LETTER).digest("hex");
const NEXT = "requests/hosting/HST-2026-0014.yaml";

const hosting = (changes: Record<string, unknown> = {}) => ({
  applicant: { agency: "dinkes", contact: "dinkes-it" },
  application: { name: "Portal: Data # Kesehatan", runtime: "static", classification: "public" },
  zone: "cirebonkab.go.id",
  subdomain: "data-dinkes",
  resources: { storage: "20 GiB", memory: "2 GiB", bandwidth: "20 Mbit/s" },
  term: { from: "2026-12-01", until: "2027-11-30" },
  letter: { number: "440/1300/Dinkes", date: "2026-11-20", file: "surat.pdf" },
  ...changes,
});

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.write("surat.pdf", LETTER);
});
afterEach(() => desk.leave());

async function fromJson(json: unknown, ...argv: string[]) {
  desk.write("permohonan.json", JSON.stringify(json));
  return desk.titip("new", "hosting", "--from-json", "permohonan.json", ...argv);
}

describe("titip new hosting", () => {
  it("gives the next free id, holds the letter by its SHA-256, and keeps the letter outside Git", async () => {
    const { code, out } = await fromJson(hosting());
    expect([code, out]).toEqual([0, expect.stringContaining("HST-2026-0014: dibuat di requests/hosting")]);
    const request = parse(desk.read(NEXT));
    expect(request).toMatchObject({
      kind: "hosting",
      id: "HST-2026-0014",
      application: { name: "Portal: Data # Kesehatan" },
      steps: {
        request: {
          at: "2026-11-23T10:00:00+07:00",
          by: "dinkes",
          letter: { number: "440/1300/Dinkes", date: "2026-11-20", sha256: SHA },
        },
      },
    });
    expect(desk.read(NEXT)).not.toContain("surat.pdf");
    const kept = join(desk.folder, "letters", SHA.slice(0, 2), SHA);
    expect(readFileSync(kept, "utf8")).toBe(LETTER);
    expect(statSync(kept).mode & 0o077).toBe(0);
    expect(readFileSync(join(__dirname, "../../../../.gitignore"), "utf8").split("\n")).toContain(
      "/letters/",
    );
    expect((await desk.titip("check")).code).toBe(0);
  });

  it("letters go where TITIP_LETTERS says; one that is kept stays as it is", async () => {
    const store = join(desk.folder, "..", `surat-${process.pid}`);
    try {
      const put = (id: string, subdomain: string) =>
        desk.with({ TITIP_LETTERS: store }, () => fromJson(hosting({ subdomain }), "--id", id));
      expect((await put("HST-2026-0014", "satu")).error).toBe("");
      expect((await put("HST-2026-0015", "dua")).error).toBe("");
      expect(readdirSync(join(store, SHA.slice(0, 2)))).toEqual([SHA]);
      expect(existsSync(join(desk.folder, "letters"))).toBe(false);
    } finally {
      rmSync(store, { recursive: true, force: true });
    }
  });

  it("takes flags for everything", async () => {
    const flags = [
      ["--agency", "dinkes", "--contact", "dinkes-it", "--name", "Portal", "--runtime", "static"],
      [
        "--classification",
        "public",
        "--zone",
        "cirebonkab.go.id",
        "--subdomain",
        "portal-dinkes",
        "--alias",
        "portal2",
      ],
      ["--alias", "portal3", "--storage", "20 GiB", "--memory", "2 GiB", "--bandwidth", "20 Mbit/s"],
      [
        "--from",
        "2026-12-01",
        "--until",
        "2027-11-30",
        "--letter-number",
        "440/1/D",
        "--letter-date",
        "2026-11-20",
      ],
      ["--letter-file", "surat.pdf", "--recorded-by", "staf-dc", "--date", "2026-11-20"],
    ].flat();
    expect((await desk.titip("new", "hosting", ...flags)).error).toBe("");
    expect(parse(desk.read(NEXT))).toMatchObject({
      aliases: ["portal2", "portal3"],
      steps: { request: { at: "2026-11-20T10:00:00+07:00", recorded_by: "staf-dc" } },
    });
  });

  it("asks on a terminal, in Indonesian, and asks again after a wrong answer", async () => {
    const answers = [
      "dinkess", // no such agency
      "dinkes",
      "", // the agency's only contact
      "Portal Data",
      "static",
      "public",
      "", // the only zone
      "data-dinkes",
      "",
      "20",
      "20 GiB",
      "2 GiB",
      "20 Mbit/s",
      "2026-12-01",
      "2027-02-30",
      "2027-11-30",
      "440/1300/Dinkes",
      "2026-11-20",
      "tidak-ada.pdf",
      "surat.pdf",
    ];
    const { error, noted, code } = await desk.typed(answers, "new", "hosting");
    expect([error, code]).toEqual(["", 0]);
    const said = noted.join("\n");
    expect(said).toContain("Perangkat daerah pemohon (dinkes/disdukcapil/disdik)");
    expect(said).toContain("maksud Anda dinkes?");
    expect(said).toContain("bilangan bulat, spasi, dan MiB, GiB atau TiB");
    expect(said).toContain("tanggal: TTTT-BB-HH");
    expect(said).toContain("berkas surat tidak-ada.pdf tidak ada");
    expect(parse(desk.read(NEXT))).toMatchObject({
      applicant: { contact: "dinkes-it" },
      subdomain: "data-dinkes",
    });
  });

  it("writes nothing when the dialogue ends early, or the request breaks a rule", async () => {
    expect((await desk.typed(["dinkes"], "new", "hosting")).error).toContain("tidak ada yang dicatat");
    const taken = await fromJson(hosting({ subdomain: "simpus" }));
    expect(taken.code).toBe(1);
    expect(taken.noted.join("\n")).toContain("[subdomain-taken]");
    expect(taken.noted.join("\n")).toContain("subdomain: simpus"); // the line, though no file was written
    const unknown = await fromJson(hosting({ colour: "red" }));
    expect(unknown.noted.join("\n")).toContain("[unknown-field]");
    expect(existsSync(join(desk.folder, NEXT))).toBe(false);
    expect(existsSync(join(desk.folder, "letters"))).toBe(false);
  });

  it("names what is missing where nobody can be asked", async () => {
    const { code, error } = await fromJson(hosting({ subdomain: undefined, letter: undefined }));
    expect(code).toBe(2);
    expect(error).toContain("--subdomain, --letter-number, --letter-date, --letter-file");
  });

  it("never overwrites: an id that is taken, readable or not, is refused", async () => {
    const before = desk.read("requests/hosting/HST-2026-0007.yaml");
    expect((await fromJson(hosting(), "--id", "HST-2026-0007")).error).toContain("HST-2026-0014");
    expect(desk.read("requests/hosting/HST-2026-0007.yaml")).toBe(before);
    desk.write("requests/hosting/HST-2026-0040.yaml", "broken: [");
    expect((await fromJson(hosting(), "--id", "HST-2026-0040")).code).toBe(1);
    expect((await fromJson(hosting(), "--id", "COL-2026-0040")).code).toBe(2);
    expect((await fromJson(hosting())).out).toContain("HST-2026-0041");
    const names = readdirSync(join(desk.folder, "requests/hosting"));
    expect(names.filter((name) => !name.endsWith(".yaml"))).toEqual([]);
  });

  it("refuses a letter of another digest, an empty one, and a time to come", async () => {
    const letter = { number: "1/A", date: "2026-11-20", file: "surat.pdf", sha256: "0".repeat(64) };
    expect((await fromJson(hosting({ letter }))).error).toContain("berkasnya lain");
    desk.write("surat.pdf", "");
    expect((await fromJson(hosting())).error).toContain("kosong");
    desk.write("surat.pdf", LETTER);
    expect((await fromJson(hosting(), "--date", "2026-11-24")).error).toContain("belum terjadi");
  });
});

it("titip new colocation takes a server's specification", async () => {
  const server = [
    ["--brand", "Dell", "--model", "R650", "--serial", "SN9", "--rack-units", "1", "--power", "300 W"],
    [
      "--power-feeds",
      "2",
      "--operating-system",
      "Debian 12",
      "--software",
      "nginx",
      "--software",
      "PostgreSQL 15",
    ],
    ["--interface", "eno1,B0:7B:25:AA:01:77,1 Gbit/s", "--addresses", "1", "--bandwidth", "10 Mbit/s"],
    ["--access", "tcp/443", "--access", "tcp/22 from 10.20.0.0/16"],
  ].flat();
  const rest = [
    ["--agency", "disdik", "--contact", "disdik-it", "--name", "Server Ujian", "--classification", "limited"],
    ["--zone", "cirebonkab.go.id", "--subdomain", "ujian", "--from", "2026-12-01", "--until", "2027-11-30"],
    ["--letter-number", "420/1/Disdik", "--letter-date", "2026-11-20", "--letter-file", "surat.pdf"],
  ].flat();
  const { error, noted, out } = await desk.titip("new", "colocation", ...server, ...rest, "--format", "json");
  expect([error, noted]).toEqual(["", []]);
  const { file } = JSON.parse(out) as { file: string };
  expect(file).toBe("requests/colocation/COL-2026-0004.yaml");
  expect(parse(desk.read(file))).toMatchObject({
    server: {
      software: ["nginx", "PostgreSQL 15"],
      interfaces: [{ name: "eno1", mac: "b0:7b:25:aa:01:77", speed: "1 Gbit/s" }],
    },
    access: [
      { protocol: "tcp", port: 443 },
      { protocol: "tcp", port: 22, from: ["10.20.0.0/16"] },
    ],
  });
});
