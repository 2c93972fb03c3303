import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readFolder } from "../../../src/approval/read-side";
import { initServer } from "../../../src/git-server/init-server";
import type { GatePort } from "../../../src/git-server/main-gate";
import { receive } from "../../../src/git-server/receive";
import { verifyPush } from "../../../src/git-server/verify-port";
import { planSite } from "../../../src/plan/plan-site";
import { loadSite } from "../../../src/schema/load-site";
import { type ApprovalDesk, openApprovalDesk, POLICY } from "../approval/desk";
import { recordOf } from "../plan/a-record";
import { git } from "./support";

/** One change of what is there is one too many. */
const STRICT = POLICY.replace(" }\n", ", limits: { changes: { most: 0 } } }\n");
const CHANGED = "requests/hosting/HST-2026-0007.yaml";
const NOW = "2026-11-24T09:00:00+07:00";

let desk: ApprovalDesk;
let bare = "";
let record: ReturnType<typeof recordOf>;
beforeEach(async () => {
  desk = openApprovalDesk();
  desk.at(NOW);
  bare = mkdtempSync(join(tmpdir(), "titip-bare-"));
  desk.git("checkout", "-q", "main");
  desk.write("datacenter/approvals.yaml", STRICT);
  desk.commit();
  await initServer(bare, { program: ["/node", "/titip"], project: "/nowhere", environment: {} });
  for (const hook of ["pre-receive", "post-receive"]) rmSync(join(bare, "hooks", hook));
  desk.git("push", "-q", bare, "main");
  record = recordOf(readFolder(desk.folder).site);
  await changeAlias("rekam-medis");
  await approve("ubah", "kind: change\nrequest: HST-2026-0007\n", "kabid-aplikasi", "rina-wulandari");
});
afterEach(() => {
  desk.leave();
  rmSync(bare, { recursive: true });
});

async function changeAlias(name: string): Promise<void> {
  desk.edit(CHANGED, /aliases: \[[a-z-]+\]/, `aliases: [${name}]`);
}

/** Writes an approval and has it signed, over the plan as it is now. */
async function approve(...words: Parameters<typeof tryApprove>): Promise<void> {
  expect(await tryApprove(...words)).toBe("");
}

async function tryApprove(name: string, head: string, by: string, person: string): Promise<string> {
  mkdirSync(join(desk.folder, "approvals"), { recursive: true });
  desk.write(`approvals/${name}.yaml`, `${head}at: ${NOW}\nby: ${by}\nreason: Perlu\n`);
  const plan = planSite(readFolder(desk.folder).site, record);
  const file = join(bare, "plan.json");
  writeFileSync(file, JSON.stringify({ version: 1, ...plan, assumed: [] }));
  const ran = await desk.titip("sign", "--approval", name, "--key", desk.key(person), "--plan", file);
  return ran.error;
}

/** What the hook says to a push to main; empty when it takes it in. */
async function pushed(): Promise<string> {
  desk.commit();
  desk.git("push", "-q", "--force", bare, "HEAD:refs/heads/uji");
  const port: GatePort = {
    check: (folder) => loadSite(folder),
    exported: async () => record,
    plan: (site, exported) => planSite(site, exported),
    verify: async (input) => verifyPush(input, { now: Date.parse(NOW) }),
  };
  const [before, after] = ["main", "uji"].map((name) => git(bare, "rev-parse", `refs/heads/${name}`));
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  const change = [{ before: before ?? "", after: after ?? "", ref: "refs/heads/main" }];
  await receive(bare, change, { port, lang: "en", print });
  return printed.join("\n");
}

const wholeDigest = () => planSite(readFolder(desk.folder).site, record).digest;

test("an approved change beyond the policy's own limits is refused, with the digest that an override must name", async () => {
  const words = await pushed();
  expect(words).toContain("server web1: 1 of");
  expect(words).toContain(`override approved for the plan ${wholeDigest()}`);
});

test("an override of just this plan lets it in", async () => {
  await approve("lampaui", "kind: override\n", "kepala-dinas", "agus-hidayat");
  expect(await pushed()).toBe("");
});

test("an override of another plan does not, however well it is signed", async () => {
  await changeAlias("rekam-lain");
  await approve("lampaui", "kind: override\n", "kepala-dinas", "agus-hidayat");
  await changeAlias("rekam-medis");
  expect(await pushed()).toContain("server web1: 1 of");
});

test("a digest exchanged in a signed override is seen", async () => {
  await changeAlias("rekam-lain");
  await approve("lampaui", "kind: override\n", "kepala-dinas", "agus-hidayat");
  await changeAlias("rekam-medis");
  desk.edit("approvals/lampaui.yaml", /sha256:[0-9a-f]{64}/, wholeDigest());
  expect(await pushed()).toMatch(/\[(digest-differs|step-altered)\]/);
});

test("an override by a position that may not is refused, before and at the push", async () => {
  expect(await tryApprove("lampaui", "kind: override\n", "staf-dc", "yusuf-maulana")).toMatch(
    /staf-dc may not decide this/,
  );
  expect(await pushed()).toContain("[approval-missing]");
});
