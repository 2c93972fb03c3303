import {
  type DatabaseOperation,
  type DatabaseOutcome,
  databaseFields,
  databaseOutcomesOf,
  databaseRequestOf,
  databasesOf,
} from "./database-operation";
import type { DatabaseHeld, DatabaseOrder, DatabaseServer } from "./fleet";
import { GroupCommit } from "./group-commit";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import type { Session } from "./session";
import { operationVerdict } from "./site-verdict";
import type { GroupOptions } from "./web-server";

/** One server with MariaDB, PostgreSQL or both: reads share a round trip, changes share a transaction. */
export class SqlServer implements DatabaseServer {
  private readonly reads: GroupCommit<string, DatabaseHeld | undefined>;
  private readonly changes: GroupCommit<DatabaseOperation, DatabaseOutcome>;

  constructor(
    private readonly session: Pick<Session, "server" | "host" | "request" | "change">,
    options: GroupOptions = {},
  ) {
    this.reads = new GroupCommit({ ...options, commit: (requests) => this.readAll(requests) });
    this.changes = new GroupCommit({
      ...options,
      commit: (operations) => this.apply(operations),
      verdict: (error, operations) => operationVerdict(this.session, error, operations, databaseRequestOf),
      key: databaseRequestOf,
    });
  }

  read(request: string): Promise<DatabaseHeld | undefined> {
    return this.reads.submit(request).catch((error) => this.explain(error));
  }

  async put(order: DatabaseOrder): Promise<{ held: DatabaseHeld; secret: string | undefined }> {
    const outcome = await this.submit({ kind: "put", order });
    if (outcome.kind !== "put") throw new Error(`${order.request}: not the outcome of a put`);
    return { held: outcome.held, secret: outcome.secret };
  }

  async remove(request: string): Promise<{ archive: string | undefined }> {
    const outcome = await this.submit({ kind: "remove", request });
    if (outcome.kind !== "remove") throw new Error(`${request}: not the outcome of a removal`);
    return { archive: outcome.archive };
  }

  async survey(): Promise<{ names: string[] }> {
    const { lines } = await this.session.request("db-survey").catch((error) => this.explain(error));
    const names = lines.filter(([kind]) => kind === "name").map(([, , name = ""]) => name);
    return { names: [...new Set(names)].sort() };
  }

  async usage(): Promise<DatabaseHeld[]> {
    const { lines } = await this.session.request("db-read").catch((error) => this.explain(error));
    return [...databasesOf(lines).values()].sort((a, b) => (a.request < b.request ? -1 : 1));
  }

  /** Databases are being changed, or are about to be. */
  get changing(): boolean {
    return this.changes.busy;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  private async readAll(requests: string[]): Promise<(DatabaseHeld | undefined)[]> {
    const found = databasesOf((await this.session.request("db-read")).lines);
    return requests.map((request) => found.get(request));
  }

  private async apply(operations: DatabaseOperation[]): Promise<DatabaseOutcome[]> {
    const { lines } = await this.session.change("db-apply", [], operations.map(databaseFields));
    return databaseOutcomesOf(operations, lines);
  }

  private submit(operation: DatabaseOperation): Promise<DatabaseOutcome> {
    return this.changes.submit(operation).catch((error) => this.explain(error, databaseRequestOf(operation)));
  }

  private explain(error: unknown, request?: string): never {
    if (!(error instanceof RemoteRejection)) throw error;
    throw explainRejection(this.session, error, request);
  }
}
