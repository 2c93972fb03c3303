import { describe, expect, it } from "vitest";
import { claim } from "../../../src/provision/claim";
import { approved, aRequest, aSite } from "../support/a-site";

const ids = (list: { data: { id: string } }[]) => list.map(({ data }) => data.id);

describe("claims", () => {
  it("grant what is approved, and nothing that is pending, rejected or closed", () => {
    const open = approved(aRequest(1), "10.20.30.100", 20000);
    const pending = {
      ...aRequest(2),
      steps: { ...approved(aRequest(2), "10.20.30.101", 20001).steps, decision: undefined },
    };
    const other = approved(aRequest(3), "10.20.30.103", 20002);
    const rejected = {
      ...other,
      steps: {
        ...other.steps,
        decision: { at: "2026-11-10T09:00:00+07:00", by: "kabid", result: "rejected" as const },
      },
    };
    const last = approved(aRequest(4), "10.20.30.104", 20003);
    const closed = {
      ...last,
      steps: { ...last.steps, closure: { at: "2026-11-11T09:00:00+07:00", by: "kabid", reason: "selesai" } },
    };
    expect(ids(claim(aSite([open, pending, rejected, closed])).granted)).toEqual(["HST-2026-0001"]);
  });

  it("grant what is assumed, when it only waits for the decision", () => {
    const pending = {
      ...aRequest(2),
      steps: { ...approved(aRequest(2), "10.20.30.101", 20001).steps, decision: undefined },
    };
    const bare = aRequest(3);
    expect(ids(claim(aSite([pending, bare]), new Set(["HST-2026-0002", "HST-2026-0003"])).granted)).toEqual([
      "HST-2026-0002",
    ]);
  });

  it.each([
    ["an address", approved(aRequest(2), "10.20.30.100", 20001), "10.20.30.100 is held by HST-2026-0001"],
    ["a uid", approved(aRequest(2), "10.20.30.101", 20000), "uid 20000 is held by HST-2026-0001"],
    [
      "a name",
      approved(aRequest(2, { aliases: ["situs1"] }), "10.20.30.101", 20001),
      "situs1.cirebonkab.go.id is held by HST-2026-0001",
    ],
  ])("leave out the younger of two with %s in common, and say so", (_what, second, reason) => {
    const younger = {
      ...second,
      steps: {
        ...second.steps,
        decision: { at: "2026-11-12T09:00:00+07:00", by: "kabid", result: "approved" as const },
      },
    };
    const { granted, refused } = claim(aSite([younger, approved(aRequest(1), "10.20.30.100", 20000)]));
    expect(ids(granted)).toEqual(["HST-2026-0001"]);
    expect(refused.map(({ request }) => request.data.id)).toEqual(["HST-2026-0002"]);
    expect(refused[0]?.reason.en).toContain(reason);
  });

  it("let public sites share an address", () => {
    const shared = (n: number) =>
      approved(
        aRequest(n, { application: { name: "P", runtime: "static", classification: "public" } }),
        "10.20.30.11",
        20000 + n,
      );
    expect(claim(aSite([shared(1), shared(2)])).refused).toEqual([]);
  });
});
