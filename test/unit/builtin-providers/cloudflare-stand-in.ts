import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type Cloudflare from "cloudflare";
import { assertShape } from "./api-shapes";

/** A record as the API serves it; held against the official client's own type. */
export type StandInRecord = Pick<
  Cloudflare.DNS.ARecord,
  "name" | "ttl" | "content" | "comment" | "proxied" | "tags"
> & {
  id: string;
  type: "A" | "AAAA" | "CNAME" | "PTR" | "MX" | "NS" | "TXT";
  created_on: string;
  modified_on: string;
  meta: object;
  settings: object;
  proxiable: boolean;
};

interface BatchRequest {
  deletes?: { id: string }[];
  patches?: (Partial<StandInRecord> & { id: string })[];
  puts?: (StandInRecord & { id: string })[];
  posts?: StandInRecord[];
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Number of pages' records at most, whatever is asked: so that tests need no thousand records for a second page. */
const PAGE_LIMIT = 50;
const NOW = "2026-11-23T00:00:00Z";

/**
 * The part of Cloudflare's API v4 that Titip uses, on loopback and in memory: list with pages, batch, error envelope,
 * rate limit. All that comes and goes is held against the published shapes.
 */
export class CloudflareStandIn {
  readonly zones = new Map<string, StandInRecord[]>();
  /** Method and path of each request, in order; a batch with the number of its operations. */
  readonly requests: string[] = [];
  /** What the bodies of the batches were. */
  readonly batches: BatchRequest[] = [];
  /** So many requests are told to come again after `retryAfter` seconds. */
  tooMany = 0;
  retryAfter = "0.05";
  /** The next batches are applied, but their answers are lost. */
  loseAnswers = 0;
  /** Milliseconds between a batch that is carried out and its answer. */
  pause = 0;
  private server: Server | undefined;
  private number = 0;

  constructor(readonly token = "rahasia-untuk-uji") {}

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    await new Promise<void>((resolve) => this.server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/client/v4`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Puts a record there as somebody else would. */
  hold(
    zone: string,
    record: Pick<StandInRecord, "name" | "type" | "content"> & Partial<StandInRecord>,
  ): StandInRecord {
    const whole = this.made({ ttl: 300, proxied: false, comment: "", ...record } as StandInRecord);
    this.zones.set(zone, [...(this.zones.get(zone) ?? []), whole]);
    return whole;
  }

  private made(body: StandInRecord): StandInRecord {
    this.number += 1;
    const id = this.number.toString(16).padStart(32, "0");
    const own = { created_on: NOW, modified_on: NOW, meta: {}, settings: {}, proxiable: true, tags: [] };
    return { comment: "", proxied: false, ...own, ...body, id };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://stand-in");
    this.requests.push(`${request.method} ${url.pathname.replace("/client/v4", "")}`);
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(JSON.stringify(body));
    };
    try {
      if (this.tooMany > 0) {
        this.tooMany -= 1;
        const failed = failure(10_429, "You have exceeded the rate limit");
        return send(429, failed, { "retry-after": this.retryAfter });
      }
      if (request.headers.authorization !== `Bearer ${this.token}`)
        throw new Refusal(403, 10_000, "Authentication error");
      const [, zone = "", batch] =
        /^\/client\/v4\/zones\/([0-9a-f]{32})\/dns_records(\/batch)?$/.exec(url.pathname) ?? [];
      const records = this.zones.get(zone);
      if (!records) throw new Refusal(404, 7003, "Could not route to the zone");
      const answer = batch ? this.batch(zone, await bodyOf(request)) : page(records, url.searchParams);
      if (batch && this.pause > 0) await sleep(this.pause);
      if (batch && this.loseAnswers > 0) {
        this.loseAnswers -= 1;
        return void response.destroy();
      }
      send(200, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      send(error.status, failure(error.code, error.message));
    }
  }

  /** Deletes, patches, puts, posts, in this order; all or nothing. */
  private batch(zone: string, body: unknown): unknown {
    assertShape("batchRequest", body);
    const { deletes = [], patches = [], puts = [], posts = [] } = body as BatchRequest;
    this.batches.push(body as BatchRequest);
    if (deletes.length + patches.length + puts.length + posts.length > 200)
      throw new Refusal(400, 81_099, "too many operations");
    const records = (this.zones.get(zone) ?? []).map((record) => ({ ...record }));
    const find = (id: string) => {
      const found = records.find((record) => record.id === id);
      if (!found) throw new Refusal(400, 81_044, "Record does not exist.");
      return found;
    };
    const gone = deletes.map(({ id }) => {
      const found = find(id);
      records.splice(records.indexOf(found), 1);
      return found;
    });
    const changed = [...patches, ...puts].map((wanted) => Object.assign(find(wanted.id), wanted));
    const added = posts.map((wanted) => {
      const record = this.made(wanted);
      records.push(record);
      return record;
    });
    for (const record of records) assertFits(record, records);
    this.zones.set(zone, records);
    const result = { deletes: gone, patches: changed, puts: [], posts: added };
    const answer = { success: true, errors: [], messages: [], result };
    assertShape("batchResponse", answer);
    return answer;
  }
}

function assertFits(record: StandInRecord, records: readonly StandInRecord[]): void {
  if (record.ttl !== 1 && (record.ttl < 60 || record.ttl > 86_400))
    throw new Refusal(400, 9021, "Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic.");
  const others = records.filter((other) => other !== record && other.name === record.name);
  if (others.some(({ type, content }) => type === record.type && content === record.content))
    throw new Refusal(400, 81_058, "An identical record already exists.");
  if (record.type === "CNAME" && others.some(({ type }) => ["A", "AAAA", "CNAME"].includes(type)))
    throw new Refusal(400, 81_053, "An A, AAAA, or CNAME record with that host already exists.");
}

function page(records: readonly StandInRecord[], query: URLSearchParams): unknown {
  const number = Number(query.get("page") ?? 1);
  const size = Math.min(Number(query.get("per_page") ?? 100), PAGE_LIMIT);
  const result = records.slice((number - 1) * size, number * size);
  const info = { page: number, per_page: size, count: result.length, total_count: records.length };
  const answer = { success: true, errors: [], messages: [], result, result_info: info };
  assertShape("list", answer);
  return answer;
}

function failure(code: number, message: string): unknown {
  const answer = { success: false, errors: [{ code, message }], messages: [], result: null };
  assertShape("failure", answer);
  return answer;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
