import { expect, it } from "vitest";
import type { Procedure } from "../../../src/schema/generated/procedure";
import type { Site } from "../../../src/schema/site";
import { positionFor } from "../../../src/sop/officers";
import { aSite } from "../support/a-site";

const position = (role: string) => ({ title: "x", roles: [role], holders: [] });

/** Only what `positionFor` looks at. */
function siteWith(officers: Record<string, object>): Site {
  const further = [{ key: "closure", actor: ["application-head", "head"] }];
  const hosting = { activities: [], further } as unknown as Procedure;
  const held = new Map(Object.entries(officers)) as unknown as Site["officers"];
  return { ...aSite([]), officers: held, procedures: { hosting } };
}

it("the procedure's order of roles decides who acts by default, not the order of the inventory", () => {
  const both = siteWith({ kadis: position("head"), kabid: position("application-head") });
  expect(positionFor(both, "closure")).toBe("kabid");
  expect(positionFor(siteWith({ kadis: position("head") }), "closure")).toBe("kadis");
  expect(positionFor(both, "unknown")).toBe("");
});
