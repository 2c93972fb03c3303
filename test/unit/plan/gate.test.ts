import { describe, expect, it } from "vitest";
import { gate, namedBy, planDifferences } from "../../../src/plan/gate";
import type { RequestPlan } from "../../../src/plan/plan";
import { planSite } from "../../../src/plan/plan-site";
import { approved, aRequest, aSite } from "../support/a-site";
import { recordOf } from "./a-record";

const first = approved(aRequest(7), "10.20.30.100", 20007);
const second = approved(aRequest(8), "10.20.30.101", 20008);
const plan = planSite(aSite([first, second]), undefined);
const [one, two] = plan.requests;

const approving = (...plans: (RequestPlan | undefined)[]) => ({
  plansOf: (request: string) => plans.flatMap((part) => (part?.request === request ? [part] : [])),
});

describe("the gate of an apply", () => {
  it("lets through what was approved and withholds the rest", () => {
    const { approved: through, withheld } = gate(plan, approving(one));
    expect(through).toEqual(["HST-2026-0007"]);
    expect(withheld[0]?.approved).toBeUndefined();
    expect(withheld).toMatchObject([{ request: "HST-2026-0008", digest: two?.digest }]);
  });

  it("lets a run that broke off go on: what is left stands in what was approved", () => {
    const record = recordOf(aSite([first]));
    const { resources } = record.deployment;
    record.deployment.resources = resources.filter(({ urn }) => !urn.includes("RecordSet"));
    const rest = planSite(aSite([first]), record);
    expect(rest.requests[0]?.operations.map(({ type }) => type)).toEqual(["titip:dns:RecordSet"]);
    expect(gate(rest, approving(one)).approved).toEqual(["HST-2026-0007"]);
  });

  it("withholds what is otherwise than approved, and names the lines", () => {
    const other = planSite(aSite([{ ...first, aliases: ["lain"] }]), undefined);
    expect(gate(other, approving(one)).withheld).toMatchObject([
      {
        approved: one?.digest,
        lines: expect.arrayContaining([expect.stringMatching(/^\+ .*lain\.cirebonkab/)]),
      },
    ]);
  });
});

describe("a plan that is named", () => {
  it("is the whole one, or one request's", () => {
    expect(namedBy(plan, plan.digest)).toEqual(["HST-2026-0007", "HST-2026-0008"]);
    expect(namedBy(plan, two?.digest ?? "")).toEqual(["HST-2026-0008"]);
    expect(namedBy(plan, `sha256:${"0".repeat(64)}`)).toBeUndefined();
  });

  it("differs by the lines of the request that came to it", () => {
    const alone = planSite(aSite([first]), undefined);
    const lines = planDifferences(alone, plan);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every((line) => line.startsWith("HST-2026-0008: + "))).toBe(true);
  });
});
