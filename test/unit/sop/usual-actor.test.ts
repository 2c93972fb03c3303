import { expect, it } from "vitest";
import type { Procedure } from "../../../src/schema/generated/procedure";
import type { ServiceRequest, Site } from "../../../src/schema/site";
import { usualActorOf } from "../../../src/sop/walk-officers";
import { aSite } from "../support/a-site";

const AT = "2026-11-23T10:00:00+07:00";
const request = { kind: "hosting", applicant: { agency: "dinkes" } } as unknown as ServiceRequest;
const held = { contact: "x", valid: { from: "2026-01-01" } };
const ended = { contact: "x", valid: { from: "2026-01-01", until: "2026-11-22" } };
const position = (role: string, ...holders: object[]) => ({ title: "x", roles: [role], holders });

/** Only what is looked at. */
function siteWith(officers: Record<string, object>): Site {
  const activities = [{ key: "form", actor: ["applicant"] }];
  const further = [{ key: "tutup", effect: "closure", actor: ["pipeline", "application-head", "head"] }];
  const hosting = { activities, further } as unknown as Procedure;
  const known = new Map(Object.entries(officers)) as unknown as Site["officers"];
  return { ...aSite([]), officers: known, procedures: { hosting } };
}

const closes = (officers: Record<string, object>) => usualActorOf(siteWith(officers), request, "closure", AT);

it("the procedure's order of roles decides, not the order of the inventory; the machine never acts so", () => {
  const titip = position("pipeline", held);
  const both = { titip, kadis: position("head", held), kabid: position("application-head", held) };
  expect(closes(both)).toBe("kabid");
  expect(usualActorOf(siteWith(both), request, "form", AT)).toBe("dinkes");
  expect(usualActorOf(siteWith(both), request, "unknown", AT)).toBe("");
});

it("a vacant position is passed over, and named only where all are", () => {
  const kabid = position("application-head", ended);
  expect(closes({ kabid, kadis: position("head", held) })).toBe("kadis");
  expect(closes({ kabid, kadis: position("head") })).toBe("kabid");
});
