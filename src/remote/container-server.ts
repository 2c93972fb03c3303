import type { ContainerServer, StoreOrder, StoreReality } from "./fleet";
import { GroupCommit } from "./group-commit";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import type { Session } from "./session";
import { operationVerdict } from "./site-verdict";
import {
  type StoreOperation,
  type StoreOutcome,
  storeFields,
  storeOutcomesOf,
  storeRequestOf,
  storesOf,
} from "./store-operation";
import type { GroupOptions } from "./web-server";

/** One container server: reads share a round trip, changes share one transaction. */
export class DockerServer implements ContainerServer {
  private readonly reads: GroupCommit<string, StoreReality | undefined>;
  private readonly changes: GroupCommit<StoreOperation, StoreOutcome>;

  constructor(
    private readonly session: Pick<Session, "server" | "host" | "request" | "change">,
    options: GroupOptions = {},
  ) {
    this.reads = new GroupCommit({ ...options, commit: (requests) => this.readAll(requests) });
    this.changes = new GroupCommit({
      ...options,
      commit: (operations) => this.apply(operations),
      verdict: (error, operations) => operationVerdict(this.session, error, operations, storeRequestOf),
      key: storeRequestOf,
    });
  }

  read(request: string): Promise<StoreReality | undefined> {
    return this.reads.submit(request).catch((error) => this.explain(error));
  }

  async put(order: StoreOrder): Promise<StoreReality> {
    const { held } = await this.submit({ kind: "put", order });
    if (!held) throw new Error(`${order.request}: not the outcome of a put`);
    return held;
  }

  async remove(request: string): Promise<{ archive: string | undefined }> {
    const { archive } = await this.submit({ kind: "remove", request });
    return { archive };
  }

  async survey(): Promise<{ ports: number[]; uids: number[] }> {
    const { lines } = await this.session.request("store-survey").catch((error) => this.explain(error));
    const numbers = (kind: string) =>
      lines.flatMap(([word, value]) => (word === kind && Number(value) > 0 ? [Number(value)] : []));
    return { ports: [...new Set(numbers("port"))].sort((a, b) => a - b), uids: numbers("uid") };
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  private async readAll(requests: string[]): Promise<(StoreReality | undefined)[]> {
    const stores = storesOf((await this.session.request("store-read")).lines);
    return requests.map((request) => stores.get(request));
  }

  private async apply(operations: StoreOperation[]): Promise<StoreOutcome[]> {
    const { lines } = await this.session.change("store-apply", [], operations.map(storeFields));
    return storeOutcomesOf(operations, lines);
  }

  private submit(operation: StoreOperation): Promise<StoreOutcome> {
    return this.changes.submit(operation).catch((error) => this.explain(error, storeRequestOf(operation)));
  }

  private explain(error: unknown, request?: string): never {
    if (!(error instanceof RemoteRejection)) throw error;
    throw explainRejection(this.session, error, request);
  }
}
