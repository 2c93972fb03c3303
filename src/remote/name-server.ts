import type { Conflict } from "../dns/conflict";
import { planUpdate } from "../dns/plan-update";
import { compareRecords } from "../dns/zone-contents";
import type { ZoneSet } from "../dns/zone-set";
import type { DnsRecord } from "../provision/desired-state";
import type { NameServer, SurveyedRecord } from "./fleet";
import { type Clock, GroupCommit, type Verdict, type Windows } from "./group-commit";
import { conflictError, explainDns, servedOtherwise } from "./name-server-error";
import { RemoteRejection } from "./rejection";
import type { Session } from "./session";
import { Snapshot } from "./snapshot";
import { zonesOfReply } from "./zone-transfer";

interface Order {
  request: string;
  zones: string[];
  wanted: DnsRecord[];
}

/** What became of one order: its records as served, or why it alone was refused. */
type Outcome = { records: DnsRecord[] } | { error: Error; stale?: boolean };

export interface NameServerOptions {
  windows?: Partial<Windows>;
  clock?: Clock;
  /** Sites are being made whose records will follow: one message for all of them is worth the wait. */
  expectMore?(): boolean;
}

/** A plan is made anew once when the zone changed under it. */
const ATTEMPTS = 2;
/** Trying again with fewer requests would end otherwise. */
const DIVISIBLE = new Set(["dns-changed", "dns-refused", "bad-request"]);

/** A BIND primary: one transfer per zone serves all reads, one message per zone carries all changes of a while. */
export class BindNameServer implements NameServer {
  private readonly reads: GroupCommit<string[], ZoneSet>;
  private readonly changes: GroupCommit<Order, Outcome>;
  private readonly snapshot: Snapshot<ZoneSet>;

  constructor(
    private readonly session: Pick<Session, "server" | "host" | "request" | "change" | "lock">,
    options: NameServerOptions = {},
  ) {
    this.snapshot = new Snapshot(options);
    this.reads = new GroupCommit({
      ...options,
      expectMore: undefined,
      commit: async (lists) => {
        const set = await this.snapshot.take((seen) => this.addedTo(seen, lists.flat()));
        return lists.map(() => set);
      },
      verdict: (error, lists) => this.verdict(error, lists, (zones) => zones),
    });
    this.changes = new GroupCommit({
      ...options,
      commit: (orders) => this.applyAll(orders),
      verdict: (error, orders) => this.verdict(error, orders, ({ zones }) => zones),
      key: ({ request }) => request,
    });
  }

  async read(request: string, zones: string[]): Promise<DnsRecord[]> {
    const set =
      this.seen(zones) ?? (await this.reads.submit(zones).catch((error) => this.explain(error, request)));
    return set.recordsOf(request, zones);
  }

  async survey(zones: string[]): Promise<SurveyedRecord[]> {
    const set = await this.reads.submit(zones).catch((error) => this.explain(error));
    return set.survey(zones);
  }

  async apply(request: string, zones: string[], wanted: DnsRecord[]): Promise<DnsRecord[]> {
    const all = [...new Set([...zones, ...wanted.map(({ zone }) => zone)])].sort();
    const order = { request, zones: all, wanted };
    const outcome = await this.changes.submit(order).catch((error) => this.explain(error, request));
    if ("error" in outcome) throw outcome.error;
    return outcome.records;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  /** Zones of a moment ago serve whoever asks now. */
  private seen(zones: string[]): ZoneSet | undefined {
    const seen = this.changes.busy ? undefined : this.snapshot.seen();
    return seen?.has(zones) ? seen : undefined;
  }

  /** What was seen a moment ago, and the zones that were not among it. */
  private async addedTo(seen: ZoneSet | undefined, zones: readonly string[]): Promise<ZoneSet> {
    if (!seen) return this.transfer(zones);
    return seen.with(await this.transfer(zones.filter((zone) => !seen.has([zone]))));
  }

  private async transfer(zones: readonly string[]): Promise<ZoneSet> {
    const names = [...new Set(zones)].sort();
    if (names.length === 0) return zonesOfReply([]);
    return zonesOfReply((await this.session.request("dns-read", names)).lines);
  }

  /** The lock comes before the reading: taking it undoes what a crashed session left half done. */
  private async applyAll(orders: Order[]): Promise<Outcome[]> {
    await this.session.lock();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(orders, attempt === ATTEMPTS);
      } catch (error) {
        const changed = error instanceof RemoteRejection && error.code === "dns-changed";
        if (!(changed || error instanceof Stale) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Read, plan, send, read back. @throws Stale when something else is served, unless it is the `last` attempt */
  private async attempt(orders: Order[], last: boolean): Promise<Outcome[]> {
    const zones = [...new Set(orders.flatMap((order) => order.zones))].sort();
    const before = await this.transfer(zones);
    const { messages, conflicts } = planUpdate(before.zones(zones), orders);
    const body = messages.map(({ zone, script, undo }) => [zone, script, undo]);
    const reply =
      messages.length > 0
        ? await this.snapshot.forgetWhile(() => this.session.change("dns-apply", [], body))
        : undefined;
    const after = reply ? before.with(zonesOfReply(reply.lines)) : before;
    const refused = new Map(conflicts.map((conflict) => [conflict.request, conflict]));
    const outcomes = orders.map((order) => this.outcomeOf(order, after, refused.get(order.request)));
    if (!last && outcomes.some((outcome) => "error" in outcome && outcome.stale)) throw new Stale();
    return outcomes;
  }

  private outcomeOf({ request, zones, wanted }: Order, after: ZoneSet, conflict?: Conflict): Outcome {
    if (conflict) return { error: conflictError(this.session, conflict) };
    const records = after.recordsOf(request, zones);
    if (sameRecords(records, wanted)) return { records };
    return { error: servedOtherwise(this.session, request, wanted, records), stale: true };
  }

  /** A zone that cannot be transferred is the fault of those who asked for it; a refused message is halved. */
  private verdict<Op>(error: unknown, ops: Op[], zonesOf: (op: Op) => string[]): Verdict<Op> | undefined {
    if (!(error instanceof RemoteRejection)) return undefined;
    if (error.code === "dns-transfer") {
      const zone = error.fields.zone ?? "";
      const guilty = ops.filter((op) => zonesOf(op).includes(zone));
      return { guilty: new Map(guilty.map((op) => [op, error])), suspects: [] };
    }
    const undone = error.fields.undone !== "no";
    return DIVISIBLE.has(error.code) && undone ? { guilty: new Map(), suspects: [] } : undefined;
  }

  private explain(error: unknown, request?: string): never {
    throw explainDns(this.session, error, request);
  }
}

/** What is served after an update is not what was planned: somebody else wrote in between. */
class Stale extends Error {}

function sameRecords(a: readonly DnsRecord[], b: readonly DnsRecord[]): boolean {
  const text = (records: readonly DnsRecord[]) =>
    [...records].sort(compareRecords).map((r) => [r.zone, r.name, r.type, r.ttl, r.value].join(" "));
  return [...new Set(text(a))].join("\n") === [...new Set(text(b))].join("\n");
}
