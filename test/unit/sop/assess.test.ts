import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import { assess } from "../../../src/sop/assess";
import { approved, aRequest, aSite } from "../support/a-site";

const AT = "2026-11-23T10:00:00+07:00";

function assessed(request: HostingRequest, others: HostingRequest[] = [], infeasible?: string) {
  const site = aSite([...others, request]);
  const loaded = site.requests.at(-1);
  if (!loaded) throw new Error("no request");
  return assess(site, loaded, JSON.stringify(request, null, 2), { at: AT, by: "kabid", infeasible });
}

/** A request that two branches allocated at once: pinned, not decided. */
function pinned(number: number, ipv4: string, uid: number): HostingRequest {
  const { steps, ...rest } = approved(aRequest(number), ipv4, uid, AT);
  return { ...rest, steps: { ...steps, decision: undefined } };
}

describe("assessing", () => {
  it("writes who, when and what was allocated", () => {
    const result = assessed(aRequest(1));
    if ("refusal" in result) throw new Error(result.refusal.en);
    expect(parse(result.text).steps.assessment).toEqual({
      at: AT,
      by: "kabid",
      feasible: true,
      allocation: { server: "web1", network: "terbatas", ipv4: "10.20.30.100", uid: 20000 },
    });
  });

  it("leaves an allocation that is there as it is", () => {
    expect(assessed(pinned(1, "10.20.30.105", 20050))).toMatchObject({
      changed: false,
      allocation: { ipv4: "10.20.30.105" },
    });
  });

  it("gives the younger of two branches that met a new value", () => {
    const older = approved(aRequest(1), "10.20.30.100", 20000);
    expect(assessed(pinned(2, "10.20.30.100", 20001), [older])).toMatchObject({
      changed: true,
      allocation: { ipv4: "10.20.30.101", uid: 20001 },
    });
    expect(assessed(older, [pinned(2, "10.20.30.100", 20001)])).toMatchObject({ changed: false });
  });

  it("does not change what was approved, but says how to go on", () => {
    const older = approved(aRequest(1), "10.20.30.100", 20000);
    const younger = approved(aRequest(2), "10.20.30.100", 20001, AT);
    expect(assessed(younger, [older])).toEqual({
      refusal: expect.objectContaining({ en: expect.stringContaining("take its decision step out") }),
    });
  });

  it("records that a request cannot be met, and allocates nothing", () => {
    const result = assessed(aRequest(1), [], "Server PHP belum ada");
    if ("refusal" in result) throw new Error(result.refusal.en);
    expect(parse(result.text).steps.assessment).toEqual({
      at: AT,
      by: "kabid",
      feasible: false,
      reason: "Server PHP belum ada",
    });
  });

  it("refuses what was decided without an allocation", () => {
    const request = aRequest(1);
    const decided = {
      ...request,
      steps: { ...request.steps, decision: { at: AT, by: "kabid", result: "rejected" as const } },
    };
    expect(assessed(decided)).toEqual({
      refusal: expect.objectContaining({ en: expect.stringContaining("has been decided or closed") }),
    });
  });
});
