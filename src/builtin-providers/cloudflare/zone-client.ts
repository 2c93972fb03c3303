import { setTimeout as sleep } from "node:timers/promises";
import type Cloudflare from "cloudflare";
import { GroupCommit, type Windows } from "../../remote/group-commit";
import { explainApiError, isAboutOneRecord, pauseAfter } from "./api-error";
import { isEmpty, planBatch, type RecordOperation, RecordRefused } from "./plan-batch";
import type { ServedRecord } from "./record";

/** Most records of one batch on Cloudflare's smallest plan (developers.cloudflare.com: batch record changes). */
const BATCH = 200;
/** Records of one page; the API allows more, but an answer should not last. */
const PAGE = 1000;

/** One zone: reads share a listing, changes share a batch. */
export class ZoneClient {
  private readonly reads: GroupCommit<undefined, readonly ServedRecord[]>;
  private readonly changes: GroupCommit<RecordOperation, ServedRecord | undefined>;

  constructor(
    private readonly client: Cloudflare,
    private readonly zoneId: string,
    windows?: Partial<Windows>,
  ) {
    this.reads = new GroupCommit({
      windows,
      commit: async (asked) => {
        const records = await this.list();
        return asked.map(() => records);
      },
    });
    this.changes = new GroupCommit({
      windows,
      commit: (operations) => this.apply(operations),
      verdict: (error) => {
        if (error instanceof RecordRefused)
          return { guilty: new Map([[error.operation, error as Error]]), suspects: [] };
        return isAboutOneRecord(error) ? { guilty: new Map(), suspects: [] } : undefined;
      },
    });
  }

  /** Every record of the zone, ours or not. */
  records(): Promise<readonly ServedRecord[]> {
    return this.reads.submit(undefined).catch(explainApiError);
  }

  /** The record as it is served then; `undefined` for a deleted one. Safe to repeat. */
  change(operation: RecordOperation): Promise<ServedRecord | undefined> {
    return this.changes.submit(operation).catch(explainApiError);
  }

  private async list(): Promise<ServedRecord[]> {
    const records: ServedRecord[] = [];
    for await (const record of this.client.dns.records.list({ zone_id: this.zoneId, per_page: PAGE }))
      records.push(record);
    return records;
  }

  /** The zone is read before every batch: what is there decides what is sent, so that a repeated create adopts its own. */
  private async apply(operations: RecordOperation[]): Promise<(ServedRecord | undefined)[]> {
    for (let first = 0; first < operations.length; first += BATCH)
      await this.send(operations.slice(first, first + BATCH));
    const now = await this.list();
    return operations.map((operation) => {
      if (operation.kind === "delete") return undefined;
      const { name, type, comment } = operation.wanted;
      const found = now.find((one) => one.name === name && one.type === type && one.comment === comment);
      if (!found) throw new Error(`${name} ${type}: the zone does not serve it after the change`);
      return found;
    });
  }

  /**
   * Planned anew before every try: whether a batch whose answer was lost has been carried out is read, not guessed.
   * The client's own tries would send it twice.
   */
  private async send(operations: RecordOperation[]): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const batch = planBatch(await this.list(), operations);
      if (isEmpty(batch)) return;
      try {
        await this.client.dns.records.batch({ zone_id: this.zoneId, ...batch }, { maxRetries: 0 });
        return;
      } catch (error) {
        const pause = pauseAfter(error, tries);
        if (pause === undefined) throw error;
        await sleep(pause);
      }
    }
  }
}
