import { test } from "vitest";
import type { Scenario, ScenarioStep, Spec } from "./scenario";
import { QUIET, runScenario } from "./scenario-run";

/** What the random programs found in their own model: right by the stock engine, and told as wrong. */
const BOX: Spec = {
  kind: "box",
  version: 0,
  type: "Box",
  place: "x",
  label: "1",
  tags: 0,
  exclusive: false,
  dependsOn: [],
  parent: undefined,
  provider: undefined,
  deletedWith: undefined,
  protect: false,
  retain: false,
  deleteBeforeReplace: undefined,
  ignore: undefined,
  force: undefined,
  secretStamp: false,
};

/** An `up` with these resources from here on, by slot. */
function step(resources: Partial<Spec>[], more: Partial<ScenarioStep> = {}): ScenarioStep {
  return { ...QUIET, edits: resources.map((one, slot) => ({ slot, spec: { ...BOX, ...one } })), ...more };
}

function scenario(...steps: ScenarioStep[]): Scenario {
  return { secrets: false, detailed: false, steps };
}

test("what is deleted with something is gone with it, also when its replacement fails and comes later", () =>
  runScenario(
    scenario(
      step([{}, { deletedWith: 0 }]),
      step([{ place: "y", deleteBeforeReplace: true }, { deletedWith: 0 }], {
        faults: [{ slot: 1, operation: "create", kind: "fail" }],
      }),
    ),
  ));

test("what is deleted with something retained lives on with it, also when its replacement fails", () =>
  runScenario(
    scenario(
      step([{ retain: true }, { deletedWith: 0 }]),
      step([{ retain: true, place: "y", deleteBeforeReplace: true }, { deletedWith: 0 }], {
        faults: [{ slot: 1, operation: "create", kind: "fail" }],
      }),
    ),
  ));

test.each([undefined, "label"])(
  "what replaceOnChanges would have replaced goes before what it stands on, ignoring %s",
  (ignore) => {
    const top: Partial<Spec> = { label: { slot: 0, output: "stamp" }, force: "label", ignore };
    const below: Partial<Spec> = { place: "y", label: "2", exclusive: true };
    return runScenario(scenario(step([{}, top]), step([below, top])));
  },
);

test("what is ignored counts for a box that stood beside a component of its slot for a while", () =>
  runScenario(
    scenario(
      step([{ protect: true }]),
      step([{ kind: "rack" }]),
      step([{ place: "x", tags: 1, ignore: "tags.a" }]),
    ),
  ));

test("what was protected and taken away by hand is forgotten by a refresh, also when destroy stops at another", () =>
  runScenario(
    scenario(
      step([{ protect: true }, { protect: true }]),
      step([{ protect: true }, { protect: true }], {
        verb: "destroy",
        refresh: true,
        drift: [{ slot: 1, how: "gone" }],
      }),
    ),
  ));
