import type { SiteOrder, SiteReality, UsageReading, WebServer } from "./fleet";
import type { RemoteReply } from "./framing";
import { type Clock, GroupCommit, type Windows } from "./group-commit";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import type { Session } from "./session";
import {
  operationFields,
  outcomesOf,
  requestOf,
  type SiteOperation,
  type SiteOutcome,
  sitesOf,
} from "./site-operation";
import { siteVerdict } from "./site-verdict";
import { collectedReadingOf, usageReadingOf } from "./usage-reading";

export interface GroupOptions {
  windows?: Partial<Windows>;
  clock?: Clock;
}

/** One Apache server: reads share a round trip, changes share a transaction with one graceful reload. */
export class ApacheServer implements WebServer {
  private readonly reads: GroupCommit<string, SiteReality | undefined>;
  private readonly changes: GroupCommit<SiteOperation, SiteOutcome>;

  constructor(
    private readonly session: Pick<Session, "server" | "host" | "request" | "change">,
    options: GroupOptions = {},
  ) {
    this.reads = new GroupCommit({ ...options, commit: (requests) => this.readAll(requests) });
    this.changes = new GroupCommit({
      ...options,
      commit: (operations) => this.apply(operations),
      verdict: (error, operations) => siteVerdict(this.session, error, operations),
      key: requestOf,
    });
  }

  read(request: string): Promise<SiteReality | undefined> {
    return this.reads.submit(request).catch((error) => this.explain(error));
  }

  async put(order: SiteOrder): Promise<SiteReality> {
    const outcome = await this.submit({ kind: "put", order });
    if (outcome.kind !== "put") throw new Error(`${order.request}: not the outcome of a put`);
    return outcome.reality;
  }

  async remove(request: string): Promise<{ archive: string | undefined }> {
    const outcome = await this.submit({ kind: "remove", request });
    if (outcome.kind !== "remove") throw new Error(`${request}: not the outcome of a removal`);
    return { archive: outcome.archive };
  }

  async survey(): Promise<{ uids: number[]; names: string[]; addresses: string[] }> {
    const { lines } = await this.session.request("web-survey").catch((error) => this.explain(error));
    const values = (kind: string) =>
      [...new Set(lines.filter(([k]) => k === kind).map(([, value = ""]) => value))].sort();
    return { uids: values("uid").map(Number), names: values("name"), addresses: values("address") };
  }

  async usage(requests: string[] = []): Promise<UsageReading> {
    const asked = this.session.request("web-usage", requests);
    const { lines } = await asked.catch((error) => this.explain(error));
    return usageReadingOf(this.session, lines);
  }

  async collect(requests: string[] = []): Promise<UsageReading> {
    const asked = this.session.request("web-collect", requests);
    const { lines } = await asked.catch((error) => this.explain(error));
    return collectedReadingOf(this.session, lines);
  }

  /** Sites are being changed, or are about to be. */
  get changing(): boolean {
    return this.changes.busy;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  private async readAll(requests: string[]): Promise<(SiteReality | undefined)[]> {
    const sites = sitesOf((await this.session.request("web-read")).lines);
    return requests.map((request) => sites.get(request));
  }

  private async apply(operations: SiteOperation[]): Promise<SiteOutcome[]> {
    const reply: RemoteReply = await this.session.change("web-apply", [], operations.map(operationFields));
    return outcomesOf(operations, reply.lines);
  }

  private submit(operation: SiteOperation): Promise<SiteOutcome> {
    return this.changes.submit(operation).catch((error) => this.explain(error, operation));
  }

  private explain(error: unknown, operation?: SiteOperation): never {
    if (!(error instanceof RemoteRejection)) throw error;
    throw explainRejection(this.session, error, operation && requestOf(operation));
  }
}
