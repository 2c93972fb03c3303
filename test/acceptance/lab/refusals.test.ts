import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../../lab/paths";
import { runCommand } from "../../../lab/run-command";
import { uniqueLabName } from "../lab-fixture";

const lab = JSON.stringify(join(projectRoot(), "dist/lab"));
const UP = `require(${lab}).labUp("${uniqueLabName("refused")}").catch(error => {
  console.error(error.message);
  process.exitCode = 1;
})`;
const up = [process.execPath, "-e", UP];

/** What somebody reads who runs this without the rights it needs. */
function without(rights: string[], TITIP_LANG: string, env: NodeJS.ProcessEnv = {}) {
  return runCommand(["setpriv", ...rights, "--", ...up], { env: { ...process.env, TITIP_LANG, ...env } });
}

describe("where a lab cannot stand", () => {
  it.each([
    ["id", "Lab memerlukan Linux dan hak root"],
    ["en", "The lab needs Linux and root"],
  ])("one sentence says that root is missing (%s)", async (lang, sentence) => {
    const { exitCode, stderr } = await without(["--reuid=65534", "--regid=65534", "--clear-groups"], lang);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${sentence}[^\n]*\n$`));
  });

  it("says that namespaces are forbidden, with the system's words", async () => {
    const { exitCode, stderr } = await without(["--bounding-set=-sys_admin"], "en");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^The lab needs to make namespaces and mounts.*\n {2}\| unshare: .*not permitted\n$/,
    );
  });

  it("refuses a run directory that no mount could name", async () => {
    const { exitCode, stderr } = await without(["--nnp"], "en", { TITIP_LAB_RUN: "/run/titip-lab/a:b" });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('"/run/titip-lab/a:b/');
    expect(existsSync("/run/titip-lab/a:b")).toBe(false);
  });
});
