import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program";
import { type Recorded, recordedContext } from "./support";

const PROJECT = join(__dirname, "../../..");
const WAITING = "requests/hosting/HST-2026-0011.yaml";
const APPROVED = "requests/hosting/HST-2026-0007.yaml";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-site-"));
  for (const part of ["datacenter", "sop", "requests", "Pulumi.yaml"])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, "Pulumi.uji.yaml"), "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string) => readFileSync(join(folder, file), "utf8");

function edit(file: string, change: (text: string) => string): void {
  const before = read(file);
  const after = change(before);
  if (after === before) throw new Error(`${file} does not hold what the test edits`);
  writeFileSync(join(folder, file), after);
}

interface Ran extends Recorded {
  code: number;
}

/** Runs a command line as main.ts does; usage and configuration errors are thrown. */
async function titip(...argv: string[]): Promise<Ran> {
  const context = recordedContext(folder, {
    now: () => new Date("2026-12-01T12:00:00+07:00"),
    environment: { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, PULUMI_CONFIG_PASSPHRASE: "uji" },
  });
  const program = createProgram("id", () => context);
  await program.command.parseAsync(argv, { from: "user" });
  return { ...context, code: program.exitCode() };
}

/** The stock CLI's stand-in: notes each call; `stack output` gives a file. */
function installPulumi(): void {
  mkdirSync(join(folder, "bin"));
  const file = join(folder, "bin", "pulumi");
  const script = [
    `echo "$*" >>"${folder}/calls"`,
    `case "$1 $2" in "version ") echo v3.260.0;; "stack ls") echo '[{"name":"uji"}]';; "stack export") echo '{"version":3,"deployment":{}}';; "stack output") cat "${folder}/outputs.json";; esac`,
  ];
  writeFileSync(file, ["#!/bin/sh", ...script, ""].join("\n"));
  chmodSync(file, 0o755);
}

const calls = () => readFileSync(join(folder, "calls"), "utf8").split("\n");

describe("titip check", () => {
  it("says that all is well, exit code 0", async () => {
    const { code, printed } = await titip("check");
    expect(code).toBe(0);
    expect(printed.join("\n")).toMatch(/^Tidak ada masalah: \d+ permohonan diperiksa\.$/);
  });

  it("prints problems of every file, exit code 1, in all three formats", async () => {
    edit(APPROVED, (text) => text.replace("agency: dinkes", "agency: dinkess"));
    const { code, printed } = await titip("check");
    expect(code).toBe(1);
    expect(printed.join("\n")).toContain(APPROVED);
    const json = JSON.parse((await titip("check", "--format", "json")).printed.join("\n"));
    expect(JSON.stringify(json)).toContain("unknown-agency");
    expect((await titip("check", "--format", "github")).printed[0]).toMatch(
      /^::error file=requests\/hosting\/HST-2026-0007\.yaml,line=/,
    );
  });

  it("shows only the files named, from where the user stands or from the site", async () => {
    edit(APPROVED, (text) => text.replace("agency: dinkes", "agency: dinkess"));
    expect((await titip("check", WAITING)).code).toBe(0);
    expect((await titip("check", APPROVED)).code).toBe(1);
    expect((await titip("check", join(folder, APPROVED))).code).toBe(1);
    await expect(titip("check", "tidak-ada.yaml")).rejects.toMatchObject({ exitCode: 2 });
    await expect(titip("check", "/etc/hostname")).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("titip assess --offline", () => {
  beforeEach(() => edit(WAITING, (text) => text.slice(0, text.indexOf("  assessment:"))));

  it("writes the step, keeps the rest byte for byte, and says what was given", async () => {
    const before = read(WAITING);
    const { code, printed } = await titip(
      "assess",
      "HST-2026-0011",
      "--offline",
      "--date",
      "2026-11-20T09:00:00+07:00",
    );
    expect(code).toBe(0);
    expect(read(WAITING).startsWith(before)).toBe(true);
    expect(read(WAITING)).toContain("at: 2026-11-20T09:00:00+07:00");
    expect(printed[0]).toMatch(
      /^HST-2026-0011: server web\d, jaringan hosting-\w+, alamat 10\.20\.30\.\d+, uid 2\d{4}\n/,
    );
    expect(readdirSync(join(folder, "requests/hosting")).filter((name) => !name.endsWith(".yaml"))).toEqual(
      [],
    );
    expect((await titip("check")).code).toBe(0);
  });

  it("a second time changes nothing", async () => {
    await titip("assess", "HST-2026-0011", "--offline", "--date", "2026-11-20");
    const text = read(WAITING);
    const { printed } = await titip("assess", "HST-2026-0011", "--offline", "--format", "json");
    expect(JSON.parse(printed.join(""))).toMatchObject({
      request: "HST-2026-0011",
      changed: false,
      allocation: { server: expect.any(String) },
    });
    expect(read(WAITING)).toBe(text);
  });

  it("a step that breaks a rule is not recorded", async () => {
    const before = read(WAITING);
    const { code, noted } = await titip("assess", "HST-2026-0011", "--offline", "--by", "bagian-umum");
    expect(code).toBe(1);
    expect(noted.join("\n")).toContain("officer-role");
    expect(read(WAITING)).toBe(before);
  });

  it("a refusal needs its reason, and holds nothing", async () => {
    const offline = ["--infeasible", "--offline"];
    await expect(titip("assess", "HST-2026-0011", ...offline)).rejects.toThrow(
      "there is capacity for HST-2026-0011",
    );
    await expect(titip("assess", "HST-2026-0011", ...offline, "--reason", " ")).rejects.toMatchObject({
      exitCode: 2,
    });
    await expect(titip("assess", "HST-2026-0011", "--reason", "x")).rejects.toMatchObject({ exitCode: 2 });
    const { code } = await titip("assess", "HST-2026-0011", "--infeasible", "--reason", "perlu Windows");
    expect(code).toBe(0);
    expect(read(WAITING)).toMatch(/feasible: false\n {4}reason: perlu Windows\n$/);
  });

  it("a name that still rests is only a warning before the assessment, and takes the assessment back", async () => {
    await titip("close", "HST-2026-0007", "--reason", "x", "--date", "2026-11-15");
    edit(WAITING, (text) => text.replace(/^subdomain: \S+/m, "subdomain: simpus"));
    const before = read(WAITING);
    expect((await titip("check", WAITING)).code).toBe(0);
    const { code, noted } = await titip("assess", "HST-2026-0011", "--offline", "--date", "2026-11-20");
    expect(code).toBe(1);
    expect(noted.join("\n")).toContain("name-released");
    expect(read(WAITING)).toBe(before);
  });

  it("a value that an older request holds is given anew, everything else stays", async () => {
    await titip("assess", "HST-2026-0011", "--offline", "--date", "2026-11-20");
    const uid = /uid: (\d+)/.exec(read(APPROVED))?.[1] ?? "";
    edit(WAITING, (text) => text.replace(/uid: \d+/, `uid: ${uid}`));
    expect((await titip("check", WAITING)).printed.join("\n")).toContain("value-held-twice");
    const { code } = await titip("assess", "HST-2026-0011", "--offline");
    expect(code).toBe(0);
    expect((await titip("check")).code).toBe(0);
  });

  it("unknown requests and officers are told, with what there is", async () => {
    await expect(titip("assess", "HST-2026-9999")).rejects.toMatchObject({ exitCode: 2 });
    await expect(titip("assess", "HST-2026-0011", "--offline", "--by", "x")).rejects.toThrow(
      /kabid-aplikasi/,
    );
  });

  it("refuses a time that has not come yet, of either verdict", async () => {
    const before = read(WAITING);
    const later = ["--offline", "--date", "2031-01-01"];
    for (const verdict of [[], ["--infeasible", "--reason", "perlu Windows"]])
      await expect(titip("assess", "HST-2026-0011", ...later, ...verdict)).rejects.toMatchObject({
        exitCode: 1,
        message: expect.stringContaining("is in the future"),
      });
    expect(read(WAITING)).toBe(before);
  });

  it("a request that is itself wrong is shown, not assessed", async () => {
    edit(WAITING, (text) => text.replace("kind: hosting", "kind: hostng"));
    await expect(titip("assess", "HST-2026-0011", "--offline")).rejects.toMatchObject({ exitCode: 1 });
  });
});

describe("titip close", () => {
  const DATE = ["--date", "2026-12-01T10:00:00+07:00"];

  it("writes the step, keeps the rest byte for byte, and says what comes of it", async () => {
    const before = read(APPROVED);
    const { code, printed } = await titip(
      "close",
      "HST-2026-0007",
      "--reason",
      "digantikan: SatuSehat",
      ...DATE,
    );
    expect(code).toBe(0);
    expect(read(APPROVED)).toBe(
      `${before}  closure:\n    at: 2026-12-01T10:00:00+07:00\n    by: kabid-aplikasi\n    reason: "digantikan: SatuSehat"\n`,
    );
    expect(printed[0]).toMatch(
      /^HST-2026-0007: penutupan dicatat di requests\/hosting\/HST-2026-0007\.yaml\n/,
    );
    expect(printed[0]).toContain("boleh diberikan lagi mulai 2027-03-01, uid-nya tidak pernah");
    expect((await titip("check")).code).toBe(0);
  });

  it("a second time changes nothing", async () => {
    await titip("close", "HST-2026-0007", "--reason", "a", ...DATE);
    const text = read(APPROVED);
    const { printed } = await titip("close", "HST-2026-0007", "--reason", "b", "--format", "json");
    expect(JSON.parse(printed.join(""))).toEqual({
      request: "HST-2026-0007",
      file: APPROVED,
      changed: false,
      closed: "2026-12-01T10:00:00+07:00",
      reason: "a",
      freeFrom: "2027-03-01",
    });
    expect(read(APPROVED)).toBe(text);
  });

  it.each([
    [["--by", "bagian-umum"], "officer-role"],
    [["--date", "2026-11-01"], "steps-order"],
    [["--reason", "\u202egnp.exe"], "U+202E"],
  ])("%j breaks a rule and is taken back", async (options, words) => {
    const before = read(APPROVED);
    const { code, noted } = await titip("close", "HST-2026-0007", "--reason", "x", ...DATE, ...options);
    expect(code).toBe(1);
    expect(noted.join("\n")).toContain(words);
    expect(noted.at(-1)).toContain("Langkah closure tidak dicatat");
    expect(read(APPROVED)).toBe(before);
  });

  it("refuses a time that has not come yet, to the second", async () => {
    const before = read(APPROVED);
    for (const date of ["2031-01-01", "2026-12-01T12:00:01+07:00"])
      await expect(titip("close", "HST-2026-0007", "--reason", "x", "--date", date)).rejects.toMatchObject({
        exitCode: 1,
        message: expect.stringContaining("is in the future"),
      });
    expect(read(APPROVED)).toBe(before);
    const now = ["--date", "2026-12-01T12:00:00+07:00"];
    expect((await titip("close", "HST-2026-0007", "--reason", "x", ...now)).code).toBe(0);
  });

  it("refuses what does not run, an unknown id, and a closure without its reason", async () => {
    await expect(titip("close", "HST-2026-0011", "--reason", "x")).rejects.toMatchObject({ exitCode: 1 });
    await expect(titip("close", "HST-2026-9999", "--reason", "x")).rejects.toMatchObject({ exitCode: 2 });
    await expect(titip("close", "HST-2026-0007", "--reason", " ")).rejects.toMatchObject({ exitCode: 2 });
    await expect(titip("close", "HST-2026-0007")).rejects.toThrow("--reason");
    await expect(titip("close", "HST-2026-0007", "--reason", "x", "--by", "x")).rejects.toThrow(
      /kabid-aplikasi/,
    );
  });

  it("a request that cannot be read is shown, one with another mistake can be closed", async () => {
    edit(APPROVED, (text) => text.replace("agency: dinkes", "agency: dinkess"));
    expect((await titip("close", "HST-2026-0007", "--reason", "x", ...DATE)).code).toBe(0);
    edit(APPROVED, (text) => text.replace("kind: hosting", "kind: hostng"));
    await expect(titip("close", "HST-2026-0007", "--reason", "x")).rejects.toMatchObject({ exitCode: 1 });
  });
});

describe("titip up with the stock CLI", () => {
  beforeEach(installPulumi);

  it("cannot ask without a terminal: exit code 2, nothing started", async () => {
    await expect(titip("up")).rejects.toMatchObject({
      exitCode: 2,
      remedy: { id: expect.stringContaining("--yes") },
    });
  });

  it("says which engine runs, hands the options over, ends in the reader's language", async () => {
    const { code, noted } = await titip(
      "up",
      "--yes",
      "--confirm",
      "uji",
      "--target",
      "HST-2026-0007",
      "--parallel",
      "5",
    );
    expect(code).toBe(0);
    expect(noted[0]).toContain("Mesin: Pulumi CLI v3.260.0, stack uji");
    expect(noted.at(-1)).toBe("Penerapan selesai.");
    const up = calls().find((line) => line.startsWith("up "));
    expect(up).toContain("--parallel 5");
    expect(up).toContain("--continue-on-error");
    expect(up).toContain("--target urn:pulumi:uji::titip::**::HST-2026-0007");
  });

  it("refuses where check finds problems: exit code 1, the engine not started", async () => {
    edit(APPROVED, (text) => text.replace("agency: dinkes", "agency: dinkess"));
    const { code, noted } = await titip("up", "--yes", "--confirm", "uji");
    expect(code).toBe(1);
    expect(noted.join("\n")).toContain("Tidak ada yang dijalankan");
    expect(calls().filter((line) => line.startsWith("up "))).toEqual([]);
  });

  it("goes on without an approved request whose value an older one holds, and says so", async () => {
    const other = "requests/hosting/HST-2026-0010.yaml";
    const uid = /uid: (\d+)/.exec(read(APPROVED))?.[1] ?? "";
    edit(other, (text) => text.replace(/uid: \d+/, `uid: ${uid}`));
    const { code, noted } = await titip("up", "--yes", "--confirm", "uji");
    expect(code).toBe(0);
    expect(noted.join("\n")).toMatch(
      /HST-2026-0010\.yaml:\d+: dilewati: uid \d+ sudah dipegang HST-2026-0007/,
    );
    expect(calls().some((line) => line.startsWith("up "))).toBe(true);
  });

  it("a number that is none is refused", async () => {
    await expect(titip("preview", "--parallel", "0")).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("titip outputs", () => {
  const golden = join(PROJECT, "test/golden/report/three-hostings");
  beforeEach(() => {
    installPulumi();
    cpSync(join(golden, "outputs.json"), join(folder, "outputs.json"));
  });

  it("prints report and register; json is raw", async () => {
    const { code, printed } = await titip("outputs");
    expect(code).toBe(0);
    expect(`${printed.join("\n")}\n`).toBe(readFileSync(join(golden, "report.id.txt"), "utf8"));
    const json = (await titip("outputs", "--format", "json")).printed.join("\n");
    expect(JSON.parse(json)).toEqual(JSON.parse(readFileSync(join(golden, "outputs.json"), "utf8")));
  });

  it("a stack that was never applied is told as such", async () => {
    writeFileSync(join(folder, "outputs.json"), "{}");
    await expect(titip("outputs")).rejects.toMatchObject({
      exitCode: 2,
      remedy: { id: expect.stringContaining("titip up") },
    });
  });
});
