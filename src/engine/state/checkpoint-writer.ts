import { EngineError } from "../engine-error";
import type { Crypter } from "../secrets/passphrase";
import { newManifest, type ResourceState, type Snapshot } from "./deployment";
import { resourceToDisk } from "./disk-form";
import { type StackFiles, writeDurably } from "./file-backend";
import { type IntegrityProblem, integrityProblems } from "./integrity";

/** A write waits until requests have been quiet so long, so that many resources cost one write … */
const QUIET_MS = 4;
/** … but no longer than this: providers join calls that come within 50 ms of each other. */
const LONGEST_WAIT_MS = 12;

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Writes whole checkpoints, joined: any number of requests that come while a write is under way, or shortly after
 * each other, are served by the next one. Each resource is turned into text once and remembered.
 */
export class CheckpointWriter {
  private readonly texts = new WeakMap<ResourceState, string>();
  private waiting: Waiter[] = [];
  private current: (() => Snapshot) | undefined;
  private running = false;
  private lastRequest = 0;
  private failure: unknown;
  /** How many times the file was written. */
  writes = 0;

  constructor(
    private readonly files: StackFiles,
    private readonly crypter: Crypter,
  ) {}

  /** Resolves when a snapshot taken after this call is on disk. */
  request(snapshot: () => Snapshot): Promise<void> {
    return new Promise((resolve, reject) => this.enqueue(snapshot, { resolve, reject }));
  }

  requestSoon(snapshot: () => Snapshot): void {
    this.enqueue(snapshot, { resolve: () => undefined, reject: () => undefined });
  }

  /** The text of a resource that was changed in place is stale. */
  forget(state: ResourceState): void {
    this.texts.delete(state);
  }

  throwIfFailed(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  private enqueue(snapshot: () => Snapshot, waiter: Waiter): void {
    this.current = snapshot;
    this.lastRequest = performance.now();
    this.waiting.push(waiter);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      await this.quiet();
      const served = this.waiting;
      this.waiting = [];
      try {
        if (this.current !== undefined) await this.write(this.current());
        for (const waiter of served) waiter.resolve();
      } catch (error) {
        this.failure ??= error;
        for (const waiter of served) waiter.reject(error);
      }
    }
    this.running = false;
  }

  private async quiet(): Promise<void> {
    const started = performance.now();
    for (;;) {
      const now = performance.now();
      const wait = Math.min(this.lastRequest + QUIET_MS, started + LONGEST_WAIT_MS) - now;
      if (wait <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  private async write(snapshot: Snapshot): Promise<void> {
    const problems = integrityProblems(snapshot);
    const text = this.fileText(snapshot);
    if (problems.length > 0) {
      // What happened on the servers must not be lost, but the file that works must not be replaced either.
      await writeDurably(`${this.files.checkpoint}.invalid`, text);
      throw new EngineError(
        "integrity",
        `${describe(problems)}\nthe state was written to ${this.files.checkpoint}.invalid instead`,
      );
    }
    await writeDurably(this.files.checkpoint, text, { keepOld: true });
    this.writes += 1;
  }

  private textOf(state: ResourceState): string {
    const known = this.texts.get(state);
    if (known !== undefined) return known;
    const text = JSON.stringify(resourceToDisk(state, this.crypter));
    this.texts.set(state, text);
    return text;
  }

  /** One resource a line: a person can compare two checkpoints, and nothing is serialised twice. */
  private fileText({ resources, pending, metadata }: Snapshot): string {
    const provider = { type: "passphrase", state: { salt: this.crypter.salt } };
    const fields = [
      `"manifest":${JSON.stringify(newManifest())}`,
      `"secrets_providers":${JSON.stringify(provider)}`,
      ...list(
        "resources",
        resources.map((state) => this.textOf(state)),
      ),
      ...list(
        "pending_operations",
        pending.map(({ type, resource }) => `{"resource":${this.textOf(resource)},"type":"${type}"}`),
      ),
      `"metadata":${JSON.stringify(metadata)}`,
    ];
    const stack = JSON.stringify(this.files.fullName);
    return `{"version":3,"checkpoint":{"stack":${stack},"latest":{\n${fields.join(",\n")}\n}}}\n`;
  }
}

function list(name: string, texts: string[]): string[] {
  return texts.length === 0 ? [] : [`"${name}":[\n${texts.join(",\n")}\n]`];
}

function describe(problems: IntegrityProblem[]): string {
  const lines = problems
    .slice(0, 10)
    .map(({ urn, message }) => `  ${urn === "" ? "deployment" : urn}: ${message}`);
  return `the state breaks the rules of Pulumi deployments:\n${lines.join("\n")}`;
}
