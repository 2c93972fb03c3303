import { wireLength } from "./names";
import type { NamePlan } from "./plan-name";
import { encodeLine, type UpdateLine, wireSize } from "./update-text";
import { compareText } from "./zone-contents";

/** Octets of a DNS message over TCP (two octets of length, RFC 1035 §4.2.2), less header, zone and TSIG. */
const MESSAGE_LIMIT = 65_535 - 12 - 512;

/** One update message: all or nothing on the server. */
export interface UpdateMessage {
  zone: string;
  /** nsupdate's text without `server`, `zone` and `send`, which the server's own program adds. */
  script: string;
  /** The way back, one block (separated by an empty line) per name, each a message of its own. */
  undo: string;
  /** Requests whose records are in it, sorted. */
  requests: string[];
}

/** An address stands before its PTR is added, and its PTR goes before the address goes. */
function phaseOf({ zone, adds }: NamePlan): number {
  if (!zone.endsWith(".arpa")) return 1;
  return adds ? 2 : 0;
}

/** Fills messages up to the limit, in the order of phase, zone and request. */
export function packMessages(plans: readonly NamePlan[], limit: number = MESSAGE_LIMIT): UpdateMessage[] {
  const groups = new Map<string, NamePlan[]>();
  for (const plan of [...plans].sort(comparePlans)) {
    const key = `${phaseOf(plan)} ${plan.zone}`;
    const group = groups.get(key);
    if (group) group.push(plan);
    else groups.set(key, [plan]);
  }
  return [...groups.values()].flatMap((group) => fill(group, limit)).map(write);
}

function comparePlans(a: NamePlan, b: NamePlan): number {
  return (
    phaseOf(a) - phaseOf(b) ||
    compareText(a.zone, b.zone) ||
    compareText(a.request, b.request) ||
    compareText(a.name, b.name)
  );
}

function fill(plans: readonly NamePlan[], limit: number): NamePlan[][] {
  const messages: NamePlan[][] = [];
  let room = 0;
  for (const plan of plans) {
    const size = sizeOf(plan);
    if (size > room) {
      messages.push([]);
      room = limit - wireLength(plan.zone) - 4;
    }
    messages.at(-1)?.push(plan);
    room -= size;
  }
  return messages;
}

function sizeOf({ prerequisites, updates }: NamePlan): number {
  return [...prerequisites, ...updates].reduce((sum, line) => sum + wireSize(line), 0);
}

function write(plans: readonly NamePlan[]): UpdateMessage {
  const zone = plans[0]?.zone ?? "";
  const text = (lines: readonly UpdateLine[]) => lines.map((line) => `${encodeLine(line, zone)}\n`).join("");
  return {
    zone,
    script: text([...plans.flatMap((plan) => plan.prerequisites), ...plans.flatMap((plan) => plan.updates)]),
    undo: plans.map((plan) => text(plan.undo)).join("\n"),
    requests: [...new Set(plans.map(({ request }) => request))].sort(compareText),
  };
}
