import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ApprovalDesk, openApprovalDesk, REQUEST } from "../approval/desk";

const NOW = "2026-11-24T09:00:00+07:00";
const PATH = `evidence/${REQUEST}/decision`;

let desk: ApprovalDesk;
beforeEach(() => {
  desk = openApprovalDesk();
  desk.at(NOW);
});
afterEach(() => desk.leave());

async function decided(...words: string[]): Promise<void> {
  await desk.decide(...(words.length > 0 ? ["kabid-aplikasi", "staf-dc"] : []));
  const key = desk.key(words.length > 0 ? "yusuf-maulana" : "rina-wulandari");
  const { error } = await desk.sign(REQUEST, "decision", "--key", key, ...words);
  expect(error).toBe("");
  desk.commit();
}

async function audit(name = "berkas", ...words: string[]) {
  const out = join(desk.folder, "..", `${desk.folder.split("/").pop()}-keys`, name);
  const ran = await desk.titip("audit", "--from", "2026-11-01", "--to", "2026-11-30", "--out", out, ...words);
  return { ...ran, folder: out };
}

/** As an auditor would, with nothing of Titip and nothing of this process. */
function check(folder: string) {
  const { status, stdout, stderr } = spawnSync("sh", [join(folder, "verify.sh")], {
    encoding: "utf8",
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
  });
  return { status, lines: stdout.trim().split("\n"), stderr };
}

/** Puts the sums right again, as a forger would. */
function sumAgain(folder: string): void {
  execFileSync(
    "sh",
    [
      "-c",
      "find . -type f ! -name SHA256SUMS | sed 's,^./,,' | LC_ALL=C sort | xargs -d '\\n' sha256sum > ../SUMS; mv ../SUMS SHA256SUMS",
    ],
    { cwd: folder },
  );
}

describe("a bundle", () => {
  it("holds request, evidence, plan, keys and letters, and checks itself", async () => {
    await decided();
    const { folder, code, out } = await audit();
    expect(code).toBe(0);
    expect(out).toContain("verified 1, without evidence");
    expect(check(folder)).toMatchObject({ status: 0, lines: ["6 cocok, 0 tidak cocok"], stderr: "" });
    for (const file of [
      `${PATH}.json`,
      `${PATH}.sig`,
      `${PATH}.plan.json`,
      `requests/hosting/${REQUEST}.yaml`,
    ])
      expect(readFileSync(join(folder, file), "utf8"), file).toBe(desk.read(file));
    expect(readFileSync(join(folder, "checked", `${PATH}.plan.txt`), "utf8")).toContain(
      "titip:apache:VirtualHost",
    );
    expect(existsSync(join(folder, "letters", `${REQUEST}-follow-up-letter.html`))).toBe(true);
    expect(statSync(join(folder, `${PATH}.json`)).mode & 0o077).toBe(0);
  });

  it("says by act what is proven, for programs and for people", async () => {
    await decided();
    const { folder } = await audit();
    const data = JSON.parse(readFileSync(join(folder, "audit.json"), "utf8"));
    const digest = JSON.parse(desk.read(`${PATH}.json`)).digest;
    const [act] = data.acts.filter(({ evidence }: { evidence: string }) => evidence === PATH);
    expect(act).toMatchObject({ verdict: "verified", kind: "ssh", by: "kabid-aplikasi", digest, at: NOW });
    const page = readFileSync(join(folder, "index.html"), "utf8");
    expect(page).toContain(digest);
    expect(page).toMatch(/Berkas audit persetujuan, 1 November 2026 – 30 November 2026/);
    expect(data.commit).toBe(desk.git("rev-parse", "HEAD").trim());
  });

  it("is the same, byte for byte, when it is made again", async () => {
    await decided();
    const [one, other] = [await audit("satu"), await audit("dua")];
    const sums = [one, other].map(({ folder }) => readFileSync(join(folder, "SHA256SUMS"), "utf8"));
    expect(sums[0]).toBe(sums[1]);
    expect(sums[0]?.split("\n").length).toBeGreaterThan(20);
  });

  it("is of the commit, not of the work tree", async () => {
    await decided();
    const { folder } = await audit("satu");
    desk.edit(`requests/hosting/${REQUEST}.yaml`, /kabid-aplikasi/g, "kepala-dinas");
    const { folder: other } = await audit("dua");
    expect(readFileSync(join(other, "SHA256SUMS"), "utf8")).toBe(
      readFileSync(join(folder, "SHA256SUMS"), "utf8"),
    );
  });

  it("has a letter that is kept, and names one that is not", async () => {
    writeFileSync(join(desk.folder, "SK.pdf"), "%PDF-1.7 surat persetujuan\n");
    await decided("--paper", join(desk.folder, "SK.pdf"), "--title", "SK persetujuan");
    const { sha256 } = JSON.parse(desk.read(`${PATH}.json`)).paper;
    const { folder } = await audit("dengan");
    expect(readdirSync(join(folder, "papers"))).toEqual([sha256]);
    expect(check(folder)).toMatchObject({ status: 0, lines: ["7 cocok, 0 tidak cocok"] });
    rmSync(join(desk.folder, "letters"), { recursive: true });
    const without = await audit("tanpa");
    expect(readFileSync(join(without.folder, "index.html"), "utf8")).toContain(sha256);
    expect(existsSync(join(without.folder, "papers"))).toBe(false);
    expect(check(without.folder).status).toBe(0);
  });

  it("has an act of the period alone", async () => {
    await decided();
    const { folder } = await audit("lain", "--from", "2026-11-25");
    expect(JSON.parse(readFileSync(join(folder, "audit.json"), "utf8")).acts).toEqual([]);
    expect(existsSync(join(folder, PATH))).toBe(false);
    expect(check(folder).status).toBe(0);
  });

  it("says what stands without evidence, and whose evidence does not hold", async () => {
    await decided();
    desk.edit(`${PATH}.json`, /"result":"approved"/, '"result":"rejected"');
    desk.commit();
    const { folder, out } = await audit();
    expect(out).toMatch(/invalid evidence 1/);
    const page = readFileSync(join(folder, "index.html"), "utf8");
    expect(page).toContain("step-altered");
    rmSync(join(desk.folder, "evidence"), { recursive: true });
    desk.commit();
    expect((await audit("tanpa")).out).toMatch(/verified 0, without evidence 5/);
  });

  it("is not written into a folder that has something", async () => {
    await decided();
    await audit();
    expect(await audit()).toMatchObject({ code: 2 });
  });

  it.each([
    ["--from", "2026-02-30", /2026-02-30/],
    ["--to", "2026-10-01", /before --from/],
    ["--ref", "--output=/tmp/x", /Git/],
    ["--ref", "nirgends", /Git/],
  ])("is refused with %s %s", async (flag, value, words) => {
    const ran = await audit("salah", flag, value);
    expect(ran.code).toBe(2);
    expect(ran.error).toMatch(words);
    expect(existsSync(ran.folder)).toBe(false);
  });
});

/** Each leaves the sums right, so that only what it is about can give it away. */
describe("verify.sh refuses", () => {
  let folder: string;
  beforeEach(async () => {
    await decided();
    ({ folder } = await audit());
  });
  const edit = (file: string, from: string | RegExp, to: string) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
  };

  it.each([
    ["a statement", `${PATH}.json`, /"at":"2026-11-24T09/, '"at":"2026-11-24T10', "tanda tangan"],
    ["a step", `checked/${PATH}.step.json`, /kabid-aplikasi/, "kepala-dinas", "langkahnya"],
    ["a request", `checked/${PATH}.subject.json`, /"agency":"/, '"agency":"x', "permohonannya"],
    ["a plan", `checked/${PATH}.plan.json`, /"action":"create"/, '"action":"delete"', "rencananya"],
    ["who may sign", "allowed_signers", /^kabid-aplikasi /gm, "kepala-dinas ", "tanda tangan"],
    ["when it was signed", "signatures", /\t2026/, "\t2025", "tanda tangan"],
  ])("another %s", (_what, file, from, to, words) => {
    edit(file, from, to);
    expect(check(folder).lines).toContain("TIDAK COCOK: SHA256SUMS");
    sumAgain(folder);
    const { status, lines } = check(folder);
    expect(status).toBe(1);
    expect(lines[0]).toContain(words);
  });

  it("a changed, an added and a missing file", () => {
    appendFileSync(join(folder, `requests/hosting/${REQUEST}.yaml`), "# x\n");
    expect(check(folder)).toMatchObject({ status: 1 });
    sumAgain(folder);
    expect(check(folder).status).toBe(0);
    writeFileSync(join(folder, "tambahan"), "");
    expect(check(folder).lines[0]).toContain("di luar SHA256SUMS");
    rmSync(join(folder, "tambahan"));
    rmSync(join(folder, `${PATH}.sig`));
    expect(check(folder)).toMatchObject({ status: 1 });
  });
});

describe("a key", () => {
  it.each([
    ["revoked before", "revoked: 2026-11-24T08:00:00+07:00", "key-revoked"],
    ["ended before", "until: 2026-11-23", "key-out-of-time"],
  ])("that was %s proves nothing, and verify.sh has no line for it", async (_when, words, rule) => {
    await decided();
    desk.edit(
      "datacenter/officers.yaml",
      /(contact: rina-wulandari.*)from: 2026-01-01 \}\]/,
      `$1from: 2026-01-01, ${words} }]`,
    );
    desk.commit();
    const { folder } = await audit();
    expect(readFileSync(join(folder, "index.html"), "utf8")).toContain(rule);
    expect(readFileSync(join(folder, "signatures"), "utf8")).toBe("");
    expect(readFileSync(join(folder, "allowed_signers"), "utf8")).toMatch(
      /^kabid-aplikasi namespaces="titip",valid-after="20261031170000Z",valid-before="2026112[34]\d{6}Z" ssh-ed25519/m,
    );
  });

  it("revoked afterwards leaves standing what it signed before", async () => {
    await decided();
    desk.edit(
      "datacenter/officers.yaml",
      /(contact: rina-wulandari.*)from: 2026-01-01 \}\]/,
      "$1from: 2026-01-01, revoked: 2026-11-24T09:30:00+07:00 }]",
    );
    desk.commit();
    const { folder, out } = await audit();
    expect(out).toMatch(/verified 1/);
    expect(check(folder).status).toBe(0);
  });
});
