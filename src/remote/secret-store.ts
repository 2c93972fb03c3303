import type { SecretOrder, SecretReality, SecretStore } from "./fleet";
import { GroupCommit } from "./group-commit";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import type { Session } from "./session";
import { operationVerdict } from "./site-verdict";
import type { GroupOptions } from "./web-server";

type SecretOperation =
  | { kind: "put"; order: SecretOrder }
  | { kind: "remove"; request: string; name: string };

/** What sites of one server must know and nobody else may; texts go there and never come back. */
export class SiteSecrets implements SecretStore {
  private readonly reads: GroupCommit<{ request: string; name: string }, SecretReality | undefined>;
  private readonly changes: GroupCommit<SecretOperation, SecretReality | undefined>;

  constructor(
    private readonly session: Pick<Session, "server" | "host" | "request" | "change">,
    options: GroupOptions = {},
  ) {
    this.reads = new GroupCommit({ ...options, commit: (wanted) => this.readAll(wanted) });
    this.changes = new GroupCommit({
      ...options,
      commit: (operations) => this.apply(operations),
      verdict: (error, operations) => operationVerdict(this.session, error, operations, requestOf),
      key: requestOf,
    });
  }

  read(request: string, name: string): Promise<SecretReality | undefined> {
    return this.reads.submit({ request, name }).catch((error) => this.explain(error));
  }

  async put(order: SecretOrder): Promise<void> {
    await this.submit({ kind: "put", order });
  }

  async remove(request: string, name: string): Promise<void> {
    await this.submit({ kind: "remove", request, name });
  }

  /** Secrets are being written, or are about to be. */
  get changing(): boolean {
    return this.changes.busy;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  private async readAll(wanted: { request: string; name: string }[]): Promise<(SecretReality | undefined)[]> {
    const { lines } = await this.session.request("secret-read");
    return wanted.map(({ request, name }) => secretOf(lines, request, name));
  }

  private async apply(operations: SecretOperation[]): Promise<(SecretReality | undefined)[]> {
    const { lines } = await this.session.change("secret-apply", [], operations.map(fieldsOf));
    return operations.map((operation) => {
      const name = operation.kind === "put" ? operation.order.name : operation.name;
      const found = secretOf(lines, requestOf(operation), name);
      if (operation.kind === "put" && found?.uid !== operation.order.uid)
        throw new Error(`the server did not report ${name} of ${requestOf(operation)} as it was ordered`);
      return found;
    });
  }

  private submit(operation: SecretOperation): Promise<SecretReality | undefined> {
    return this.changes.submit(operation).catch((error) => this.explain(error, requestOf(operation)));
  }

  private explain(error: unknown, request?: string): never {
    if (!(error instanceof RemoteRejection)) throw error;
    throw explainRejection(this.session, error, request);
  }
}

function requestOf(operation: SecretOperation): string {
  return operation.kind === "put" ? operation.order.request : operation.request;
}

function fieldsOf(operation: SecretOperation): string[] {
  if (operation.kind === "remove") return ["remove", operation.request, operation.name];
  const { request, uid, name, text } = operation.order;
  return ["put", request, String(uid), name, text];
}

/** A `+secret` line: request, name, uid of the readers, SHA-256 of the text. */
function secretOf(lines: string[][], request: string, name: string): SecretReality | undefined {
  const line = lines.find(([kind, id, file]) => kind === "secret" && id === request && file === name);
  return line && { uid: Number(line[3]), digest: line[4] ?? "" };
}
