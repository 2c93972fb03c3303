import type { DnsRecord } from "../provision/desired-state";
import { type Conflict, cnameNotAlone, foreign, heldBy, hidden, pointedAt } from "./conflict";
import { ancestorsWithin } from "./names";
import { markerName, markerRecord, ownership } from "./owner-marker";
import type { UpdateLine } from "./update-text";
import { compareText, isOwnedType, OWNED_TYPES, type ZoneIndex, type ZoneRecord } from "./zone-contents";

/** What one request wants at one owner name; no records means: nothing of ours is left there. */
export interface NameChange {
  request: string;
  zone: string;
  name: string;
  wanted: readonly DnsRecord[];
}

/** A zone as the planner looks at it. */
export interface ZoneView {
  index: ZoneIndex;
  /** First NS, MX or SRV record that points at a name. */
  pointers: ReadonlyMap<string, ZoneRecord>;
}

/** The change of one owner name; always sent as a whole, in one message. */
export interface NamePlan {
  request: string;
  zone: string;
  name: string;
  /** Something new is served afterwards; false when it only takes away. */
  adds: boolean;
  prerequisites: UpdateLine[];
  updates: UpdateLine[];
  /** Own prerequisites and updates that restore what was read; does nothing if the change was never made. */
  undo: UpdateLine[];
}

type Owned = ZoneRecord & { type: DnsRecord["type"] };

/** From what the zone holds at one name to what is wanted: a plan, a conflict, or nothing to do. */
export function planName(change: NameChange, view: ZoneView): NamePlan | Conflict | undefined {
  const owner = ownership(view.index, change.name);
  const here = view.index.get(change.name) ?? [];
  if (owner.by === "request" && owner.request === change.request) return planOwn(change, here);
  if (change.wanted.length === 0) return undefined;
  if (owner.by === "stranger") return foreign(change, owner.record);
  if (owner.by === "request") return heldBy(change, owner.request, here[0]);
  return obstacle(change, here, view) ?? planNew(change);
}

function obstacle(change: NameChange, here: readonly ZoneRecord[], view: ZoneView): Conflict | undefined {
  if (here[0]) return foreign(change, here[0]);
  for (const ancestor of ancestorsWithin(change.name, change.zone)) {
    const cut = view.index.get(ancestor)?.find(({ type }) => type === "NS" || type === "DNAME");
    if (cut) return hidden(change, cut);
  }
  const pointer = view.pointers.get(change.name);
  return pointer && wantsAlias(change) ? pointedAt(change, pointer) : undefined;
}

function wantsAlias({ wanted }: NameChange): boolean {
  return wanted.some(({ type }) => type === "CNAME");
}

function planNew(change: NameChange): NamePlan {
  const marker = markerRecord(change.name, change.request);
  const records = [...change.wanted, marker];
  return {
    ...place(change),
    adds: true,
    prerequisites: [
      { op: "nxdomain", name: change.name },
      { op: "nxdomain", name: marker.name },
    ],
    updates: records.map((record) => add(record)),
    undo: [holds(marker), ...records.map((record) => remove(record))],
  };
}

function planOwn(change: NameChange, here: readonly ZoneRecord[]): NamePlan | Conflict | undefined {
  const { wanted } = change;
  const ours = here.filter((record): record is Owned => isOwnedType(record.type));
  const stranger = here.find(({ type }) => !isOwnedType(type));
  if (stranger && wantsAlias(change)) return cnameNotAlone(change, stranger);
  const gone = ours.filter((record) => !wanted.some((other) => same(record, other)));
  const fresh = wanted.filter((record) => !ours.some((other) => same(other, record)));
  if (wanted.length === 0) return planRemoval(change, ours);
  if (gone.length === 0 && fresh.length === 0) return undefined;
  const marker = markerRecord(change.name, change.request);
  return {
    ...place(change),
    adds: fresh.length > 0,
    prerequisites: [holds(marker), ...exactly(change.name, ours, involved(ours, wanted))],
    updates: [...gone.map(remove), ...fresh.map(add)],
    undo: [
      holds(marker),
      ...exactly(change.name, wanted, involved(ours, wanted)),
      ...fresh.map(remove),
      ...gone.map(add),
    ],
  };
}

function planRemoval(change: NameChange, ours: readonly Owned[]): NamePlan {
  const marker = markerRecord(change.name, change.request);
  const wasAlias = ours.some(({ type }) => type === "CNAME");
  const free: UpdateLine = { op: "nxdomain", name: change.name };
  return {
    ...place(change),
    adds: false,
    prerequisites: [holds(marker), ...exactly(change.name, ours, typesOf(ours))],
    updates: [...ours.map(remove), remove(marker)],
    undo: [
      { op: "nxdomain", name: markerName(change.name) },
      ...(wasAlias ? [free] : exactly(change.name, [], OWNED_TYPES)),
      ...ours.map(add),
      add(marker),
    ],
  };
}

/** Types whose state the plan relies on; a new CNAME relies on the absence of everything common. */
function involved(
  ours: readonly Owned[],
  wanted: readonly DnsRecord[],
): (DnsRecord["type"] | "TXT" | "MX")[] {
  const types = [...typesOf(ours), ...typesOf(wanted), "CNAME" as const];
  if (!wanted.some(({ type }) => type === "CNAME")) return [...new Set(types)];
  return [...new Set([...types, ...OWNED_TYPES, "TXT" as const, "MX" as const])];
}

function typesOf(records: readonly { type: DnsRecord["type"] }[]): DnsRecord["type"][] {
  return [...new Set(records.map(({ type }) => type))].sort(compareText);
}

/** Compare-and-set: each of `types` holds exactly what `records` say, or nothing. */
function exactly(
  name: string,
  records: readonly { type: DnsRecord["type"]; value: string }[],
  types: readonly (DnsRecord["type"] | "TXT" | "MX")[],
): UpdateLine[] {
  return types.flatMap((type): UpdateLine[] => {
    const values = records.filter((record) => record.type === type);
    if (values.length === 0) return [{ op: "nxrrset", name, type }];
    return values.map((record) => ({ op: "yxrrset", name, type: record.type, value: record.value }));
  });
}

type Written = DnsRecord | ZoneRecord;

function holds(marker: ZoneRecord): UpdateLine {
  return { op: "yxrrset", name: marker.name, type: "TXT", value: marker.value };
}

function add({ name, type, ttl, value }: Written): UpdateLine {
  return { op: "add", name, type: type as Owned["type"], ttl, value };
}

function remove({ name, type, value }: Written): UpdateLine {
  return { op: "delete", name, type: type as Owned["type"], value };
}

function same(a: { type: string; ttl: number; value: string }, b: DnsRecord): boolean {
  return a.type === b.type && a.ttl === b.ttl && a.value === b.value;
}

function place({ request, zone, name }: NameChange): Pick<NamePlan, "request" | "zone" | "name"> {
  return { request, zone, name };
}
