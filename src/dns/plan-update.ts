import type { DnsRecord } from "../provision/desired-state";
import { type Conflict, heldBy, unsafe } from "./conflict";
import { isWithin } from "./names";
import { namesByRequest } from "./owner-marker";
import { packMessages, type UpdateMessage } from "./pack-messages";
import { type NameChange, type NamePlan, planName, type ZoneView } from "./plan-name";
import { encodeLine, UnsafeValueError } from "./update-text";
import { compareText, indexZone, type ZoneContents, type ZoneRecord } from "./zone-contents";

/** What one request wants in all of the zones at hand; an empty list removes all that is its own. */
export interface Change {
  request: string;
  wanted: readonly DnsRecord[];
}

export interface UpdatePlan {
  /** To be sent in this order: reverse removals, forward changes, reverse additions. */
  messages: UpdateMessage[];
  /** Requests that are refused; nothing of theirs is in `messages`. */
  conflicts: Conflict[];
}

/**
 * From the transferred zones and what requests want to the messages that lead there. Names without our
 * marker are never touched; each message fails as a whole when what was read has changed meanwhile.
 */
export function planUpdate(zones: readonly ZoneContents[], changes: readonly Change[]): UpdatePlan {
  const views = new Map(zones.map((contents) => [contents.zone, viewOf(contents)]));
  const owned = new Map([...views].map(([zone, view]) => [zone, namesByRequest(view.index)]));
  const claims = new Map<string, string>();
  const plans: NamePlan[] = [];
  const conflicts: Conflict[] = [];
  for (const change of changes) {
    const outcome = planRequest(change, views, owned, claims);
    if (Array.isArray(outcome)) plans.push(...outcome);
    else conflicts.push(outcome);
  }
  return { messages: packMessages(plans), conflicts };
}

type Owned = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** All name plans of one request, or the first conflict: a request is written whole or not at all. */
function planRequest(
  change: Change,
  views: ReadonlyMap<string, ZoneView>,
  owned: Owned,
  claims: Map<string, string>,
): NamePlan[] | Conflict {
  const fault = faultOf(change, views);
  if (fault) return fault;
  const plans: NamePlan[] = [];
  for (const nameChange of nameChanges(change, owned)) {
    const view = views.get(nameChange.zone);
    const plan = view && (claimed(nameChange, claims) ?? planName(nameChange, view));
    if (plan && "kind" in plan) return plan;
    const refused = plan && refusedBy(plan, view);
    if (refused) return refused;
    if (plan) plans.push(plan);
  }
  for (const { zone, name } of plans) claims.set(`${zone} ${name}`, change.request);
  return plans;
}

/** Two requests at one name in one transaction: the first has it. */
function claimed(change: NameChange, claims: ReadonlyMap<string, string>): Conflict | undefined {
  const holder = claims.get(`${change.zone} ${change.name}`);
  if (holder === undefined || holder === change.request || change.wanted.length === 0) return undefined;
  return heldBy(change, holder);
}

/** Every name where the request has or wants something, sorted. */
function nameChanges({ request, wanted }: Change, owned: Owned): NameChange[] {
  const byKey = new Map<string, NameChange & { wanted: DnsRecord[] }>();
  const at = (zone: string, name: string) => {
    const key = `${zone} ${name}`;
    const found = byKey.get(key) ?? { request, zone, name, wanted: [] };
    byKey.set(key, found);
    return found;
  };
  for (const [zone, names] of owned) for (const name of names.get(request) ?? []) at(zone, name);
  for (const record of wanted) {
    const { wanted: list } = at(record.zone, record.name);
    if (!list.some(({ type, value }) => type === record.type && value === record.value)) list.push(record);
  }
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, nameChange]) => nameChange);
}

/** What `named-checkzone` would refuse in the wanted records themselves. */
function faultOf(change: Change, views: ReadonlyMap<string, ZoneView>): Conflict | undefined {
  for (const record of change.wanted) {
    const { zone, name } = record;
    const words = !views.has(zone)
      ? `zone ${zone} was not read`
      : !isWithin(name, zone)
        ? `${name} is not in zone ${zone}`
        : faultBeside(record, change.wanted);
    if (words) return unsafe({ request: change.request, zone, name }, words);
  }
  return undefined;
}

function faultBeside(record: DnsRecord, wanted: readonly DnsRecord[]): string | undefined {
  const beside = wanted.filter(({ zone, name }) => zone === record.zone && name === record.name);
  const others = beside.filter(({ type, value }) => type !== record.type || value !== record.value);
  if (record.type === "CNAME" && others.length > 0) return `${record.name} is a CNAME and something else`;
  const uneven = beside.find(({ type, ttl }) => type === record.type && ttl !== record.ttl);
  return uneven && `${record.name} ${record.type} has two times to live`;
}

/** The encoder's verdict, asked before anything is sent. */
function refusedBy(plan: NamePlan, view: ZoneView): Conflict | undefined {
  for (const line of [...plan.prerequisites, ...plan.updates, ...plan.undo]) {
    try {
      encodeLine(line, plan.zone);
    } catch (error) {
      if (!(error instanceof UnsafeValueError)) throw error;
      const value = "value" in line ? line.value : undefined;
      const record = view.index.get(line.name)?.find((found) => found.value === value);
      return unsafe(plan, error.message, record);
    }
  }
  return undefined;
}

const POINTERS = new Set(["NS", "MX", "SRV"]);

function viewOf(contents: ZoneContents): ZoneView {
  const pointers = new Map<string, ZoneRecord>();
  for (const record of contents.records) {
    if (!POINTERS.has(record.type)) continue;
    const target = record.value.split(/\s+/).at(-1)?.toLowerCase().replace(/\.$/, "") ?? "";
    if (!pointers.has(target)) pointers.set(target, record);
  }
  return { index: indexZone(contents), pointers };
}
