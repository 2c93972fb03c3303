import type { Outcome } from "../../engine";
import { outcomeText } from "../../engine/display/outcome-text";
import { outcomeJson } from "../../engine/display/preview-json";
import { jsonText } from "../../printable";
import type { Context } from "../context";
import type { RunOptions } from "./runner";

/** A hundred configurations would bury the plan; `titip outputs` prints them for people, `--json` whole. */
const NO_OUTPUTS = { outputs: {}, oldOutputs: {} };

/** The outcome on standard output: Pulumi's tree, with `--diff` every property, or the JSON of `pulumi preview`. */
export function showOutcome(context: Context, outcome: Outcome, { json, diff }: RunOptions): void {
  if (json) context.print(jsonText(outcomeJson(outcome)));
  else {
    const told = context.debug ? outcome : withoutEchoes(outcome);
    context.print(outcomeText({ ...told, ...NO_OUTPUTS }, { diff, color: context.color }).trimEnd());
  }
}

/** The SDK's own words about a resource that failed, with a stack trace: its error stands beside it already. */
const ECHO = /resource \S+ \[titip:[\w:]+\] failed to register/;

function withoutEchoes(outcome: Outcome): Outcome {
  const named = outcome.diagnostics.some(({ urn, severity }) => urn && severity === "error");
  const diagnostics = outcome.diagnostics.filter(({ urn, message }) => urn || !named || !ECHO.test(message));
  return { ...outcome, diagnostics };
}
