import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const PROJECT = join(__dirname, "../../..");
const BUILT = existsSync(join(PROJECT, "dist/src/cli/main.js"));

function titip(words: string[], environment: NodeJS.ProcessEnv = {}) {
  const { TITIP_LANG: _lang, TITIP_SITE: _site, ...inherited } = process.env;
  return spawnSync(join(PROJECT, "bin/titip"), words, {
    encoding: "utf8",
    cwd: PROJECT,
    env: { ...inherited, ...environment },
  });
}

// Needs `npm run build`, which `make test` does first.
describe.skipIf(!BUILT)("the compiled program", () => {
  it("exits 0 and prints on standard output where all is well", () => {
    const { status, stdout, stderr } = titip(["check"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("Tidak ada masalah");
  });

  it("exits 2 on wrong usage, told on standard error in the reader's language", () => {
    const { status, stdout, stderr } = titip(["chek"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      "titip: galat: perintah 'chek' tidak dikenal\n(maksud Anda: check?)\n  Cara pakai: titip --help\n",
    );
    expect(titip(["chek"], { TITIP_LANG: "en" }).stderr).toContain("titip: error: unknown command 'chek'");
  });

  it("tells its version", () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
    expect(titip(["--version"])).toMatchObject({ status: 0, stdout: `titip ${version}\n` });
  });

  it("exits 2 without a project, and says what to do", () => {
    const { status, stderr } = titip(["-C", tmpdir(), "check", "--lang", "en"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/there is no datacenter\/.*\n {2}remedy: .*-C/);
  });

  it("exits 2 and shows the help without a command", () => {
    const { status, stderr } = titip([]);
    expect(status).toBe(2);
    expect(stderr).toContain("Perintah:");
  });

  it("writes no colour where nobody looks, and none with NO_COLOR", () => {
    const text = titip(["check", "--help"]).stdout + titip(["check"], { NO_COLOR: "1" }).stdout;
    expect(text).not.toContain("\u001b");
  });

  it("speaks to a pipeline's runner in its own form, one command a line", () => {
    const site = mkdtempSync(join(tmpdir(), "titip-github-"));
    for (const name of ["Pulumi.yaml", "datacenter", "requests", "sop"])
      cpSync(join(PROJECT, name), join(site, name), { recursive: true });
    const file = join(site, "requests/hosting/HST-2026-0007.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("agency: dinkes", 'agency: "::add-mask::x"'));
    const lines = titip(["-C", site, "check", "--format", "github"]).stdout.trimEnd().split("\n");
    rmSync(site, { recursive: true });
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning) file=requests\/hosting\/HST-2026-0007\.yaml,line=\d+/);
    expect(lines.join("\n")).not.toMatch(/^::add-mask/m);
  });

  it("survives a reader that goes away", () => {
    const { status, stderr } = spawnSync("sh", ["-c", `"${PROJECT}/bin/titip" check --format json | true`], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
