import { type Clock, GroupCommit, type Windows } from "./group-commit";
import { requestOf } from "./operation";
import { operationVerdict } from "./operation-verdict";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import type { Session } from "./session";
import { Snapshot } from "./snapshot";

export interface GroupOptions {
  windows?: Partial<Windows>;
  clock?: Clock;
}

export type ServerSession = Pick<Session, "server" | "host" | "request" | "change">;

/** How one kind of thing is read from a server and changed there: verbs of `server/titip-host` and their lines. */
export interface GroupedVerbs<Operation, Key, Held, Outcome> {
  read: string;
  apply: string;
  /** What the reply of the read verb says is there. */
  held(lines: string[][]): { get(key: Key): Held | undefined };
  /** The operation as a line of the body of the apply verb. */
  fields(operation: Operation): string[];
  /** What became of each operation; what the reply does not prove is an error. */
  outcomes(operations: Operation[], lines: string[][]): Outcome[];
}

type AnyOperation = Parameters<typeof requestOf>[0];

/** What a server holds of one kind: reads share a round trip, changes share a transaction. */
export abstract class GroupedServer<Operation extends AnyOperation, Held, Outcome, Key = string> {
  private readonly reads: GroupCommit<Key, Held | undefined>;
  private readonly changes: GroupCommit<Operation, Outcome>;
  private readonly snapshot: Snapshot<{ get(key: Key): Held | undefined }>;

  constructor(
    protected readonly session: ServerSession,
    private readonly verbs: GroupedVerbs<Operation, Key, Held, Outcome>,
    options: GroupOptions = {},
  ) {
    this.snapshot = new Snapshot(options);
    this.reads = new GroupCommit({ ...options, commit: (keys) => this.readAll(keys) });
    this.changes = new GroupCommit({
      ...options,
      commit: (operations) => this.applyAll(operations),
      verdict: (error, operations) => operationVerdict(session, error, operations),
      key: (operation) => requestOf(operation),
    });
  }

  /** Something is being changed, or is about to be. */
  get changing(): boolean {
    return this.changes.busy;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  /** What was read a moment ago serves whoever asks now: an engine asks for a few resources at a time. */
  protected find(key: Key): Promise<Held | undefined> {
    const seen = this.changing ? undefined : this.snapshot.seen();
    if (seen) return Promise.resolve(seen.get(key));
    return this.reads.submit(key).catch((error) => this.explain(error));
  }

  protected submit(operation: Operation): Promise<Outcome> {
    return this.changes.submit(operation).catch((error) => this.explain(error, requestOf(operation)));
  }

  /** Lines of the reply to a verb that only reads. */
  protected async ask(verb: string, args?: string[]): Promise<string[][]> {
    return (await this.session.request(verb, args).catch((error) => this.explain(error))).lines;
  }

  private async readAll(keys: Key[]): Promise<(Held | undefined)[]> {
    const held = await this.snapshot.take(async () =>
      this.verbs.held((await this.session.request(this.verbs.read)).lines),
    );
    return keys.map((key) => held.get(key));
  }

  private async applyAll(operations: Operation[]): Promise<Outcome[]> {
    const body = operations.map((operation) => this.verbs.fields(operation));
    const { lines } = await this.snapshot.forgetWhile(() => this.session.change(this.verbs.apply, [], body));
    return this.verbs.outcomes(operations, lines);
  }

  private explain(error: unknown, request?: string): never {
    if (!(error instanceof RemoteRejection)) throw error;
    throw explainRejection(this.session, error, request);
  }
}
