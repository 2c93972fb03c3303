import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFolder } from "../../../src/approval/read-side";
import type { ForgeKind } from "../../../src/forge/forge";
import { planSite } from "../../../src/plan/plan-site";
import { type ApprovalDesk, FILE, openApprovalDesk, REQUEST } from "../approval/desk";
import { StandIn, type StandInPull } from "./stand-in";

const NOW = "2026-11-24T09:00:00+07:00";
const EVIDENCE = `evidence/${REQUEST}/decision`;

let desk: ApprovalDesk;
let forge: StandIn;
let pull: StandInPull;
let key = "";

afterEach(async () => {
  desk.leave();
  await forge.stop();
});

/** Main with officers' accounts, the machine's key and a policy that takes the forge's approvals; a branch decides. */
async function open(kind: ForgeKind): Promise<void> {
  desk = openApprovalDesk();
  desk.at(NOW);
  forge = await StandIn.start(kind);
  forge.file = (path, commit) => {
    try {
      return desk.git("show", `${commit}:${path}`);
    } catch {
      return undefined;
    }
  };
  desk.git("checkout", "-q", "main");
  key = join(desk.folder, ".git/machine");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
  const publicKey = readFileSync(`${key}.pub`, "utf8").trim();
  const officers = "datacenter/officers.yaml";
  desk.edit(
    officers,
    /contact: titip, (.*) \}$/m,
    `contact: titip, $1, keys: [{ key: "${publicKey}", from: 2026-01-01 }] }`,
  );
  desk.edit(
    officers,
    /contact: rina-wulandari, /,
    `contact: rina-wulandari, accounts: { ${kind}: rina-w }, `,
  );
  desk.write("datacenter/approvals.yaml", `approvals: { forge: { kind: ${kind} } }\n`);
  desk.commit();
  desk.git("checkout", "-q", "-B", "usul");
  await desk.decide();
  desk.edit(FILE, /result: approved/, `result: approved\n    digest: ${digest()}`);
  desk.commit();
  const commit = tip();
  const reviews = [{ account: "Rina-W", commit, state: "APPROVED" as const }];
  pull = { number: 12, author: "yusuf-m", head: commit, base: tip("main"), files: [FILE], reviews };
  forge.pulls = [pull];
}

function tip(ref = "HEAD"): string {
  return desk.git("rev-parse", ref).trim();
}

function digest(): string {
  const plan = planSite(readFolder(desk.folder).site, undefined, [REQUEST]);
  const file = join(desk.folder, ".git/plan.json");
  writeFileSync(file, JSON.stringify({ version: 1, ...plan, assumed: [REQUEST] }));
  return plan.requests.find(({ request }) => request === REQUEST)?.digest ?? "";
}

/** As a forge merges: one commit, another author, no branch left. */
function squash(): string {
  desk.git("checkout", "-q", "main");
  desk.git("merge", "-q", "--squash", "usul");
  desk.git("commit", "-q", "--author=Forge <f@example>", "-m", "x");
  pull.merged = tip();
  return pull.merged;
}

function evidence(...words: string[]) {
  const address = ["--forge", forge.kind, "--repository", "kominfo/titip", "--api", forge.api];
  const plan = ["--plan", join(desk.folder, ".git/plan.json")];
  return desk.with(
    { TITIP_FORGE_TOKEN: "rahasia-token", TITIP_SIGNING_KEY: key, PATH: process.env.PATH ?? "" },
    () => desk.titip("evidence", "forge", ...words, ...address, ...plan),
  );
}

/** Why the decision is not proven, before the merge and after it. */
async function refused(): Promise<string[]> {
  const before = await evidence("--pull", "12", "--check");
  const commit = squash();
  const after = await evidence("--commit", commit);
  expect([before.code, after.code], before.error + after.error).toEqual([1, 1]);
  expect(await desk.rules("--base", "main~1")).toContain("approval-missing");
  return [before.out, after.out];
}

describe.each(["github", "gitlab", "forgejo"] as const)("an approval on %s", (kind) => {
  beforeEach(() => open(kind));

  it("becomes evidence that verifies after a squash, signed by the machine", async () => {
    const check = await evidence("--pull", "12", "--check", "--format", "json");
    expect(check.error).toBe("");
    expect(JSON.parse(check.out).decisions).toMatchObject([{ request: REQUEST, proven: true }]);
    const { code, error, noted, out } = await evidence("--commit", squash());
    expect([code, error], `${out}${noted.join("\n")}`).toEqual([0, ""]);
    expect(await desk.rules("--base", "main~1")).toEqual([]);
    expect(JSON.parse(desk.read(`${EVIDENCE}.json`))).toMatchObject({
      kind: "forge",
      by: "kabid-aplikasi",
      forge: { kind, account: "Rina-W", pull_request: 12, commit: pull.head },
    });
    const before = desk.read(`${EVIDENCE}.sig`);
    expect((await evidence("--commit", pull.merged ?? "")).code).toBe(0);
    expect(desk.read(`${EVIDENCE}.sig`)).toBe(before);
    expect(forge.asked.every(({ token }) => token.endsWith("rahasia-token"))).toBe(true);
  });

  it.each([
    [
      "that was withdrawn",
      () => pull.reviews.push({ account: "rina-w", commit: pull.head, state: "DISMISSED" }),
      /belum disetujui|not approved by/,
    ],
    [
      "by somebody else",
      () => pull.reviews.splice(0, 1, { account: "orang", commit: pull.head, state: "APPROVED" }),
      /not approved by kabid-aplikasi/,
    ],
    ["of his own change", () => Object.assign(pull, { author: "rina-w" }), /rina-w is who sends this change/],
  ])("%s is none", async (_, change, words) => {
    change();
    if (forge.kind === "gitlab" && pull.reviews.length > 1) pull.reviews.shift();
    for (const said of await refused()) expect(said).toMatch(words);
  });
});

describe("an approval on the forge is none", () => {
  beforeEach(() => open("github"));

  it("of a request that was edited after it", async () => {
    desk.edit(FILE, /aliases: .*/, "aliases: [ktp-daring]");
    desk.commit();
    for (const said of await refused())
      expect(said).toMatch(/is not the decision and request as they are now/);
  });

  it("of a step that was edited after it", async () => {
    desk.edit(FILE, /result: approved/, "result: approved\n    note: lain");
    desk.commit();
    for (const said of await refused())
      expect(said).toMatch(/is not the decision and request as they are now/);
  });

  it("when changes were asked for afterwards", async () => {
    pull.reviews.push({ account: "rina-w", commit: pull.head, state: "CHANGES" });
    for (const said of await refused()) expect(said).toMatch(/not approved by/);
  });

  it("by an account that the branch itself has mapped", async () => {
    desk.edit("datacenter/officers.yaml", "github: rina-w", "github: penyusup");
    desk.commit();
    pull.files.push("datacenter/officers.yaml");
    pull.reviews = [{ account: "penyusup", commit: tip(), state: "APPROVED" }];
    for (const said of await refused()) expect(said).toMatch(/touches officers, policy or procedures/);
  });

  it("of a step without the digest of what is approved", async () => {
    desk.edit(FILE, /\n {4}digest: sha256:[0-9a-f]{64}/, "");
    desk.commit();
    pull.reviews = [{ account: "rina-w", commit: tip(), state: "APPROVED" }];
    for (const said of await refused()) expect(said).toMatch(/the step has no digest/);
  });

  it("when the plan has moved on since", async () => {
    const commit = squash();
    desk.edit(FILE, /aliases: .*/, "aliases: [ktp-daring]");
    digest();
    desk.git("checkout", "-q", "--", FILE);
    const { code, out } = await evidence("--commit", commit);
    expect([code, out]).toEqual([1, expect.stringMatching(/the plan is now sha256:/)]);
  });

  it("signed by a key that is no machine's", async () => {
    const own = desk.key("yusuf-maulana");
    const { code, error } = await evidence("--commit", squash(), "--key", own);
    expect([code, error]).toEqual([1, expect.stringMatching(/no machine's/)]);
  });

  it("where the policy takes none, and there is none to write", async () => {
    desk.git("checkout", "-q", "main");
    desk.write("datacenter/approvals.yaml", "approvals: { evidence: [ssh], forge: { kind: github } }\n");
    desk.commit();
    const before = await evidence("--pull", "12", "--check", "--base", "main");
    expect(before.code).toBe(0); // the work tree is main: nothing of the branch is in it
    desk.git("checkout", "-q", "usul");
    desk.git("merge", "-q", "-m", "x", "main");
    const check = await evidence("--pull", "12", "--check");
    expect([check.code, check.out]).toEqual([1, expect.stringMatching(/sign with titip sign/)]);
  });

  it("of what main has already: nothing is asked for", async () => {
    pull.base = tip();
    const { code, out } = await evidence("--pull", "12", "--check", "--format", "json");
    expect([code, JSON.parse(out)]).toEqual([0, { decisions: [] }]);
  });
});
