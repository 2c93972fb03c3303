import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { addStep, setField } from "../../../src/sop/edit-steps";

const REQUEST = `# yaml-language-server: $schema=../../schema/hosting-request.json
kind: hosting
application:   { name: "SIMPUS",  runtime: static }   # odd   spacing is kept
steps:                            # the procedure's own activities
  request:      { at: 2026-11-09T08:02:00+07:00, by: dinkes }
  disposition:
    at: 2026-11-09T08:07:00+07:00
    by: kepala-dinas # by hand
# written on site
`;
const PIN = { server: "web1", network: "terbatas", ipv4: "10.20.30.100", uid: 20007 };

describe("writing a step", () => {
  it("adds only its own lines", () => {
    const edited = addStep(REQUEST, "assessment", {
      at: "2026-11-09T08:12:00+07:00",
      by: "kabid",
      feasible: true,
      allocation: PIN,
    });
    const added = `  assessment:
    at: 2026-11-09T08:12:00+07:00
    by: kabid
    feasible: true
    allocation: { server: web1, network: terbatas, ipv4: 10.20.30.100, uid: 20007 }
`;
    expect(edited).toBe(REQUEST.replace("# by hand\n", `# by hand\n${added}`));
    expect(parse(edited).steps.assessment.allocation).toEqual(PIN);
  });

  it("works where the file has no newline at its end", () => {
    const text = "steps:\n  request: { by: dinkes }";
    expect(addStep(text, "note", { by: "kabid" })).toBe(
      "steps:\n  request: { by: dinkes }\n  note:\n    by: kabid\n",
    );
  });

  it("keeps comments of a steps map in flow style", () => {
    const edited = addStep("id: A # agenda\nsteps: { request: { by: dinkes } }\n", "assessment", {
      by: "kabid",
    });
    expect(edited).toContain("# agenda");
    expect(parse(edited).steps.assessment).toEqual({ by: "kabid" });
  });

  it.each([
    "no",
    "on",
    "1e3",
    "0x10",
    "a: b",
    "# c",
    "\u202eevil",
    "line\nbreak",
    "'",
    '"',
    "-",
    "",
    "2026-11-09",
    "null",
    "{x}",
  ])("writes %j so that it is read as the same text", (value) => {
    const edited = addStep(REQUEST, "assessment", { reason: value });
    expect(parse(edited).steps.assessment.reason).toBe(value);
    expect(parse(edited, { version: "1.1" }).steps.assessment.reason).toBe(value);
  });
});

describe("writing a field into a step", () => {
  it("appends to a step in flow style", () => {
    const edited = setField(REQUEST, "request", "allocation", PIN);
    expect(edited.split("\n")[4]).toBe(
      "  request:      { at: 2026-11-09T08:02:00+07:00, by: dinkes, allocation: { server: web1, network: terbatas, ipv4: 10.20.30.100, uid: 20007 } }",
    );
  });

  it("replaces a value where it stands, and only it", () => {
    const edited = setField(REQUEST, "request", "by", "disdik");
    expect(edited).toBe(REQUEST.replace("by: dinkes", "by: disdik"));
  });

  it("appends to a step in block style", () => {
    const edited = setField(REQUEST, "disposition", "allocation", PIN);
    expect(edited).toContain("    by: kepala-dinas # by hand\n    allocation: { server: web1");
    expect(parse(edited).steps.disposition.allocation).toEqual(PIN);
  });
});
