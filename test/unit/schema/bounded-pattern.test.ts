import { expect, test } from "vitest";
import { isPattern, matching } from "../../../src/schema/bounded-pattern";
import { checkShape } from "../../../src/schema/shape/validators";

// Found by 100,000 hostile values: the format took it, and `check` ended at the SyntaxError of who used it.
const HALF_RIGHT = "$\\href{http://x.example}{x}$";

test("what is taken for a pattern can be used as one", () => {
  for (const source of ["^[a-z][a-z0-9-]{2,30}$", "^(a+)+$", "[a-z0-9\\-]+"]) {
    expect(isPattern(source), source).toBe(true);
    expect(() => matching(source, ["simpus"])).not.toThrow();
  }
  for (const source of [HALF_RIGHT, "a\\_b", "(", "[z-a]"]) expect(isPattern(source), source).toBe(false);
});

test("a zone whose pattern is none is refused by name", () => {
  const zone = (pattern: string) => ({
    zones: { "contoh.go.id": { provider: "bind", server: "ns1", ttl: 3600, names: { pattern } } },
  });
  expect(checkShape("zones", zone("^[a-z]+$"))).toMatchObject({ ok: true });
  expect(checkShape("zones", zone(HALF_RIGHT))).toMatchObject({
    ok: false,
    errors: [{ keyword: "format", instancePath: "/zones/contoh.go.id/names/pattern" }],
  });
});
