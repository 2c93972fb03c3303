import type { SiteOrder, SiteReality, UsageReading, WebServer } from "./fleet";
import { GroupedServer, type GroupOptions, type ServerSession } from "./grouped-server";
import { operationFields, outcomesOf, type SiteOperation, type SiteOutcome, sitesOf } from "./site-operation";
import { collectedReadingOf, usageReadingOf } from "./usage-reading";

/** One Apache server: changes share a transaction with one graceful reload. */
export class ApacheServer
  extends GroupedServer<SiteOperation, SiteReality, SiteOutcome>
  implements WebServer
{
  constructor(session: ServerSession, options?: GroupOptions) {
    super(session, SITES, options);
  }

  read(request: string): Promise<SiteReality | undefined> {
    return this.find(request);
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
    const lines = await this.ask("web-survey");
    const values = (kind: string) =>
      [...new Set(lines.filter(([k]) => k === kind).map(([, value = ""]) => value))].sort();
    return { uids: values("uid").map(Number), names: values("name"), addresses: values("address") };
  }

  async usage(requests: string[] = []): Promise<UsageReading> {
    return usageReadingOf(this.session, await this.ask("web-usage", requests));
  }

  async collect(requests: string[] = []): Promise<UsageReading> {
    return collectedReadingOf(this.session, await this.ask("web-collect", requests));
  }
}

const SITES = {
  read: "web-read",
  apply: "web-apply",
  held: sitesOf,
  fields: operationFields,
  outcomes: outcomesOf,
};
