import type { UsageRecord } from "../report/usage-record";
import type { UsageReading } from "./fleet";
import { explainGuilty } from "./rejection-error";
import type { Session } from "./session";

const VERB = "web-usage";

/**
 * The reply of `web-usage`: `+month ID MONTH REQUESTS BYTES DISK`, `+unreadable ID LINES`, `+guilty ID code words`.
 * @throws Error for a line that titip-host does not write
 */
export function usageReadingOf(
  session: Pick<Session, "server" | "host">,
  lines: readonly string[][],
): UsageReading {
  const of = (kind: string) => lines.filter(([first]) => first === kind);
  const guilty = { verb: VERB, fields: {} };
  return {
    server: session.server,
    months: of("month").map(monthOf),
    unreadable: of("unreadable").map(([, request = "", count]) => ({ request, lines: amountOf(count) })),
    failures: of("guilty").map((line) => explainGuilty(session, guilty, line)),
  };
}

function monthOf([, request = "", month = "", requests, bytes, disk]: string[]): UsageRecord {
  const record = { request, month, requests: amountOf(requests), bytes: amountOf(bytes) };
  return disk === undefined || disk === "" ? record : { ...record, disk: amountOf(disk) };
}

function amountOf(text: string | undefined): number {
  const amount = /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(amount)) return amount;
  throw new Error(`${VERB}: ${JSON.stringify(text)} is no amount`);
}
