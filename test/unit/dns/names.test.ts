import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalAddress6, reverseName } from "../../../src/dns/addresses";
import { ancestorsWithin, checkHostName, isWithin, normalName, zoneOf } from "../../../src/dns/names";

const label = fc.stringMatching(/^[a-z]([a-z0-9]{0,20}[a-z0-9])?$/);

describe("a host name", () => {
  it.each(["simpus.cirebonkab.go.id", "a.id", "3com.id", `${"a".repeat(63)}.id`, "17.30.20.10.in-addr.arpa"])(
    "%s is one",
    (name) => expect(checkHostName(name)).toEqual([]),
  );

  it.each([
    ["", "empty"],
    ["a..id", "empty label"],
    ["Simpus.id", "lower case"],
    ["e_puskesmas.id", '"_"'],
    ["-a.id", "hyphen"],
    ["a-.id", "hyphen"],
    ["ab--c.id", "reserved"],
    ["xn--simps-jua.id", "xn--"],
    [`${"a".repeat(64)}.id`, "at most 63"],
    [Array(64).fill("abc").join("."), "at most 253"],
    ["a b.id", "U+0020"],
    ["a\n.id", "U+000A"],
    ["é.id", "U+00E9"],
    ['a".id', "character"],
    ["a.id.", "empty label"],
  ])("%j is none: %s", (name, reason) => {
    expect(
      checkHostName(name)
        .map((fault) => fault.reason.en)
        .join("; "),
    ).toContain(reason);
  });

  it("may be internationalised where that is allowed, if it decodes", () => {
    expect(checkHostName("xn--bcher-kva.id", { punycode: "check" })).toEqual([]);
    expect(checkHostName("xn--a-ecp.id", { punycode: "check" })).not.toEqual([]);
    expect(checkHostName("xn--.id", { punycode: "check" })).not.toEqual([]);
  });

  it("reports every bad label at once", () => {
    expect(checkHostName("-a.b_c.id")).toHaveLength(2);
  });

  it("holds no character that means something in a zone or an update", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        if (checkHostName(text).length === 0) expect(text).toMatch(/^[a-z0-9.-]+$/);
      }),
    );
  });
});

describe("zones", () => {
  it("the longest zone holds the name", () => {
    const zones = ["id", "cirebonkab.go.id", "go.id", "dinkes.cirebonkab.go.id"];
    expect(zoneOf("simpus.dinkes.cirebonkab.go.id", zones)).toBe("dinkes.cirebonkab.go.id");
    expect(zoneOf("simpus.cirebonkab.go.id", zones)).toBe("cirebonkab.go.id");
    expect(zoneOf("xcirebonkab.go.id", zones)).toBe("go.id");
    expect(zoneOf("example.com", zones)).toBeUndefined();
    expect(isWithin("go.id", "go.id")).toBe(true);
  });

  it("ancestors stand strictly between name and zone", () => {
    expect(ancestorsWithin("a.b.c.go.id", "go.id")).toEqual(["b.c.go.id", "c.go.id"]);
    expect(ancestorsWithin("a.go.id", "go.id")).toEqual([]);
    expect(ancestorsWithin("go.id", "go.id")).toEqual([]);
  });

  it("normal form keeps an escaped dot", () => {
    expect(normalName("WWW.Go.ID.")).toBe("www.go.id");
    expect(normalName("a\\.")).toBe("a\\.");
  });

  it("any name below a zone is found in it", () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), label, (labels, top) => {
        const zone = `${top}.id`;
        expect(zoneOf([...labels, zone].join("."), [zone, "id"])).toBe(zone);
      }),
    );
  });
});

describe("reverse names", () => {
  it.each([
    ["10.20.30.17", "17.30.20.10.in-addr.arpa"],
    ["0.0.0.0", "0.0.0.0.in-addr.arpa"],
    ["2001:db8::17", "7.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"],
    ["::", `${Array(32).fill("0").join(".")}.ip6.arpa`],
  ])("%s → %s", (ip, name) => expect(reverseName(ip)).toBe(name));

  it.each(["10.20.30", "10.20.30.256", "010.1.1.1", "", "fe80::1%eth0", "x"])("%j has none", (ip) => {
    expect(() => reverseName(ip)).toThrow();
  });

  it("addresses of version 6 have one form", () => {
    expect(canonicalAddress6("2001:DB8:0:0:0:0:0:17")).toBe("2001:db8::17");
    expect(canonicalAddress6("10.1.1.1")).toBeUndefined();
  });
});
