import type { SecretOrder, SecretReality, SecretStore } from "./fleet";
import { GroupedServer, type GroupOptions, type ServerSession } from "./grouped-server";
import { type Operation, requestOf } from "./operation";

/** One secret of a request. */
interface SecretKey {
  request: string;
  name: string;
}

type SecretOperation = Operation<SecretOrder, SecretKey>;

/** What sites of one server must know and nobody else may; texts go there and never come back. */
export class SiteSecrets
  extends GroupedServer<SecretOperation, SecretReality, SecretReality | undefined, SecretKey>
  implements SecretStore
{
  constructor(session: ServerSession, options?: GroupOptions) {
    super(session, SECRETS, options);
  }

  read(request: string, name: string): Promise<SecretReality | undefined> {
    return this.find({ request, name });
  }

  async put(order: SecretOrder): Promise<void> {
    await this.submit({ kind: "put", order });
  }

  async remove(request: string, name: string): Promise<void> {
    await this.submit({ kind: "remove", request, name });
  }
}

const SECRETS = {
  read: "secret-read",
  apply: "secret-apply",
  held: (lines: string[][]) => ({ get: (key: SecretKey) => secretOf(lines, key) }),
  fields: (operation: SecretOperation) => {
    if (operation.kind === "remove") return ["remove", operation.request, operation.name];
    const { request, uid, name, text } = operation.order;
    return ["put", request, String(uid), name, text];
  },
  outcomes: (operations: SecretOperation[], lines: string[][]) =>
    operations.map((operation) => {
      if (operation.kind === "remove") return undefined;
      const found = secretOf(lines, operation.order);
      if (found?.uid === operation.order.uid) return found;
      throw new Error(
        `the server did not report ${operation.order.name} of ${requestOf(operation)} as it was ordered`,
      );
    }),
};

/** A `+secret` line: request, name, uid of the readers, SHA-256 of the text. */
function secretOf(lines: string[][], { request, name }: SecretKey): SecretReality | undefined {
  const line = lines.find(([kind, id, file]) => kind === "secret" && id === request && file === name);
  return line && { uid: Number(line[3]), digest: line[4] ?? "" };
}
