import type { LightResource } from "../light/program";
import type { Scenario, ScenarioStep } from "./scenario";
import { keyOf, slotsByStep, toProgram } from "./slots";

/** A scenario for people: the programs and what is done with them, step by step. */
export function describeScenario(scenario: Scenario): string {
  const history = slotsByStep(scenario);
  const lines = [
    `provider ${scenario.secrets ? "takes" : "does not take"} secrets, ${scenario.detailed ? "detailed" : "plain"} diffs`,
  ];
  for (const [i, step] of scenario.steps.entries()) {
    const slots = history[i] ?? [];
    lines.push(`step ${i + 1}: ${verbText(step)}`);
    for (const { slot, how } of step.drift)
      lines.push(`  on the server, ${keyOf(slot)} is ${how} by hand before`);
    const unchanged = i > 0 && step.edits.length === 0;
    if (unchanged) lines.push("  same program");
    else
      for (const resource of toProgram(history.slice(0, i), slots).resources)
        lines.push(`  ${resourceText(resource)}`);
  }
  return lines.join("\n");
}

function verbText(step: ScenarioStep): string {
  const { interruption } = step;
  const words = [
    step.verb,
    step.previewFirst && step.verb === "up" ? "after a preview" : "",
    step.refresh ? "--refresh" : "",
    step.continueOnError ? "--continue-on-error" : "",
    step.continueOnError && step.tolerant ? "(program goes on after failures)" : "",
    step.parallel > 0 ? `--parallel ${step.parallel}` : "",
    step.targets.length > 0 ? `--target ${step.targets.map(keyOf).join(",")}` : "",
    step.resolvePendingCreates ? "(resolves pending creates)" : "",
    ...step.faults.map(({ slot, operation, kind }) => `[${operation} ${keyOf(slot)}: ${kind}]`),
    interruption === undefined ? "" : `[${interruption.how}: call ${interruption.call}]`,
  ];
  return words.filter((word) => word !== "").join(" ");
}

function resourceText(resource: LightResource): string {
  const { key, type, name, inputs, ...options } = resource;
  const said = Object.entries(options).filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  const inputText = JSON.stringify(inputs ?? {}).replaceAll(/\{"from":"(\w)","output":"(\w+)"\}/g, "$1.$2");
  const optionText = said
    .map(([option, value]) => `${option}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
  return `${key} = ${type.replace("depot:index:", "")} "${name}" ${inputText} ${optionText}`.trimEnd();
}
