import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { officeTime } from "../../../src/calendar/office-time";
import type { Kind } from "../../../src/schema/kinds";
import { loadSite } from "../../../src/schema/load-site";
import { isRepeated } from "../../../src/schema/procedure/steps-schema";
import { recordActivity } from "../../../src/sop/record-step";
import { pathOf, procedureOf, stepsOf } from "../../../src/sop/walk";
import { entitledOfficers } from "../../../src/sop/walk-officers";
import { type Outcome, progressOf } from "../../../src/sop/walk-progress";
import { lastActivity, randomWalks, root, takeWalk, type WalkState, walkSite } from "./random-walk";

const base = walkSite();
const office = base.calendar && officeTime(base.calendar);
const ENDS: Outcome[] = ["not feasible", "rejected", "returned", "completed", "closed"];

/** Late enough for every walk. */
const LATER = "2031-01-01T08:00:00+07:00";

/** Outcomes that a procedure can have: of hosting, what is not feasible is rejected at the decision. */
const REACHED: Record<Kind, Outcome[]> = {
  hosting: ["in progress", "rejected", "completed", "closed"],
  colocation: ["in progress", "not feasible", "rejected", "returned", "completed", "closed"],
};

function procedure({ site, request }: WalkState) {
  const found = procedureOf(site, request.data);
  if (!found) throw new Error("no procedure");
  return found;
}

/** Somebody may take the next step, or there is none and the state is an end. */
function expectWayOn(state: WalkState): Outcome {
  const progress = progressOf(state.site, state.request, Date.parse(LATER), office);
  const { next } = pathOf(state.request.data, procedure(state));
  const held = progress?.next?.officers.filter((officer) => officer.held !== "vacant") ?? [];
  const outcome = progress?.outcome ?? "in progress";
  expect(progress?.next?.activity).toBe(next);
  if (!next) expect(ENDS).toContain(outcome);
  else expect([outcome, progress?.next?.applicant || held.length > 0]).toEqual(["in progress", true]);
  return outcome;
}

/** What is recorded stays; what is not next, or not the officer's, is refused. */
function expectRefusals(state: WalkState): void {
  const { site, request, text } = state;
  const { next } = pathOf(request.data, procedure(state));
  const attempt = (key: string, given = {}) => recordActivity(site, request, text, key, given, LATER);
  for (const activity of procedure(state).activities) {
    const standing = stepsOf(request.data, activity).at(-1);
    if (standing) expect(attempt(activity.key)).toEqual({ text, changed: false });
    else if (activity.key !== next?.key) expect(attempt(activity.key)).toHaveProperty("refusal");
  }
  if (!next) return;
  const may = new Set(entitledOfficers(site, next, "2026-12-01").map(({ key }) => key));
  const wrong = [...site.officers.keys()].find((key) => !may.has(key)) ?? "";
  expect(attempt(next.key, { by: wrong })).toHaveProperty("refusal");
}

/** All lines of the file before stand in the one after, with the new ones in one place. */
function expectOnlyAdded(before: WalkState, after: WalkState): void {
  const activity = lastActivity(after);
  if (!activity || isRepeated(activity)) return;
  const [old, now] = [before.text.split("\n"), after.text.split("\n")];
  const at = old.findIndex((line, number) => line !== now[number]);
  const added = now.length - old.length;
  expect([...now.slice(0, at), ...now.slice(at + added)].join("\n")).toBe(before.text);
}

describe.each<Kind>(["hosting", "colocation"])("250 random walks through the procedure of %s", (kind) => {
  const outcomes = new Set<Outcome>();
  const recorded = new Set<string>();
  let walked = 0;

  it("lead from state to state, to an end; and nowhere else", { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(randomWalks(kind), fc.nat(), (walk, pick) => {
        const states = takeWalk(walk, base);
        for (const [index, state] of states.entries()) {
          recorded.add(state.step);
          outcomes.add(expectWayOn(state));
          const before = states[index - 1];
          if (before) expectOnlyAdded(before, state);
        }
        const picked = states[pick % states.length];
        if (picked) expectRefusals(picked);
        const end = states.at(-1);
        walked += 1;
        if (!end || walked % 10 !== 0) return;
        const { file } = end.request;
        const { problems } = loadSite(root, new Map([[file, end.text]]));
        expect(problems.filter((problem) => problem.file === file)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it("took every activity and came to every end that there is", () => {
    const { activities = [], further = [] } = base.procedures[kind] ?? {};
    expect([...recorded].sort()).toEqual([...activities, ...further].map(({ key }) => key).sort());
    expect([...outcomes].sort()).toEqual([...REACHED[kind]].sort());
    expect(walked).toBeGreaterThanOrEqual(250);
  });
});
