import {
  type DatabaseOperation,
  type DatabaseOutcome,
  databaseFields,
  databaseOutcomesOf,
  databasesOf,
} from "./database-operation";
import type { DatabaseHeld, DatabaseOrder, DatabaseServer } from "./fleet";
import { GroupedServer, type GroupOptions, type ServerSession } from "./grouped-server";

/** One server with MariaDB, PostgreSQL or both. */
export class SqlServer
  extends GroupedServer<DatabaseOperation, DatabaseHeld, DatabaseOutcome>
  implements DatabaseServer
{
  constructor(session: ServerSession, options?: GroupOptions) {
    super(session, DATABASES, options);
  }

  read(request: string): Promise<DatabaseHeld | undefined> {
    return this.find(request);
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
    const lines = await this.ask("db-survey");
    const names = lines.filter(([kind]) => kind === "name").map(([, , name = ""]) => name);
    return { names: [...new Set(names)].sort() };
  }

  async usage(): Promise<DatabaseHeld[]> {
    const found = databasesOf(await this.ask("db-read"));
    return [...found.values()].sort((a, b) => (a.request < b.request ? -1 : 1));
  }
}

const DATABASES = {
  read: "db-read",
  apply: "db-apply",
  held: databasesOf,
  fields: databaseFields,
  outcomes: databaseOutcomesOf,
};
