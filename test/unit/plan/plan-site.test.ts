import { describe, expect, it } from "vitest";
import { differingLines, planLines } from "../../../src/plan/lines";
import type { Plan, RequestPlan } from "../../../src/plan/plan";
import { planSite, requestDigest } from "../../../src/plan/plan-site";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import { approved, aRequest, aSite } from "../support/a-site";
import { actionsIn, hostOutputs, recordOf } from "./a-record";

const first = approved(aRequest(7), "10.20.30.100", 20007);
const second = approved(aRequest(8), "10.20.30.101", 20008);

function partOf(plan: Plan, id: string): RequestPlan {
  const found = plan.requests.find(({ request }) => request === id);
  if (!found) throw new Error(`${id} is not in the plan`);
  return found;
}

function pending(request: HostingRequest): HostingRequest {
  const { decision: _, ...steps } = request.steps;
  return { ...request, steps };
}

describe("a plan", () => {
  it("creates what is wanted and not on record, and nothing else", () => {
    const plan = planSite(aSite([first, second]), recordOf(aSite([first])));
    expect(actionsIn(plan)).toEqual(["create VirtualHost HST-2026-0008", "create RecordSet HST-2026-0008"]);
  });

  it("is empty when the record holds all that is wanted", () => {
    expect(planSite(aSite([first, second]), recordOf(aSite([first, second]))).requests).toEqual([]);
  });

  it("removes what is on record and nobody wants", () => {
    expect(actionsIn(planSite(aSite([second]), recordOf(aSite([first, second]))))).toEqual([
      "delete VirtualHost HST-2026-0007",
      "delete RecordSet HST-2026-0007",
    ]);
  });

  it("names every value that changes, old and new", () => {
    const renamed = { ...first, subdomain: "lain" };
    const lines = planLines(partOf(planSite(aSite([renamed]), recordOf(aSite([first]))), "HST-2026-0007"));
    expect(lines).toContain(
      '~ titip:apache:VirtualHost HST-2026-0007 (web1): serverName -"situs7.cirebonkab.go.id" +"lain.cirebonkab.go.id"',
    );
    expect(lines).toContain(
      "~ titip:apache:VirtualHost HST-2026-0007 (web1): configuration -  ServerName situs7.cirebonkab.go.id",
    );
  });

  it("shows what a refresh found changed by hand", () => {
    const record = recordOf(aSite([first]));
    hostOutputs(record).documentRoot = "";
    const lines = planLines(partOf(planSite(aSite([first]), record), "HST-2026-0007"));
    expect(lines).toEqual([
      "~ titip:apache:VirtualHost HST-2026-0007 (web1)",
      '~ titip:apache:VirtualHost HST-2026-0007 (web1): documentRoot -"" +"/srv/titip/HST-2026-0007/public"',
    ]);
  });
});

describe("a plan's digest", () => {
  const digest = (requests: HostingRequest[], record?: unknown, assumed: string[] = []) =>
    planSite(aSite(requests), record, assumed).digest;

  it("is the same for a record of either engine: other ids, order, times and stack", () => {
    const site = aSite([first]);
    const embedded = recordOf(site);
    const stock = recordOf(site, {
      stack: "organization-prod",
      created: "2025-01-01T00:00:00Z",
      reversed: true,
    });
    const changed = [{ ...first, aliases: ["lain"] }, second];
    expect(digest(changed, embedded)).toBe(digest(changed, stock));
    expect(JSON.stringify(embedded)).not.toBe(JSON.stringify(stock));
  });

  it("does not change when the decision that approves it is recorded", () => {
    const before = digest([pending(first)], undefined, ["HST-2026-0007"]);
    expect(digest([first])).toBe(before);
  });

  it("is not touched by steps, dates or people", () => {
    const later = structuredClone(first);
    Object.assign(later.steps.decision ?? {}, { at: "2026-12-01T09:00:00+07:00", recorded_by: "staf" });
    expect(digest([later])).toBe(digest([first]));
  });

  it("of one request stays when another is applied, and that of the plan does not", () => {
    const before = planSite(aSite([first, second]), undefined);
    const after = planSite(aSite([first, second]), recordOf(aSite([first])));
    expect(partOf(after, "HST-2026-0008").digest).toBe(partOf(before, "HST-2026-0008").digest);
    expect(after.digest).not.toBe(before.digest);
  });

  it("of a new request is that of all that it will have", () => {
    const plan = planSite(aSite([first]), undefined);
    expect(requestDigest(aSite([first]), first)).toBe(partOf(plan, "HST-2026-0007").digest);
  });

  it("changes with every input, and the lines that differ can be named", () => {
    const more = { ...first, aliases: ["lain"] };
    const [approvedPlan, present] = [first, more].map((one) =>
      partOf(planSite(aSite([one]), undefined), first.id),
    );
    expect(approvedPlan?.digest).not.toBe(present?.digest);
    expect(differingLines(approvedPlan, present)).toContain(
      '+ + titip:apache:VirtualHost HST-2026-0007 (web1): serverAliases[0] +"lain.cirebonkab.go.id"',
    );
  });

  it("holds no secret of the record", () => {
    const record = recordOf(aSite([first]));
    const sealed = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "v1:geheim",
    };
    hostOutputs(record).title = sealed;
    expect(JSON.stringify(planSite(aSite([first]), record))).toContain('"old":"[secret]"');
    expect(JSON.stringify(planSite(aSite([first]), record))).not.toContain("geheim");
  });
});
