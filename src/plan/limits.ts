import type { Text } from "../text";
import type { Plan, PlannedOperation } from "./plan";
import { type RecordedResource, recordedResources } from "./recorded-resources";

/** Too much is more than `share` of what is there and at least `floor`, or more than `most`. */
export interface Limit {
  /** Part of one, e.g. 0.1. */
  share: number;
  floor: number;
  most: number;
}

export interface Limits {
  deletes: Limit;
  changes: Limit;
}

export const DEFAULT_LIMITS: Limits = {
  deletes: { share: 0.1, floor: 3, most: 20 },
  changes: { share: 0.1, floor: 3, most: 20 },
};

export interface OverLimit {
  scope: "zone" | "server" | "run";
  /** The zone's name or the server's key; empty for the run. */
  name: string;
  what: keyof Limits;
  count: number;
  /** How many there are on record. */
  of: number;
  limit: Limit;
}

/**
 * Where a plan deletes or changes more than is usual: records by zone, requests by server and in the whole run.
 * What is new is no change, so a first apply never goes over.
 */
export function overLimits(plan: Plan, exported: unknown, limits: Limits): OverLimit[] {
  const recorded = recordedResources(exported);
  const tallies = new Map<string, Tally>();
  const tallyOf = (scope: OverLimit["scope"], name: string) => {
    const found = tallies.get(`${scope} ${name}`) ?? { scope, name, of: 0, deletes: 0, changes: 0 };
    tallies.set(`${scope} ${name}`, found);
    return found;
  };
  for (const resource of recorded.filter(isLive))
    for (const zone of recordsIn(resource.outputs.records)) tallyOf("zone", zone).of += 1;
  for (const [server, requests] of requestsByServer(recorded)) tallyOf("server", server).of = requests.size;
  tallyOf("run", "").of = new Set(recorded.filter(isLive).map(({ request }) => request)).size;
  for (const { operations } of plan.requests) {
    const present = operations.filter(({ action }) => action !== "create");
    for (const { name, what, count } of present.flatMap((operation) => zoneCounts(operation, recorded)))
      tallyOf("zone", name)[what] += count;
    for (const server of new Set(present.map((operation) => operation.server).filter(Boolean)))
      tallyOf("server", server)[whatOf(present.filter((operation) => operation.server === server))] += 1;
    if (present.length > 0) tallyOf("run", "")[whatOf(present)] += 1;
  }
  return [...tallies.values()].flatMap((tally) => findings(tally, limits)).sort(byPlace);
}

/** What was found, in words: `zone cirebonkab.go.id: 4 of 12 records deleted, more than 10 % and at least 3`. */
export function describeOverLimit({ scope, name, what, count, of, limit }: OverLimit): Text {
  const share = `${Math.round(limit.share * 1000) / 10} %`;
  const place = {
    zone: { id: `zona ${name}`, en: `zone ${name}` },
    server: { id: `server ${name}`, en: `server ${name}` },
    run: { id: "seluruh penerapan (permohonan)", en: "the whole run (requests)" },
  }[scope];
  const deed = {
    deletes: { id: "dihapus", en: "would be deleted" },
    changes: { id: "diubah", en: "would be changed" },
  }[what];
  return {
    id: `${place.id}: ${count} dari ${of} ${deed.id}; batasnya ${share} (mulai ${limit.floor}) atau ${limit.most}`,
    en: `${place.en}: ${count} of ${of} ${deed.en}; the limit is ${share} (from ${limit.floor} up) or ${limit.most}`,
  };
}

interface Tally {
  scope: OverLimit["scope"];
  name: string;
  of: number;
  deletes: number;
  changes: number;
}

interface Count {
  /** Zone. */
  name: string;
  what: keyof Limits;
  count: number;
}

/** A resource whose service has ended is a record only: nothing is left to lose. */
function isLive({ inputs }: RecordedResource): boolean {
  return inputs.closed !== true;
}

function requestsByServer(recorded: readonly RecordedResource[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { request, inputs } of recorded.filter(isLive)) {
    if (typeof inputs.server !== "string") continue;
    found.set(inputs.server, (found.get(inputs.server) ?? new Set()).add(request));
  }
  return found;
}

/** One removal among a request's operations makes all of it one. */
function whatOf(operations: readonly PlannedOperation[]): keyof Limits {
  return operations.some(removes) ? "deletes" : "changes";
}

function removes({ action, changes }: PlannedOperation): boolean {
  const ends = changes.some(({ path, new: now }) => path === "closed" && now === true);
  return action === "delete" || action === "replace" || ends;
}

/** Records that go, by name and type, and those that stay with another value. */
function zoneCounts(
  { action, type, name, changes }: PlannedOperation,
  recorded: readonly RecordedResource[],
): Count[] {
  const held = recorded.find((one) => one.type === type && one.name === name);
  if (!held || type !== "titip:dns:RecordSet") return [];
  const before = recordList(held.outputs.records);
  const whole = changes.find(({ path }) => path === "records");
  if (action === "delete" || whole) return replacedRecords(before, recordList(whole?.new));
  const indexes = new Set(changes.flatMap(({ path }) => /^records\[(\d+)\]/.exec(path)?.[1] ?? []));
  return [...indexes].flatMap((index): Count[] => {
    const record = before[Number(index)];
    const [ofName, ofType] = [`records[${index}].name`, `records[${index}].type`];
    const renamed = changes.some(({ path }) => path === ofName || path === ofType);
    return record ? [{ name: record.zone, count: 1, what: renamed ? "deletes" : "changes" }] : [];
  });
}

function replacedRecords(before: readonly PlainRecord[], after: readonly PlainRecord[]): Count[] {
  const left = new Map(after.map((record) => [keyOf(record), JSON.stringify(record)]));
  return before.flatMap((record): Count[] => {
    const now = left.get(keyOf(record));
    if (now === JSON.stringify(record)) return [];
    return [{ name: record.zone, count: 1, what: now === undefined ? "deletes" : "changes" }];
  });
}

interface PlainRecord {
  zone: string;
  name: string;
  type: string;
}

function recordList(value: unknown): PlainRecord[] {
  return Array.isArray(value) ? (value as PlainRecord[]) : [];
}

function recordsIn(value: unknown): string[] {
  return recordList(value).map(({ zone }) => zone);
}

function keyOf({ zone, name, type }: PlainRecord): string {
  return [zone, name, type].join(" ");
}

function findings(tally: Tally, limits: Limits): OverLimit[] {
  const { scope, name, of } = tally;
  return (["deletes", "changes"] as const).flatMap((what) => {
    const [count, limit] = [tally[what], limits[what]];
    const tooMany = count > limit.most || (count >= limit.floor && count > limit.share * of);
    return tooMany ? [{ scope, name, what, count, of, limit }] : [];
  });
}

function byPlace(a: OverLimit, b: OverLimit): number {
  const key = ({ scope, name, what }: OverLimit) => `${scope} ${name} ${what}`;
  return key(a) < key(b) ? -1 : 1;
}
