import { describe, expect, it } from "vitest";
import { claim } from "../../../src/provision/claim";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import type { Network } from "../../../src/schema/generated/networks";
import { addressesOf6, inRange6, ipv6ToNumber, numberToIpv6 } from "../../../src/schema/ipv6";
import type { Site } from "../../../src/schema/site";
import { allocate, NOTHING_KNOWN, type Reality } from "../../../src/sop/allocate";
import { contest } from "../../../src/sop/rivals";
import { approved, aRequest, aSite } from "../support/a-site";

const AT = "2026-11-20T09:00:00+07:00";
const POOL = { from: "fd20:20:30::fe", to: "fd20:20:30::101" };

/** The small data centre, with IPv6 in one or both of its networks. */
function withSix(
  requests: HostingRequest[],
  changes: Record<string, Network["ipv6"]> = { terbatas: { pool: POOL } },
): Site {
  const site = aSite(requests);
  const networks = new Map([...site.networks].map(([key, one]) => [key, { ...one, ipv6: changes[key] }]));
  const web1 = site.servers.get("web1");
  const servers = new Map([
    ...site.servers,
    ...(web1 ? [["web1", { ...web1, ipv6: "fd20:20:30::11" }] as const] : []),
  ]);
  return { ...site, networks, servers };
}

const given = (request: HostingRequest, ipv4: string, uid: number, ipv6: string): HostingRequest => {
  const pinned = approved(request, ipv4, uid);
  const { assessment } = pinned.steps;
  if (!assessment?.allocation) throw new Error("no allocation");
  const allocation = { ...assessment.allocation, ipv6 };
  return { ...pinned, steps: { ...pinned.steps, assessment: { ...assessment, allocation } } };
};

const sixOf = (site: Site, request: HostingRequest, reality: Reality = NOTHING_KNOWN) => {
  const result = allocate(site, request, AT, reality);
  return "allocation" in result ? result.allocation.ipv6 : result.refusal.en;
};

describe("an IPv6 address", () => {
  it("is the first of the pool that nobody holds and no server carries", () => {
    expect(sixOf(withSix([]), aRequest(1))).toBe("fd20:20:30::fe");
    const taken = withSix([given(aRequest(2), "10.20.30.100", 20000, "fd20:20:30::fe")]);
    expect(sixOf(taken, aRequest(1))).toBe("fd20:20:30::ff");
    const seen = { ...NOTHING_KNOWN, addresses: new Set(["fd20:20:30::ff"]) };
    expect(sixOf(taken, aRequest(1), seen)).toBe("fd20:20:30::100");
  });

  it("is the server's own in a shared network, where it has one", () => {
    const open = aRequest(1, { application: { name: "A", runtime: "static", classification: "public" } });
    expect(sixOf(withSix([], { publik: {} }), open)).toBe("fd20:20:30::11");
    expect(sixOf(aSite([]), open)).toBeUndefined();
  });

  it("is not given where the network has none, and a full pool is said", () => {
    expect(sixOf(aSite([]), aRequest(1))).toBeUndefined();
    const addresses = new Set([...addressesOf6(POOL)]);
    expect(sixOf(withSix([]), aRequest(1), { ...NOTHING_KNOWN, addresses })).toMatch(
      /no free IPv6 address left/,
    );
  });

  it("rests after its site's closure as one of IPv4 does", () => {
    const held = given(aRequest(2), "10.20.30.100", 20000, "fd20:20:30::fe");
    const closed = (at: string) => ({
      ...held,
      steps: { ...held.steps, closure: { at, by: "kabid", reason: "Selesai" } },
    });
    expect(sixOf(withSix([closed("2026-11-15T09:00:00+07:00")]), aRequest(1))).toBe("fd20:20:30::ff");
    expect(sixOf(withSix([closed("2026-01-15T09:00:00+07:00")]), aRequest(1))).toBe("fd20:20:30::fe");
  });

  it("belongs to who was approved first", () => {
    const [older, younger] = [
      given(aRequest(1), "10.20.30.100", 20000, "fd20:20:30::fe"),
      given(aRequest(2), "10.20.30.101", 20001, "fd20:20:30::fe"),
    ];
    const site = withSix([older, younger]);
    expect(contest(site, younger)).toEqual({ holder: older.id });
    expect(claim(site).refused.map(({ request, reason }) => [request.data.id, reason.en])).toEqual([
      [younger.id, expect.stringContaining("fd20:20:30::fe is held by")],
    ]);
  });
});

describe("numbers of IPv6", () => {
  it.each(["::", "::1", "fd20:20:30::100", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"])(
    "%s is itself",
    (ip) => {
      expect(numberToIpv6(ipv6ToNumber(ip))).toBe(ip);
    },
  );

  it("know what lies in a range, and that other words lie in none", () => {
    expect(inRange6("fd20:20:30::100", POOL)).toBe(true);
    expect(inRange6("fd20:20:30::102", POOL)).toBe(false);
    expect(inRange6("FD20:20:30::100", POOL)).toBe(false);
    expect(inRange6("10.20.30.100", POOL)).toBe(false);
  });
});
