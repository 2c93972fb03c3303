import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, describeOverLimit, overLimits } from "../../../src/plan/limits";
import { planSite } from "../../../src/plan/plan-site";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import { approved, aRequest, aSite } from "../support/a-site";
import { recordOf } from "./a-record";

function sites(count: number): HostingRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const request = aRequest(index + 1, {
      application: { name: "Situs", runtime: "static", classification: "public" },
    });
    return approved(request, "10.20.30.11", 20_001 + index);
  });
}

function over(before: HostingRequest[], after: HostingRequest[]) {
  const record = recordOf(aSite(before));
  return overLimits(planSite(aSite(after), record), record, DEFAULT_LIMITS);
}

const places = (found: ReturnType<typeof over>) =>
  found.map(({ scope, name, what, count, of }) => `${scope} ${name} ${what} ${count}/${of}`);

describe("limits", () => {
  it("let a first apply through, however large", () => {
    expect(over([], sites(60))).toEqual([]);
  });

  it("let two go, which is fewer than the floor", () => {
    expect(over(sites(4), sites(2))).toEqual([]);
  });

  it("stop three of ten: zone, servers and run", () => {
    expect(places(over(sites(10), sites(7)))).toEqual([
      "run  deletes 3/10",
      "server ns1 deletes 3/10",
      "server web1 deletes 3/10",
      "zone cirebonkab.go.id deletes 3/10",
    ]);
  });

  it("let through what is at most a tenth", () => {
    expect(over(sites(40), sites(36))).toEqual([]);
  });

  it("stop more than twenty changes, whatever their share", () => {
    const before = sites(400);
    const after = before.map((one, index) =>
      index < 21 ? { ...one, application: { ...one.application, name: "Lain" } } : one,
    );
    expect(places(over(before, after))).toEqual(["run  changes 21/400", "server web1 changes 21/400"]);
  });

  it("take the end of a service for a deletion", () => {
    const before = sites(10);
    const after = before.map((one, index) =>
      index < 3
        ? {
            ...one,
            steps: { ...one.steps, closure: { at: "2026-11-20T09:00:00+07:00", by: "kabid", reason: "-" } },
          }
        : one,
    );
    expect(places(over(before, after))).toContain("zone cirebonkab.go.id deletes 3/10");
    expect(places(over(before, after))).toContain("server web1 deletes 3/10");
  });

  it("say what was found and what is allowed", () => {
    const [first] = over(sites(10), sites(7)).filter(({ scope }) => scope === "zone");
    expect(first && describeOverLimit(first).en).toBe(
      "zone cirebonkab.go.id: 3 of 10 would be deleted; the limit is 10 % (from 3 up) or 20",
    );
  });
});
