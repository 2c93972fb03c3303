import { sha256OfJson } from "../json-digest";
import type { Difference, DriftReport } from "./difference";
import { placeOf } from "./drift-of";

/** What a round of watching has to say that the one before did not. */
export interface DriftChanges {
  /** Differences that were not there, or were others. */
  appeared: Difference[];
  /** Differences that are no more. Of what cannot be read now nobody knows that. */
  ended: Difference[];
  /** Servers that answered before and do not now; the other way round. */
  lost: string[];
  back: string[];
}

/** @param before undefined for the first round, of which everything is new */
export function changesSince(before: DriftReport | undefined, now: DriftReport): DriftChanges {
  const [old, present] = [told(before), told(now)];
  const unread = new Set(now.differences.filter(({ kind }) => kind === "unknown").map(resourceOf));
  const [silent, silentBefore] = [silentServers(now), silentServers(before)];
  return {
    appeared: [...present].flatMap(([key, one]) => (old.has(key) ? [] : [one])),
    ended: [...old].flatMap(([key, one]) => (present.has(key) || unread.has(resourceOf(one)) ? [] : [one])),
    lost: silent.filter((server) => !silentBefore.includes(server)),
    back: silentBefore.filter((server) => !silent.includes(server)),
  };
}

/**
 * A report that remembers of what cannot be read now how it was when it last could: so that a server which comes back
 * as it was is no news.
 */
export function remembering(before: DriftReport | undefined, now: DriftReport): DriftReport {
  const unread = new Set(now.differences.filter(({ kind }) => kind === "unknown").map(resourceOf));
  const kept = [...told(before).values()].filter((one) => unread.has(resourceOf(one)));
  return { ...now, differences: [...now.differences, ...kept] };
}

export function hasChanges({ appeared, ended, lost, back }: DriftChanges): boolean {
  return [appeared, ended, lost, back].some(({ length }) => length > 0);
}

function told(report: DriftReport | undefined): Map<string, Difference> {
  const known = (report?.differences ?? []).filter(({ kind }) => kind !== "unknown");
  return new Map(known.map((one) => [`${placeOf(one)}\t${one.kind}\t${sha256OfJson(one.found)}`, one]));
}

/** Not by server: an error may name another than the resource's own. */
function resourceOf({ type, name }: Difference): string {
  return `${type}\t${name}`;
}

function silentServers(report: DriftReport | undefined): string[] {
  return (report?.servers ?? []).filter(({ unread }) => unread > 0).map(({ server }) => server);
}
