import type { Diagnostic, Outcome } from "../events";
import { parseUrn } from "../urn";
import { equalValues, type ValueMap } from "../values/value";
import { diffLines } from "./diff-view";
import { wordsOfOperation } from "./operation-words";
import { type Paint, painter, printable } from "./paint";
import { changeLines, compared } from "./property-diff";
import { seconds, treeLines } from "./tree";
import { valueLines } from "./value-text";

export interface TextOptions {
  /** Properties of every step too. */
  diff: boolean;
  /** ANSI colours: only for a terminal. */
  color: boolean;
}

const TITLES = {
  preview: "Previewing update",
  update: "Updating",
  refresh: "Refreshing",
  destroy: "Destroying",
};

/** An outcome for people, in the order of the stock CLI: tree (or diff), diagnostics, outputs, summary. */
export function outcomeText(outcome: Outcome, options: TextOptions): string {
  const paint = painter(options.color);
  const title =
    outcome.preview && outcome.operation !== "preview"
      ? `Previewing ${outcome.operation}`
      : TITLES[outcome.operation];
  const sections = [
    [paint("bold", `${title} (${outcome.stack}):`), ...treeLines(outcome, paint)],
    options.diff ? trimmed(diffLines(outcome, paint)) : [],
    diagnosticLines(outcome.diagnostics, paint),
    outputLines(outcome, paint),
    summaryLines(outcome, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function trimmed(lines: string[]): string[] {
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

const DIAGNOSTIC_COLORS = {
  error: "red",
  warning: "yellow",
  info: "grey",
  "info#err": "grey",
  debug: "grey",
} as const;

function diagnosticLines(diagnostics: Diagnostic[], paint: Paint): string[] {
  const shown = diagnostics.filter(({ ephemeral, message }) => ephemeral !== true && message.trim() !== "");
  if (shown.length === 0) return [];
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of shown) {
    const urn = diagnostic.urn ?? "";
    groups.set(urn, [...(groups.get(urn) ?? []), diagnostic]);
  }
  const lines = [...groups].flatMap(([urn, group]) => [
    `  ${urn === "" ? "stack" : `${parseUrn(urn).type} (${parseUrn(urn).name})`}:`,
    ...group.flatMap((diagnostic) => messageLines(diagnostic, paint)),
    "",
  ]);
  return [paint("bold", "Diagnostics:"), ...trimmed(lines)];
}

function messageLines({ severity, message }: Diagnostic, paint: Paint): string[] {
  const lead = severity === "error" || severity === "warning" ? `${severity}: ` : "";
  const [first, ...rest] = printable(message).trimEnd().split("\n");
  return [
    paint(DIAGNOSTIC_COLORS[severity], `    ${lead}${first ?? ""}`),
    ...rest.map((line) => `    ${line}`),
  ];
}

function outputLines({ outputs, oldOutputs, operation }: Outcome, paint: Paint): string[] {
  if (operation === "destroy" && equalValues(outputs, oldOutputs)) return [];
  const changes = new Map(compared(oldOutputs, outputs).map((change) => [change.path, change]));
  const keys = [...new Set([...Object.keys(oldOutputs), ...Object.keys(outputs)])].sort();
  if (keys.length === 0) return [];
  const lines = keys.flatMap((key) => {
    const change = changes.get(key);
    if (change !== undefined && Object.keys(oldOutputs).length > 0) return changeLines(change, "  ", paint);
    return outputValue(outputs, key);
  });
  return [paint("bold", "Outputs:"), ...lines];
}

function outputValue(outputs: ValueMap, key: string): string[] {
  const value = outputs[key];
  return value === undefined ? [] : valueLines(key, value, "    ");
}

/** `Resources:` with the counts by operation, and how long it took. */
function summaryLines(outcome: Outcome, paint: Paint): string[] {
  const counts = outcome.summary;
  const kinds = Object.entries(counts).filter(
    ([operation, count]) => operation !== "same" && operation !== "refresh" && count > 0,
  );
  const lines = kinds.map(([operation, count]) => {
    const { sign, color, plan, done } = wordsOfOperation(operation);
    return paint(color, `    ${sign} ${count} ${outcome.preview ? `to ${plan}` : done}`);
  });
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  const same = counts.same ?? 0;
  const ends = [
    ...(kinds.length > 1 ? [`${total} change${total === 1 ? "" : "s"}`] : []),
    ...(same > 0 ? [`${same} unchanged`] : []),
  ];
  if (ends.length > 0) lines.push(`    ${ends.join(". ")}`);
  const duration = outcome.preview
    ? []
    : ["", `${paint("bold", "Duration:")} ${seconds(outcome.milliseconds)}`];
  return lines.length === 0 ? duration.slice(1) : [paint("bold", "Resources:"), ...lines, ...duration];
}
