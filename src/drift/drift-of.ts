import { builtinDiff } from "../builtin-providers/builtin-diff";
import type { PropertyChange } from "../provider/diff";
import { diffOf, resourceOfType, type Values } from "../provider/resources";
import type { Difference, DriftReport, Reading, ServerDrift } from "./difference";
import type { Recorded } from "./recorded";

/**
 * Holds what is recorded against what the servers hold. What should be there follows from the recorded inputs, as in
 * the plan of the next run; so what a refresh recorded already is told until it is put right, and what nobody can
 * plan (`learned`) never is.
 *
 * @param recorded of the stack
 * @param readings of a refresh that wrote nothing; a resource without one counts as not read
 * @param servers keys of the inventory, to tell whose error it is where a resource lives on two
 */
export function driftOf(
  recorded: readonly Recorded[],
  readings: readonly Reading[],
  servers: readonly string[] = [],
): DriftReport {
  const read = new Map(readings.map((reading) => [reading.urn, reading]));
  const compared = recorded.map((resource) => compareOne(resource, read.get(resource.urn), servers));
  return {
    servers: byServer(compared),
    differences: compared.flatMap(({ differences }) => differences).sort(byPlace),
  };
}

interface Compared {
  server: string;
  differences: Difference[];
}

function compareOne(resource: Recorded, reading: Reading | undefined, servers: readonly string[]): Compared {
  const { server, request, type, name, id } = resource;
  const subject = { server, request, type, name };
  if (reading === undefined || "error" in reading) {
    const found = reading?.error || "not read";
    const guilty = serverNamed(found, servers) ?? server;
    const unknown: Difference = {
      ...subject,
      server: guilty,
      kind: "unknown",
      path: "",
      expected: null,
      found,
    };
    return { server: guilty, differences: [unknown] };
  }
  if ("gone" in reading)
    return { server, differences: [{ ...subject, kind: "missing", path: "", expected: id, found: null }] };
  const { expected, changes } = compareWith(resource, reading.outputs);
  const differences = changes.map(
    ({ path }): Difference => ({
      ...{ ...subject, kind: "changed", path },
      ...{ expected: valueAt(expected, path), found: valueAt(reading.outputs, path) },
    }),
  );
  return { server, differences };
}

function compareWith(
  { type, inputs, outputs }: Recorded,
  found: Values,
): { expected: Values; changes: PropertyChange[] } {
  const resource = resourceOfType(type);
  if (resource === undefined)
    return {
      expected: inputs,
      changes: builtinDiff({ replaceOn: [] }, { outputs: found, inputs }, inputs).changes,
    };
  if (isWaiting(type, outputs, found)) return { expected: found, changes: [] };
  return { expected: resource.plan(inputs), changes: diffOf(resource, found, inputs).changes };
}

/** A certificate that could not be had yet is asked for again by every run; nobody took it away. */
function isWaiting(type: string, recorded: Values, found: Values): boolean {
  return type === "titip:apache:Certificate" && recorded.served === false && found.served === false;
}

/** A server's error begins with its key, or with the request's and its key (src/remote/server-error.ts). */
function serverNamed(error: string, servers: readonly string[]): string | undefined {
  const words = /^(?:[A-Z]{3}-\d{4}-\d{4,}: )?([^\s:(]+)(?: \(|: )/.exec(error);
  return servers.find((server) => server === words?.[1]);
}

function byServer(compared: readonly Compared[]): ServerDrift[] {
  const states = new Map<string, ServerDrift>();
  for (const { server, differences } of compared) {
    const state = states.get(server) ?? { server, state: "same", resources: 0, differing: 0, unread: 0 };
    state.resources += 1;
    const [first] = differences;
    if (first?.kind === "unknown") {
      state.unread += 1;
      state.reason ??= String(first.found);
    } else if (first) state.differing += 1;
    state.state = state.differing > 0 ? "drift" : state.unread > 0 ? "unknown" : "same";
    states.set(server, state);
  }
  return [...states.values()].sort((a, b) => (a.server < b.server ? -1 : 1));
}

function byPlace(a: Difference, b: Difference): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Which value of which resource a difference is of; no two of a report have the same. */
export function placeOf({ server, request, type, name, path }: Difference): string {
  return [server, request, type, name, path].join("\t");
}

/** `records[2].ttl` of a value; null where there is nothing, as JSON has it. */
function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(/[.[\]]+/).filter(Boolean)) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return null;
    found = (found as Values)[key];
  }
  return found ?? null;
}
