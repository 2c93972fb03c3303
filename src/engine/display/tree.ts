import type { Step } from "../deploy/step";
import type { Outcome } from "../events";
import { parseUrn, STACK_TYPE } from "../urn";
import { wordsOf } from "./operation-words";
import type { Paint } from "./paint";
import { diffNote } from "./property-diff";
import { isShown } from "./shown-steps";

interface Node {
  urn: string;
  step: Step | undefined;
  children: Node[];
}

interface Row {
  sign: string;
  type: string;
  name: string;
  status: string;
  info: string;
  step: Step | undefined;
}

/** The tree of resources that something happens to, nested by parent, like the stock CLI's. */
export function treeLines(outcome: Outcome, paint: Paint): string[] {
  const root = buildTree(outcome);
  if (root === undefined) return [];
  const rows: Row[] = [];
  collect(outcome, root, "", "", rows);
  const header: Row = {
    sign: "",
    type: "Type",
    name: "Name",
    status: outcome.preview ? "Plan" : "Status",
    info: "Info",
    step: undefined,
  };
  const width = (field: "type" | "name" | "status") =>
    Math.max(...[header, ...rows].map((row) => row[field].length));
  const widths = { type: width("type"), name: width("name"), status: width("status") };
  const line = ({ sign, type, name, status, info, step }: Row) => {
    const text =
      ` ${sign.padEnd(2)}  ${type.padEnd(widths.type)}  ${name.padEnd(widths.name)}  ${status.padEnd(widths.status)}  ${info}`.trimEnd();
    if (step === undefined) return text;
    return paint(step.error === undefined ? wordsOf(step).color : "red", text);
  };
  return [paint("bold", line(header)), ...rows.map(line)];
}

function parentOf(step: Step): string | undefined {
  return (step.new ?? step.old)?.parent;
}

/** Shown steps and, so that they hang together, everything above them. */
function buildTree(outcome: Outcome): Node | undefined {
  const steps = new Map<string, Step>();
  for (const step of outcome.steps) {
    const known = steps.get(step.urn);
    // What is done to a resource says more than that it was read before.
    if (known === undefined || !isShown(known) || (known.operation === "refresh" && isShown(step)))
      steps.set(step.urn, step);
  }
  const nodes = new Map<string, Node>();
  const ensure = (urn: string): Node => {
    const known = nodes.get(urn);
    if (known !== undefined) return known;
    const step = steps.get(urn);
    const node: Node = { urn, step, children: [] };
    nodes.set(urn, node);
    const parent = step === undefined ? undefined : parentOf(step);
    const above = parent === undefined || parent === "" ? rootUrn(outcome) : parent;
    if (above !== urn) ensure(above).children.push(node);
    return node;
  };
  const shown = [...steps.values()].filter(isShown);
  for (const step of shown) ensure(step.urn);
  return shown.length === 0 ? undefined : ensure(rootUrn(outcome));
}

function rootUrn({ stack, project }: Outcome): string {
  return `urn:pulumi:${stack}::${project}::${STACK_TYPE}::${project}-${stack}`;
}

function collect(outcome: Outcome, node: Node, first: string, rest: string, rows: Row[]): void {
  const { type, name } = parseUrn(node.urn);
  const step = node.step !== undefined && isShown(node.step) ? node.step : undefined;
  rows.push({
    sign: step === undefined ? "" : wordsOf(step).sign,
    type: first + type,
    name,
    status: step === undefined ? "" : statusOf(step, outcome.preview),
    info: infoOf(outcome, node.urn, step),
    step,
  });
  const children = node.children.sort((a, b) => a.urn.localeCompare(b.urn, "en"));
  for (const [i, child] of children.entries()) {
    const last = i === children.length - 1;
    collect(outcome, child, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`, rows);
  }
}

function statusOf(step: Step, preview: boolean): string {
  const words = wordsOf(step);
  if (step.error !== undefined) return `**${words.doing} failed**`;
  if (preview) return words.plan;
  return words.done === "" ? "" : `${words.done} (${seconds(step.milliseconds ?? 0)})`;
}

/** `0.42s`, `12s`, `3m5s`. */
export function seconds(milliseconds: number): string {
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(2)}s`;
  const total = Math.round(milliseconds / 1000);
  return total < 60 ? `${total}s` : `${Math.floor(total / 60)}m${total % 60}s`;
}

function infoOf(outcome: Outcome, urn: string, step: Step | undefined): string {
  const own = outcome.diagnostics.filter((d) => (d.urn ?? rootUrn(outcome)) === urn);
  const count = (severity: string, word: string) => {
    const number = own.filter((d) => d.severity === severity).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? "" : "s"}`];
  };
  const diff = step === undefined || step.operation === "same" ? "" : diffNote(step);
  const guarded = step?.old?.protect === true && step.new?.protect === true ? "[protected]" : "";
  return [diff, guarded, ...count("error", "error"), ...count("warning", "warning")]
    .filter((text) => text !== "")
    .join("; ");
}
