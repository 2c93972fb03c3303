import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { actingApprovals } from "../../../src/approval/approved-digests";
import { policyOf } from "../../../src/approval/policy";
import { readFolder } from "../../../src/approval/read-side";
import { type ApprovalDesk, FILE, openApprovalDesk, REQUEST } from "./desk";

let desk: ApprovalDesk;
const EVIDENCE = `evidence/${REQUEST}/decision`;

beforeEach(() => {
  desk = openApprovalDesk();
  desk.at("2026-11-24T09:00:00+07:00");
});
afterEach(() => desk.leave());

/** A decision of the right officer, signed. */
async function signed(): Promise<void> {
  await desk.decide();
  const ran = await desk.sign(REQUEST, "decision", "--key", desk.key("rina-wulandari"));
  expect(ran.error, ran.noted.join("\n")).toBe("");
  expect(ran.code, ran.noted.join("\n")).toBe(0);
}

describe("an approval with evidence", () => {
  test("is refused without, signed by its officer, and then verified", async () => {
    await desk.decide();
    expect(await desk.rules()).toEqual(["approval-missing"]);
    const ran = await desk.sign(REQUEST, "decision", "--key", desk.key("rina-wulandari"));
    expect(ran.error).toBe("");
    expect(desk.read(FILE)).toMatch(/digest: "?sha256:[0-9a-f]{64}/);
    expect(await desk.rules()).toEqual([]);
    const { site, evidence } = readFolder(desk.folder);
    const plansAt = (at: string) => actingApprovals(site, evidence, Date.parse(at)).plansOf(REQUEST);
    expect(plansAt("2026-11-24T10:00:00+07:00").map(({ request }) => request)).toEqual([REQUEST]);
    expect(plansAt("2027-01-24T10:00:00+07:00")).toEqual([]);
  });

  test("survives a squash and forged dates: only the data are looked at", async () => {
    await signed();
    desk.commit();
    desk.git("checkout", "-q", "main");
    desk.git("merge", "-q", "--squash", "usul");
    desk.git("commit", "-q", "--author=Orang <o@example>", "--date=2001-01-01T00:00:00Z", "-m", "x");
    expect(await desk.rules("--base", "main~1", "--head", "main")).toEqual([]);
  });

  test("is what OpenSSH verifies, too", async () => {
    await signed();
    const pub = desk.read(`../${desk.key("rina-wulandari").split("/").at(-2)}/rina-wulandari.pub`);
    desk.write("allowed", `rina ${pub}`);
    const { spawnSync } = await import("node:child_process");
    const words = ["-Y", "verify", "-f", join(desk.folder, "allowed"), "-I", "rina", "-n", "titip"];
    const { status } = spawnSync("ssh-keygen", [...words, "-s", join(desk.folder, `${EVIDENCE}.sig`)], {
      input: desk.read(`${EVIDENCE}.json`),
    });
    expect(status).toBe(0);
  });
});

describe("is refused with its reason", () => {
  test("the wrong officer's key, before anything is written", async () => {
    await desk.decide();
    const ran = await desk.sign(REQUEST, "decision", "--key", desk.key("yusuf-maulana"));
    expect(ran.code).toBe(1);
    expect(ran.error).toMatch(/key of staf-dc, which by main is no key of kabid-aplikasi/);
    expect(await desk.rules()).toEqual(["approval-missing"]);
  });

  test("a step altered after its signature", async () => {
    await signed();
    desk.edit(FILE, /result: approved/, "result: approved\n    note: ditambah kemudian");
    expect(await desk.rules()).toEqual(["step-altered"]);
  });

  test("the request edited after its signature", async () => {
    await signed();
    desk.edit(FILE, /storage: \d+ GiB/, "storage: 400 GiB");
    expect(await desk.rules()).toEqual(["edited-after-approval"]);
  });

  test("a signature replayed on another request", async () => {
    await signed();
    const other = "evidence/HST-2026-0007/decision";
    mkdirSync(dirname(join(desk.folder, other)), { recursive: true });
    for (const end of [".json", ".sig", ".plan.json"])
      cpSync(join(desk.folder, `${EVIDENCE}${end}`), join(desk.folder, `${other}${end}`));
    expect(await desk.rules()).toEqual(["evidence-replayed"]);
  });

  test("a branch that adds its own key to the inventory", async () => {
    desk.edit("datacenter/officers.yaml", "contact: rina-wulandari", "contact: yusuf-maulana");
    const own = desk.read(`../${desk.key("yusuf-maulana").split("/").at(-2)}/yusuf-maulana.pub`).split(" ");
    desk.edit(
      "datacenter/officers.yaml",
      /contact: yusuf-maulana, acting: plt, (.*)key: "[^"]*"/,
      `contact: yusuf-maulana, acting: plt, $1key: "${own[0]} ${own[1]}"`,
    );
    await desk.decide();
    const ran = await desk.sign(REQUEST, "decision", "--key", desk.key("yusuf-maulana"));
    expect(ran.error).toBe("");
    expect((await desk.rules()).sort()).toEqual(["inventory-unapproved", "wrong-signer"]);
  });

  test("a key that main has revoked since", async () => {
    await signed();
    desk.commit();
    desk.git("checkout", "-q", "main");
    desk.edit(
      "datacenter/officers.yaml",
      /(contact: rina-wulandari.*from: 2026-01-01)/,
      "$1, revoked: 2026-11-24T08:00:00+07:00",
    );
    desk.commit();
    expect(await desk.rules("--base", "main", "--head", "usul")).toEqual(["key-revoked"]);
  });

  test("an officer whose term ended on main", async () => {
    await signed();
    desk.commit();
    desk.git("checkout", "-q", "main");
    desk.edit(
      "datacenter/officers.yaml",
      /contact: rina-wulandari, acting: plt, valid: \{ from: 2026-11-01 \}/,
      "contact: rina-wulandari, acting: plt, valid: { from: 2026-11-01, until: 2026-11-23 }",
    );
    desk.commit();
    expect(await desk.rules("--base", "main", "--head", "usul")).toEqual(["out-of-term"]);
  });

  test("evidence that is too old", async () => {
    await signed();
    desk.at("2026-12-24T09:00:00+07:00");
    expect(await desk.rules()).toEqual(["too-old"]);
  });

  test("evidence taken away, or changed, after main had it", async () => {
    await signed();
    desk.commit();
    desk.git("checkout", "-q", "-B", "main");
    desk.git("checkout", "-q", "-b", "lain");
    desk.edit(`${EVIDENCE}.sig`, /AAAA/, "AAAB");
    expect(await desk.rules()).toEqual(["evidence-changed"]);
    for (const end of [".json", ".sig", ".plan.json"]) rmSync(join(desk.folder, `${EVIDENCE}${end}`));
    expect(await desk.rules()).toEqual(["evidence-removed", "evidence-removed", "evidence-removed"]);
  });

  test("a plan beside the evidence that is not the one that was signed", async () => {
    await signed();
    desk.edit(`${EVIDENCE}.plan.json`, /"server": "web\d"/, '"server": "web9"');
    expect(await desk.rules()).toEqual(["plan-differs"]);
  });

  test("a policy that cannot be read turns no proof off", async () => {
    desk.write("datacenter/approvals.yaml", "approvals: [rusak\n");
    expect(policyOf(readFolder(desk.folder).site).demands).toBe(true);
  });

  test("the requester's own approval", async () => {
    await signed();
    const main = readFolder(desk.folder);
    desk.edit(FILE, /contact: [a-z-]+/, "contact: rina-wulandari");
    expect(main.site.requests.length).toBeGreaterThan(0);
    expect(await desk.rules()).toContain("applicant-approves");
  });

  test("an agency that touches another's request", async () => {
    desk.git("checkout", "-q", "main");
    desk.edit("datacenter/agencies.yaml", "short: Dinkes }", "short: Dinkes, accounts: [dinkes-it] }");
    desk.commit();
    desk.git("checkout", "-q", "-b", "dinkes");
    desk.edit("requests/hosting/HST-2026-0009.yaml", /name: .*/, "name: Lain");
    const owner = /agency: ([a-z]+)/.exec(desk.read("requests/hosting/HST-2026-0009.yaml"))?.[1];
    const found = await desk.rules("--author", "Dinkes-IT");
    expect(found.includes("others-request")).toBe(owner !== "dinkes");
  });
});

test("an emergency is suspended by its role alone; the approval that must follow is shown until given", async () => {
  await signed();
  const words = ["--emergency", "--by", "staf-dc", "--reason", "Diretas"];
  expect((await desk.titip("suspend", REQUEST, "--by", "staf-dc", "--reason", "Diretas")).code).toBe(1);
  desk.at("2026-11-24T10:00:00+07:00");
  const ran = await desk.titip("suspend", REQUEST, ...words);
  expect(ran.code, `${ran.error}${ran.noted.join("\n")}`).toBe(0);
  expect((await desk.sign(REQUEST, "suspension", "--key", desk.key("yusuf-maulana"))).error).toBe("");
  expect(await desk.rules()).toEqual([]);
  const open = async () => (await desk.titip("status", REQUEST)).noted.join("\n");
  expect(await open()).toMatch(/waits for its approval, due 2026-11-25/);
  desk.at("2026-11-26T10:00:00+07:00");
  expect(await open()).toMatch(/LATE/);
  const follow = ["--follow-up", "--by", "kepala-dinas", "--key", desk.key("agus-hidayat")];
  const given = await desk.sign(REQUEST, "suspension", ...follow);
  expect(given.error, given.noted.join("\n")).toBe("");
  expect(await open()).not.toMatch(/waits for its approval/);
  expect(await desk.rules()).toEqual([]);
});
