import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "../cli/recording/support";

let desk: Desk;
beforeEach(() => {
  desk = openDesk("en");
  desk.at("2026-11-24T09:00:00+07:00");
  for (const [contact, account] of [
    ["rina-wulandari", "rina-w"],
    ["agus-hidayat", "agus-h"],
    ["dedi-kurniawan", "dedi-k"],
  ])
    desk.edit(
      "datacenter/officers.yaml",
      new RegExp(`\\{ contact: ${contact}, (.*) \\}`),
      `{ contact: ${contact}, $1, accounts: { github: ${account}, gitlab: ${account}, forgejo: ${account} } }`,
    );
});
afterEach(() => desk.leave());

const lines = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

describe("CODEOWNERS", () => {
  it("names for GitHub and GitLab those who hold the positions today, what is everybody's first", async () => {
    const { out, code } = await desk.titip("codeowners", "--forge", "github");
    expect(code).toBe(0);
    expect(lines(out)).toEqual([
      "* @agus-h",
      "/datacenter/ @agus-h",
      "/sop/ @agus-h",
      "/requests/hosting/ @agus-h @rina-w",
      "/requests/colocation/ @rina-w",
      "/approvals/ @agus-h @rina-w",
      "/evidence/ @agus-h @rina-w",
    ]);
    expect((await desk.titip("codeowners", "--forge", "gitlab")).out).toBe(out);
  });

  it("names who held them on another day", async () => {
    desk.at("2026-10-31T23:00:00+07:00");
    const { out } = await desk.titip("codeowners", "--forge", "github");
    expect(lines(out)).toContain("/requests/colocation/ @dedi-k");
    expect(out).not.toContain("@rina-w");
  });

  it("is of regular expressions for Forgejo, all of which count", async () => {
    const { out } = await desk.titip("codeowners", "--forge", "forgejo");
    const rules = lines(out).map((line) => line.split(/ (.*)/)) as [string, string][];
    // As Forgejo reads them: over the whole path, `!` for what does not fit.
    const owners = (path: string) =>
      rules.flatMap(([rule, owner]) => {
        const isNot = rule.startsWith("!");
        return new RegExp(`^${rule.slice(isNot ? 1 : 0)}$`).test(path) !== isNot ? [owner] : [];
      });
    expect(owners("requests/hosting/HST-2026-0008.yaml")).toEqual(["@agus-h @rina-w"]);
    expect(owners("requests/colocation/COL-2026-0003.yaml")).toEqual(["@rina-w"]);
    expect(owners("datacenter/servers.yaml")).toEqual(["@agus-h"]);
    expect(owners("src/index.ts")).toEqual(["@agus-h"]);
    expect(owners(".forgejo/workflows/titip.yml")).toEqual(["@agus-h"]);
  });

  it("is compared with what is there", async () => {
    const { out } = await desk.titip("codeowners", "--forge", "github");
    mkdirSync(join(desk.folder, ".github"));
    const file = join(desk.folder, ".github/CODEOWNERS");
    expect((await desk.titip("codeowners", "--forge", "github", "--check", file)).code).toBe(1);
    writeFileSync(file, `${out}\n`);
    expect((await desk.titip("codeowners", "--forge", "github", "--check", file)).code).toBe(0);
    writeFileSync(file, readFileSync(file, "utf8").replace("@rina-w", "@mallory"));
    const ran = await desk.titip("codeowners", "--forge", "github", "--check", file);
    expect(ran.code).toBe(1);
    expect(ran.noted.join("\n")).toContain("write it again");
  });

  it("is refused where a folder would have nobody, or the forge is not known", async () => {
    expect(await desk.titip("codeowners")).toMatchObject({ code: 2 });
    desk.edit(
      "datacenter/officers.yaml",
      ", accounts: { github: rina-w, gitlab: rina-w, forgejo: rina-w }",
      "",
    );
    const ran = await desk.titip("codeowners", "--forge", "github");
    expect(ran.code).toBe(1);
    expect(ran.error).toMatch(/requests\/colocation\/.*kabid-aplikasi/);
  });
});
