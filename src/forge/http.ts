/** Why a forge did not do what it was asked. */
export class ForgeError extends Error {
  constructor(
    /** Method and path, without the host and without a query. */
    readonly request: string,
    /** What it said, or what is wrong with it; may hold anything. */
    readonly words: string,
    /** Status of HTTP; undefined where there was no answer. */
    readonly status?: number,
  ) {
    super(`${request}: ${status === undefined ? "" : `${status}: `}${words}`);
    this.name = "ForgeError";
  }
}

export interface HttpOptions {
  api: string;
  /** The token among them: they are sent to the host of `api` and to no other. */
  headers: Readonly<Record<string, string>>;
  /** Milliseconds for one answer. */
  timeoutMs?: number;
  sleep?(milliseconds: number): Promise<void>;
}

interface Asked {
  method: "GET" | "POST" | "PATCH" | "PUT";
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

const TIMEOUT = 30_000;
const TRIES = 5;
const MOST_BYTES = 20 << 20;
const LONGEST_WAIT = 60_000;
const MOST_PAGES = 100;
const PASSING = new Set([429, 502, 503, 504]);

/** A programming interface over HTTP: patient with what passes by itself, strict with everything else. */
export class ForgeHttp {
  constructor(private readonly options: HttpOptions) {}

  /** @throws ForgeError for anything but a JSON answer */
  async json(path: string, asked: Asked = { method: "GET" }): Promise<unknown> {
    const text = await this.text(path, asked);
    try {
      return JSON.parse(text === "" ? "null" : text) as unknown;
    } catch {
      throw new ForgeError(nameOf(path, asked), `no JSON: ${text.slice(0, 200)}`);
    }
  }

  /** The entries of every page. @param size entries of a full page, as the path asks for them */
  async all(path: string, size: number): Promise<unknown[]> {
    const entries: unknown[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const found = await this.json(`${path}${path.includes("?") ? "&" : "?"}page=${page}`);
      if (!Array.isArray(found)) throw new ForgeError(nameOf(path), "the answer is no list");
      entries.push(...found);
      if (found.length < size) return entries;
    }
    throw new ForgeError(nameOf(path), `more than ${MOST_PAGES} pages`);
  }

  async text(path: string, asked: Asked = { method: "GET" }): Promise<string> {
    const { sleep = pause } = this.options;
    for (let attempt = 1; ; attempt++) {
      const last = attempt === TRIES;
      const answer = await this.fetched(path, asked, last);
      if (answer && (!isPassing(answer.status, asked) || last)) return this.bodyOf(answer, path, asked);
      await answer?.body?.cancel();
      await sleep(waitOf(answer, attempt));
    }
  }

  /** Undefined when nobody answered, and asking again does no harm. */
  private async fetched(path: string, asked: Asked, last: boolean): Promise<Response | undefined> {
    const { api, headers, timeoutMs = TIMEOUT } = this.options;
    const { method, body } = asked;
    try {
      return await fetch(`${api}${path}`, {
        method,
        // A token must not follow to another place.
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          ...headers,
          ...asked.headers,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      // What was to make something may have made it.
      if (!last && method === "GET") return undefined;
      throw new ForgeError(nameOf(path, asked), reasonOf(error));
    }
  }

  private async bodyOf(answer: Response, path: string, asked: Asked): Promise<string> {
    const name = nameOf(path, asked);
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      throw new ForgeError(name, `redirected to ${answer.headers.get("location") ?? "?"}`, answer.status);
    }
    const text = await limited(answer, name);
    if (!answer.ok) throw new ForgeError(name, messageOf(text), answer.status);
    return text;
  }
}

/** Making something is asked for again only when it was certainly not begun. */
function isPassing(status: number, { method }: Asked): boolean {
  return method === "GET" || method === "PUT" || method === "PATCH"
    ? PASSING.has(status)
    : status === 429 || status === 503;
}

function waitOf(answer: Response | undefined, attempt: number): number {
  const seconds = Number(answer?.headers.get("retry-after") ?? Number.NaN);
  const wished = Number.isFinite(seconds) ? seconds * 1000 : 1000 * 2 ** (attempt - 1);
  return Math.min(Math.max(wished, 0), LONGEST_WAIT);
}

async function limited(answer: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done || value === undefined) break;
      size += value.length;
      if (size > MOST_BYTES) throw new ForgeError(name, `an answer of more than ${MOST_BYTES} bytes`);
      chunks.push(value);
    }
  } catch (error) {
    await reader?.cancel().catch(() => undefined);
    throw error instanceof ForgeError ? error : new ForgeError(name, reasonOf(error));
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The sentence of an error's JSON, else the beginning of whatever it is. */
function messageOf(text: string): string {
  try {
    const { message, error } = JSON.parse(text) as Record<string, unknown>;
    const said = message ?? error;
    if (said !== undefined) return (typeof said === "string" ? said : JSON.stringify(said)).slice(0, 500);
  } catch {
    // no JSON
  }
  return text.slice(0, 200);
}

/** `GET /repos/x/y/pulls/1`: what is after the question mark may hold anything. */
function nameOf(path: string, { method }: Pick<Asked, "method"> = { method: "GET" }): string {
  return `${method} ${path.split("?")[0]}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
