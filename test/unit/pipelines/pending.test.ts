import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { verifyApprovalsCommand } from "../../../src/cli/commands/verify-approvals";
import { recordedContext } from "../cli/support";
import { aDataCentre } from "../git/support";

const FILE = "requests/hosting/HST-2026-0008.yaml";
const PROOF = "evidence/HST-2026-0007/decision.json";

/** A branch that brings a decision without evidence, and whatever else `change` does; judged from its folder. */
async function judged(pending: boolean, change: "nothing" | "evidence removed" = "nothing"): Promise<number> {
  const site = aDataCentre();
  const text = readFileSync(join(site.folder, FILE), "utf8");
  site.write("datacenter/approvals.yaml", "approvals: {}\n");
  site.write(PROOF, "{}\n");
  site.write(FILE, text.replace(/^ {2}decision: .*\n/m, ""));
  site.commit("main tanpa keputusan");
  site.git("checkout", "--quiet", "-b", "cabang");
  site.write(FILE, text);
  if (change === "evidence removed") site.remove(PROOF);
  site.commit("keputusan");
  const context = recordedContext(site.folder, { now: () => new Date("2026-11-24T08:00:00+07:00") });
  const options = { base: "main", format: "text", pending };
  const code = await verifyApprovalsCommand.run?.(context, { arguments: [], options });
  expect(context.printed.join("\n")).toContain("[approval-missing]");
  return code ?? -1;
}

it("takes an approval that may still come for no failure with --pending, and says that it is missing", async () => {
  expect(await judged(false)).toBe(1);
  expect(await judged(true)).toBe(0);
});

it("takes evidence that is gone for one all the same", async () => {
  expect(await judged(true, "evidence removed")).toBe(1);
});
