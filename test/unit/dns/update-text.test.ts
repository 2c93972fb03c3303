import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeLine,
  encodeLine,
  UnsafeValueError,
  type UpdateLine,
  wireSize,
} from "../../../src/dns/update-text";

const ZONE = "cirebonkab.go.id";
const OPS = ["nxdomain", "nxrrset", "yxrrset", "add", "delete"] as const;
const TYPES = ["A", "AAAA", "CNAME", "PTR", "TXT", "MX"] as const;

const label = fc
  .stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/)
  .filter((text) => text.slice(2, 4) !== "--");
const owner = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => [...labels, ZONE].join("."));
const marker = fc.stringMatching(/^"titip request=[A-Z]{3}-[0-9]{4}-[0-9]{4,9}"$/);
const ttl = fc.nat(2 ** 31 - 1);
const written = fc.oneof(
  fc.record({ name: owner, type: fc.constant("A" as const), value: fc.ipV4() }),
  fc.record({ name: owner, type: fc.constantFrom("CNAME" as const, "PTR" as const), value: owner }),
  fc.record({
    name: owner.map((name) => `_titip.${name}`),
    type: fc.constant("TXT" as const),
    value: marker,
  }),
);
const line: fc.Arbitrary<UpdateLine> = fc.oneof(
  owner.map((name) => ({ op: "nxdomain" as const, name })),
  fc.record({ op: fc.constant("nxrrset" as const), name: owner, type: fc.constantFrom(...TYPES) }),
  fc
    .tuple(written, ttl, fc.constantFrom("yxrrset" as const, "add" as const, "delete" as const))
    .map(
      ([record, seconds, op]): UpdateLine =>
        op === "add" ? { op, ...record, ttl: seconds } : { op, ...record },
    ),
);

/** Values that mean something to nsupdate, a zone file, a shell or bash's printf. */
const SPICE = [
  "\n",
  "\r",
  "\t",
  " ",
  ";",
  '"',
  "\\",
  "\\n",
  "\\010",
  "\0",
  "$(id)",
  "`id`",
  "send",
  "\nserver 1.2.3.4\n",
  "\nupdate delete mail.cirebonkab.go.id.\n",
  "@",
  "*",
  "$GENERATE",
  "é",
  "\u2028",
  "\u0085",
  ".",
  "..",
  "-",
  "_",
  ZONE,
];
const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.tuple(owner, fc.constantFrom(...SPICE), fc.string()).map((parts) => parts.join("")),
  fc.tuple(fc.constantFrom(...SPICE), owner).map((parts) => parts.join("")),
  fc.tuple(fc.ipV4(), fc.constantFrom(...SPICE)).map((parts) => parts.join("")),
  fc.constantFrom(...SPICE),
);
const SHAPE =
  /^(?:prereq nxdomain [a-z0-9._-]+\.|prereq nxrrset [a-z0-9._-]+\. IN [A-Z]+|(?:prereq yxrrset [a-z0-9._-]+\.|update add [a-z0-9._-]+\. [0-9]+|update delete [a-z0-9._-]+\.) IN (?:A [0-9.]+|AAAA [0-9a-f:.]+|(?:CNAME|PTR) [a-z0-9._-]+\.|TXT "titip request=[A-Z0-9-]+"))$/;

describe("an update line", () => {
  it("is read back as it was", () => {
    fc.assert(
      fc.property(line, (value) => {
        expect(decodeLine(encodeLine(value, ZONE), ZONE)).toEqual(value);
      }),
    );
  });

  it("never takes less on the wire than was counted for it", () => {
    fc.assert(
      fc.property(line, (value) => {
        expect(wireSize(value)).toBeGreaterThanOrEqual(value.name.length + 12);
      }),
    );
  });

  it("never carries a hostile value: one harmless line, or refused", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OPS),
        fc.oneof(owner, hostile),
        fc.oneof(fc.constantFrom(...TYPES), hostile),
        fc.oneof(owner, fc.ipV4(), hostile),
        fc.oneof(ttl, fc.double(), hostile),
        fc.oneof({ weight: 9, arbitrary: fc.constant(ZONE) }, { weight: 1, arbitrary: hostile }),
        (op, name, type, value, seconds, zone) => {
          const text = tried({ op, name, type, value, ttl: seconds } as UpdateLine, zone);
          if (text === undefined) return;
          expect(text).toMatch(SHAPE);
          expect(text.split(" ")[2]?.endsWith(`.${zone}.`)).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["a name outside the zone", { name: "a.example.com" }],
    ["the apex", { name: ZONE }],
    ["a wildcard", { name: `*.${ZONE}` }],
    ["a relative value with a second line", { value: "10.0.0.1\nsend" }],
    ["an address with leading zeros", { value: "010.0.0.1" }],
    ["a time to live that is no number", { ttl: Number.NaN }],
    ["free text", { type: "TXT", value: '"hello"' }],
    ["a marker at a host's name", { type: "TXT", value: '"titip request=HST-2026-0007"' }],
    ["an address at a marker's name", { name: `_titip.a.${ZONE}` }],
    ["a mail exchanger", { type: "MX", value: "10 mail" }],
  ])("refuses %s", (_, change) => {
    const base = { op: "add", name: `a.${ZONE}`, type: "A", ttl: 60, value: "10.0.0.1" };
    expect(encodeLine(base as UpdateLine, ZONE)).toBe(`update add a.${ZONE}. 60 IN A 10.0.0.1`);
    expect(() => encodeLine({ ...base, ...change } as UpdateLine, ZONE)).toThrow(UnsafeValueError);
  });
});

function tried(value: UpdateLine, zone: string): string | undefined {
  try {
    return encodeLine(value, zone);
  } catch (error) {
    if (error instanceof UnsafeValueError) return undefined;
    throw error;
  }
}
