import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectFolder, wantsColor } from "../../../src/cli/context";
import { examineControlMachine } from "../../../src/cli/doctor/control-machine";
import { type Finding, findingsAsJson, printFindings, same } from "../../../src/cli/doctor/finding";
import { recordedContext } from "./support";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-doctor-"));
  cpSync(join(__dirname, "../../../Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  writeFileSync(join(folder, "Pulumi.uji.yaml"), "");
  writeFileSync(join(folder, "key"), "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = () => ({
  PATH: "/usr/bin:/bin",
  PULUMI_CONFIG_PASSPHRASE: "uji",
  TITIP_SSH_KEY: join(folder, "key"),
});

async function examine(environment: NodeJS.ProcessEnv): Promise<Map<string, Finding>> {
  const findings = await examineControlMachine(recordedContext(folder, { environment }), undefined);
  return new Map(findings.map((finding) => [finding.what.en, finding]));
}

describe("the control machine", () => {
  it("is good where all is there", async () => {
    for (const file of ["dist/src/index.js", "dist/src/provider/main.js"]) {
      mkdirSync(join(folder, file, ".."), { recursive: true });
      writeFileSync(join(folder, file), "");
    }
    const findings = await examine(GOOD());
    expect([...findings.values()].filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.get("engine")?.found.id).toContain("mesin bawaan");
  });

  it.each([
    ["compiled program", {}, "npm run build"],
    ["stack and passphrase", { PULUMI_CONFIG_PASSPHRASE: undefined }, "PULUMI_CONFIG_PASSPHRASE"],
    ["SSH key", { TITIP_SSH_KEY: "/nirgends/key" }, "ssh-agent"],
    ["state backend", { PULUMI_BACKEND_URL: "file://./key/state" }, "/key/state"],
  ])("%s missing is told with its remedy", async (what, environment, remedy) => {
    const finding = (await examine({ ...GOOD(), ...environment })).get(what);
    expect(finding?.ok).toBe(false);
    expect(finding?.fix?.id).toContain(remedy);
  });
});

describe("findings", () => {
  const findings: Finding[] = [
    { place: "control", what: same("git"), ok: true, found: same("git version 2") },
    {
      place: "web1",
      what: { id: "sambungan", en: "connection" },
      ok: false,
      found: same("tidak tersambung\nECONNREFUSED"),
      fix: { id: "nyalakan sshd", en: "start sshd" },
    },
  ];

  it("one line each, the remedy under what fails", () => {
    const context = recordedContext("/");
    printFindings(context, findings);
    expect(context.printed.join("\n").split("\n")).toEqual([
      "Tempat   Periksa           Keterangan",
      "-------  ---------  -----  ----------------",
      "control  git        baik   git version 2",
      "web1     sambungan  GAGAL  tidak tersambung",
      "    ECONNREFUSED",
      "    tindakan: nyalakan sshd",
    ]);
  });

  it("as JSON in the reader's language", () => {
    const parsed = JSON.parse(findingsAsJson(recordedContext("/", { lang: "en" }), findings));
    expect(parsed[1]).toMatchObject({ place: "web1", check: "connection", ok: false, fix: "start sshd" });
  });
});

it("the project is found from a folder below it", () => {
  mkdirSync(join(folder, "requests", "hosting"), { recursive: true });
  expect(projectFolder(join(folder, "requests", "hosting"))).toBe(folder);
  expect(projectFolder("/proc")).toBe("/proc");
});

it("colour only on a terminal, and never against NO_COLOR or --no-color", () => {
  expect(wantsColor({}, {}, true)).toBe(true);
  expect(wantsColor({}, {}, false)).toBe(false);
  expect(wantsColor({ color: false }, {}, true)).toBe(false);
  expect(wantsColor({}, { NO_COLOR: "1" }, true)).toBe(false);
  expect(wantsColor({}, { NO_COLOR: "" }, true)).toBe(true);
  expect(wantsColor({}, { TERM: "dumb" }, true)).toBe(false);
});
