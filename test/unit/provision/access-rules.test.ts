import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalAccess, canonicalNetwork, mayReach } from "../../../src/provision/access-rules";

const protocol = fc.constantFrom("tcp" as const, "udp" as const);
const network = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 }),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([bytes, length]) => `${bytes.join(".")}/${length}`);
const wanted = fc.array(
  fc.record({
    protocol,
    port: fc.integer({ min: 1, max: 4 }),
    from: fc.option(fc.array(network, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  }),
  { maxLength: 8 },
);

describe("accesses", () => {
  it("have one form, however they are written", () => {
    expect(
      canonicalAccess([
        { protocol: "udp", port: 53, from: ["0.0.0.0/0"] },
        { protocol: "tcp", port: 443 },
        { protocol: "tcp", port: 22, from: ["10.20.99.7/16", "10.1.2.3/32"] },
        { protocol: "tcp", port: 22, from: ["10.20.0.0/16"] },
      ]),
    ).toEqual([
      { protocol: "tcp", port: 22, from: ["10.1.2.3/32", "10.20.0.0/16"] },
      { protocol: "tcp", port: 443, from: [] },
      { protocol: "udp", port: 53, from: [] },
    ]);
  });

  it("stay as they are, in whatever order they come", () => {
    fc.assert(
      fc.property(wanted, (list) => {
        const once = canonicalAccess(list);
        expect(canonicalAccess(once)).toEqual(once);
        expect(canonicalAccess([...list].reverse())).toEqual(once);
      }),
    );
  });

  it("let through whoever any of the entries lets through, and nobody else", () => {
    const address = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(wanted, address, (list, bytes) => {
        const client = bytes.join(".");
        for (const { protocol: one, port, from } of canonicalAccess(list)) {
          const entries = list.filter((entry) => entry.protocol === one && entry.port === port);
          expect(mayReach(from, client)).toBe(entries.some((entry) => mayReach(entry.from ?? [], client)));
        }
      }),
    );
  });

  it.each([
    ["10.20.1.5/16", "10.20.0.0/16"],
    ["255.255.255.255/1", "128.0.0.0/1"],
    ["10.1.2.3/32", "10.1.2.3/32"],
    ["10.1.2.3", "10.1.2.3/32"],
  ])("know %s as %s", (written, canonical) => {
    expect(canonicalNetwork(written)).toBe(canonical);
  });
});
