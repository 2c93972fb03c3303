import { hostname, userInfo } from "node:os";
import { openChannel, type RemoteChannel } from "./channel";
import {
  connectionLost,
  explainConnectError,
  explainStart,
  noAnswer,
  wrongVersion,
} from "./connection-error";
import { debugRequest } from "./debug-log";
import { encodeRequest, PROTOCOL, type RawReply, type RemoteReply, ReplyReader } from "./framing";
import { hostLabel, type ServerInventory } from "./inventory";
import { RemoteRejection } from "./rejection";

export interface SessionOptions {
  /** Named in the message that others get while this session holds the server's lock. */
  owner?: string;
  /** Seconds to wait for the lock when another session holds it. */
  lockWait?: number;
  /** Seconds that one request may take, archives of large sites included; 15 minutes by default. */
  answerWithin?: number;
  env?: NodeJS.ProcessEnv;
  /** Opens the connection; tests give streams of their own. */
  open?: (inventory: ServerInventory, env?: NodeJS.ProcessEnv) => Promise<RemoteChannel>;
}

interface Waiting {
  verb: string;
  resolve(reply: RawReply): void;
  reject(error: Error): void;
}

const PING_EVERY = 30_000; // the helper ends a session after three minutes without a word
const CLOSE_PATIENCE = 10_000;
const ANSWER_WITHIN = 15 * 60;

/**
 * One session to one server, opened at the first request and again after it was lost. Requests are answered in their
 * order; the lock is taken before the first change and held until `close`.
 */
export class Session {
  private opening: Promise<RemoteChannel> | undefined;
  private locking: Promise<RemoteReply> | undefined;
  private readonly waiting: Waiting[] = [];
  private readonly ended = new WeakSet<RemoteChannel>();

  constructor(
    readonly server: string,
    readonly inventory: ServerInventory,
    private readonly options: SessionOptions = {},
  ) {}

  /** `user@host:port`, for messages. */
  get host(): string {
    return hostLabel(this.inventory);
  }

  /**
   * Sends one request: verb, arguments, and lines of body, all as plain strings (encoded here).
   * @throws RemoteRejection when the helper answers `error`; ServerError when the connection fails
   */
  async request(verb: string, args: string[] = [], body: string[][] = []): Promise<RemoteReply> {
    const bytes = encodeRequest(verb, args, body); // what cannot be sent must wait for no answer
    const channel = await this.open();
    const seconds = this.options.answerWithin ?? ANSWER_WITHIN;
    const overdue = setTimeout(() => {
      const error = noAnswer(this.server, this.inventory, verb, seconds);
      this.lost(channel, () => error);
    }, seconds * 1000);
    const reply = await new Promise<RawReply>((resolve, reject) => {
      this.waiting.push({ verb, resolve, reject });
      debugRequest(this.server, verb, args, body, this.options.env);
      channel.stream.write(bytes);
    }).finally(() => clearTimeout(overdue));
    if (reply.last[0] !== "ok") throw new RemoteRejection(verb, reply);
    return { lines: reply.lines };
  }

  /** Like `request`, for verbs that change something: takes the server's lock first. */
  async change(verb: string, args: string[] = [], body: string[][] = []): Promise<RemoteReply> {
    await this.lock();
    return this.request(verb, args, body);
  }

  /** Takes the lock, once for the session; the helper then plays back what a crashed session left half done. */
  lock(): Promise<RemoteReply> {
    this.locking ??= this.request("lock", [this.owner(), String(this.options.lockWait ?? 30)]).catch(
      (error) => {
        this.locking = undefined;
        throw error;
      },
    );
    return this.locking;
  }

  /** Ends the session after the requests that were sent; the helper then releases the lock. */
  async close(): Promise<void> {
    const opening = this.opening;
    if (!opening) return;
    const channel = await opening.catch(() => undefined);
    if (!channel) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.waiting.length > 0 ? 600_000 : CLOSE_PATIENCE);
      channel.stream.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      channel.stream.end();
    });
    channel.dispose();
    this.opening = undefined;
  }

  private owner(): string {
    if (this.options.owner) return this.options.owner;
    return `${userInfo().username}@${hostname()} pid ${process.pid}`;
  }

  private open(): Promise<RemoteChannel> {
    this.opening ??= this.connect().catch((error) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async connect(): Promise<RemoteChannel> {
    const open = this.options.open ?? openChannel;
    const channel = await open(this.inventory, this.options.env).catch((error: unknown) => {
      throw explainConnectError(this.server, this.inventory, error);
    });
    await this.greet(channel);
    return channel;
  }

  /** Waits for the helper's first line; from then on the end of the stream means a lost connection. */
  private greet(channel: RemoteChannel): Promise<void> {
    return new Promise((resolve, reject) => {
      let said = "";
      let exitCode: number | undefined;
      let greeted = false;
      const refuse = (error: Error) => {
        channel.dispose();
        reject(error);
      };
      const reader = new ReplyReader(
        (fields) => {
          greeted = true;
          if (fields[1] !== String(PROTOCOL))
            refuse(wrongVersion(this.server, this.inventory, fields[1] ?? "?"));
          else resolve();
        },
        (reply) => {
          if (!this.ended.has(channel)) this.waiting.shift()?.resolve(reply);
        },
      );
      channel.stream.on("data", (chunk: Buffer) => reader.push(chunk));
      channel.stream.stderr.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4000);
      });
      channel.stream.on("error", () => undefined); // always followed by close
      channel.stream.on("exit", (code: number | null) => {
        exitCode = code ?? undefined;
      });
      const ping = setInterval(() => this.ping(), PING_EVERY);
      ping.unref();
      channel.stream.on("close", () => {
        clearInterval(ping);
        if (!greeted) refuse(explainStart(this.server, this.inventory, said, exitCode));
        else this.lost(channel, (verb) => connectionLost(this.server, this.inventory, verb, said));
      });
    });
  }

  private ping(): void {
    if (this.waiting.length === 0) this.request("ping").catch(() => undefined);
  }

  /** Once for each channel: a server that hung may close its end long after another session was opened. */
  private lost(channel: RemoteChannel, because: (verb: string) => Error): void {
    channel.dispose();
    if (this.ended.has(channel)) return;
    this.ended.add(channel);
    this.opening = undefined;
    this.locking = undefined;
    for (const { verb, reject } of this.waiting.splice(0)) reject(because(verb));
  }
}
