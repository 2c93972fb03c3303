import type { Verdict } from "./group-commit";
import { requestOf } from "./operation";
import { RemoteRejection } from "./rejection";
import { explainGuilty } from "./rejection-error";
import type { Session } from "./session";

/** Errors of the server as a whole: trying again with fewer operations would end the same. */
const WHOLE_SERVER = new Set([
  "locked",
  "fenced",
  "not-locked",
  "wrong-role",
  "unknown-verb",
  "not-set-up",
  "apache-down",
  "apache-broken",
  "undo-failed",
  "io",
  "cleanup",
  "firewall-broken",
  "firewall-load",
  "foreign-changed",
  "engine-down",
  "hba-refused",
]);

/** Who is to blame for a refused transaction: the `+guilty ID code words key=value…` lines of its reply. */
export function operationVerdict<Operation extends Parameters<typeof requestOf>[0]>(
  session: Pick<Session, "server" | "host">,
  error: unknown,
  operations: Operation[],
): Verdict<Operation> | undefined {
  if (!(error instanceof RemoteRejection) || WHOLE_SERVER.has(error.code)) return undefined;
  if (error.fields.undone === "partly") return undefined;
  const guilty = new Map<Operation, Error>();
  const byRequest = new Map(operations.map((operation) => [requestOf(operation), operation]));
  for (const line of error.lines) {
    const operation = line[0] === "guilty" ? byRequest.get(line[1] ?? "") : undefined;
    if (operation && !guilty.has(operation)) guilty.set(operation, explainGuilty(session, error, line));
  }
  return { guilty, suspects: [] };
}
