import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { addListStep } from "../../../src/sop/edit-steps";

const REQUEST = `id: HST-2026-0007 # agenda
steps: # in order
  request: { at: 2026-11-09T08:02:00+07:00, by: dinkes } # the letter
  decision: { at: 2026-11-09T08:40:00+07:00, by: kabid, result: approved }
`;
const FIRST = { at: "2026-11-20T09:00:00+07:00", by: "kabid", reason: "Diretas: ya # betul" };
const SECOND = { at: "2026-11-25T09:00:00+07:00", by: "kepala", reason: "Lagi" };

const list = (text: string) => parse(text).steps.suspension;

describe("a step that may happen again", () => {
  it("begins a list below the others, and goes on at its end", () => {
    const once = addListStep(REQUEST, "suspension", FIRST);
    expect(once.startsWith(REQUEST)).toBe(true);
    expect(list(once)).toEqual([FIRST]);
    const twice = addListStep(once, "suspension", SECOND);
    expect(twice.startsWith(once)).toBe(true);
    expect(list(twice)).toEqual([FIRST, SECOND]);
  });

  it("goes into its own list when others follow, and keeps their comments", () => {
    const suspended = addListStep(REQUEST, "suspension", FIRST);
    const resumed = `${addListStep(suspended, "resumption", { at: SECOND.at, by: "kabid" })}# the end\n`;
    const again = addListStep(resumed, "suspension", SECOND);
    expect(list(again)).toEqual([FIRST, SECOND]);
    expect(parse(again).steps.resumption).toEqual([{ at: SECOND.at, by: "kabid" }]);
    const lines = again.split("\n");
    for (const line of resumed.split("\n")) expect(lines).toContain(line);
  });

  it.each([
    ["  suspension: [{ at: 2026-11-20T09:00:00+07:00, by: kabid, reason: Diretas }]\n", 2],
    ["  suspension: []\n", 1],
    ["  suspension:\n  - at: 2026-11-20T09:00:00+07:00\n    by: kabid\n    reason: Diretas # why\n", 2],
    ["  suspension:\n      - { at: 2026-11-20T09:00:00+07:00, by: kabid, reason: Diretas }\n", 2],
  ])("however the list is written: %j", (lines, count) => {
    const text = addListStep(`${REQUEST}${lines}`, "suspension", SECOND);
    expect(list(text)).toHaveLength(count);
    expect(list(text).at(-1)).toEqual(SECOND);
    expect(text).toContain("# the letter");
  });

  it("a text without a last line feed, or in flow style, is no obstacle", () => {
    expect(list(addListStep(REQUEST.trimEnd(), "suspension", FIRST))).toEqual([FIRST]);
    const flow = "id: x\nsteps: { request: { at: 2026-11-09T08:02:00+07:00, by: dinkes } }\n";
    expect(list(addListStep(addListStep(flow, "suspension", FIRST), "suspension", SECOND))).toEqual([
      FIRST,
      SECOND,
    ]);
  });
});
