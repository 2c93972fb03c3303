import { describe, expect, test } from "vitest";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import { publishedProcedures } from "../../../src/schema/generated/published-procedures";
import { isRefused } from "../../../src/schema/request-life";
import type { ServiceRequest } from "../../../src/schema/site";
import {
  awaitsDecision,
  isApproved,
  isClosed,
  isSuspended,
  nextActivity,
  termOf,
} from "../../../src/sop/request-state";
import { serverSite } from "../schema/support/placed-server";
import { check } from "../schema/support/site-folder";
import { approved, aRequest } from "../support/a-site";

const at = (day: number) => `2026-12-${String(day).padStart(2, "0")}T09:00:00+07:00`;
const by = "kabid";
const site = approved(aRequest(1), "10.20.30.100", 20001);
const withSteps = (steps: Partial<HostingRequest["steps"]>): HostingRequest => ({
  ...site,
  steps: { ...site.steps, ...steps },
});

const server = check(serverSite()).site.requests.find(({ data }) => data.kind === "colocation")?.data;
if (server?.kind !== "colocation") throw new Error("no server");
const decided = { ...server.steps, decision: { at: at(1), by, result: "approved" as const } };

describe("a service", () => {
  const suspension = { at: at(1), by, reason: "Pemeliharaan" };

  test("is suspended until it is resumed, and again when it is suspended again", () => {
    expect(isSuspended(site)).toBe(false);
    const once = withSteps({ suspension: [suspension] });
    expect(isSuspended(once)).toBe(true);
    expect(isApproved(once)).toBe(true);
    const resumed = { suspension: [suspension], resumption: [{ at: at(2), by }] };
    expect(isSuspended(withSteps(resumed))).toBe(false);
    const again = [suspension, { ...suspension, at: at(3) }];
    expect(isSuspended(withSteps({ ...resumed, suspension: again }))).toBe(true);
  });

  test("that is closed is not suspended any more", () => {
    const closure = { at: at(4), by, reason: "Selesai" };
    const closed = withSteps({ suspension: [suspension], closure });
    expect([isSuspended(closed), isApproved(closed), isClosed(closed)]).toEqual([false, false, true]);
  });

  test("has the term of its last renewal", () => {
    expect(termOf(site)).toEqual(site.term);
    const renewal = ["2028-11-15", "2029-11-15"].map((until, index) => ({ at: at(index + 1), by, until }));
    expect(termOf(withSteps({ renewal }))).toEqual({ from: site.term.from, until: "2029-11-15" });
  });
});

describe("a request for co-location", () => {
  const placement = (result: "accepted" | "returned"): ServiceRequest => ({
    ...server,
    steps: { ...decided, placement: { at: at(2), by, result } },
  });

  test("waits for its decision once it has its place", () => {
    expect(awaitsDecision(server)).toBe(true);
    expect(awaitsDecision({ ...server, steps: decided })).toBe(false);
    const { allocation: _, ...assessment } = server.steps.assessment ?? { at: "", by: "" };
    expect(awaitsDecision({ ...server, steps: { ...server.steps, assessment } })).toBe(false);
  });

  test("holds its place until its server is given back", () => {
    expect(isApproved({ ...server, steps: decided })).toBe(true);
    expect(isApproved(placement("accepted"))).toBe(true);
    expect(isApproved(placement("returned"))).toBe(false);
    expect(isRefused(placement("returned"))).toBe(true);
  });

  test("that has no capacity holds nothing and has no next activity", () => {
    const assessment = { at: at(1), by, available: false, reason: "Penuh" };
    const full = { ...server, steps: { ...server.steps, assessment } };
    expect(isRefused(full)).toBe(true);
    expect(nextActivity(full, publishedProcedures.colocation)).toBeUndefined();
  });

  test("has its next activity by the office's own key", () => {
    const { colocation } = publishedProcedures;
    expect(nextActivity(server, colocation)?.key).toBe("form");
    const form = { ...server.steps, form: { at: at(1), by: "dinkes" } };
    expect(nextActivity({ ...server, steps: form }, colocation)).toMatchObject({
      key: "approval",
      effect: "decision",
    });
    expect(nextActivity(placement("returned"), colocation)?.key).toBe("form"); // what is missing comes first
  });
});

describe("a request for hosting", () => {
  const { hosting } = publishedProcedures;

  test("has its next activity, and none when it was closed or rejected", () => {
    expect(nextActivity(aRequest(1), hosting)?.key).toBe("registration");
    const steps = {
      request: site.steps.request,
      registration: { at: at(1), by },
      disposition: { at: at(1), by },
      assessment: site.steps.assessment,
    };
    expect(nextActivity({ ...site, steps }, hosting)?.key).toBe("decision");
    const rejected = { ...steps, decision: { at: at(2), by, result: "rejected" as const } };
    expect(nextActivity({ ...site, steps: rejected }, hosting)).toBeUndefined();
    const closed = { ...steps, decision: site.steps.decision, closure: { at: at(3), by, reason: "x" } };
    expect(nextActivity({ ...site, steps: closed }, hosting)).toBeUndefined();
  });
});
