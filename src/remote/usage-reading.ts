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

/**
 * The reply of `web-collect`: that of `web-usage`, `+class ID MONTH 1XX 2XX 3XX 4XX 5XX` and `+visitors ID MONTH COUNT`.
 * @throws Error for a line that titip-host does not write
 */
export function collectedReadingOf(
  session: Pick<Session, "server" | "host">,
  lines: readonly string[][],
): UsageReading {
  const reading = usageReadingOf(session, lines);
  const of = (kind: string) =>
    new Map(
      lines
        .filter(([first]) => first === kind)
        .map(([, id = "", month = "", ...rest]) => [`${month} ${id}`, rest]),
    );
  const classes = of("class");
  const visitors = of("visitors");
  const months = reading.months.map((record): UsageRecord => {
    const key = `${record.month} ${record.request}`;
    const counts = classes.get(key);
    const count = visitors.get(key);
    return {
      ...record,
      ...(counts ? { answers: answersOf(counts) } : {}),
      ...(count ? { visitors: amountOf(count[0]) } : {}),
    };
  });
  return { ...reading, months };
}

const CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx"] as const;

/** Classes without an answer are left out. */
function answersOf(counts: readonly string[]): UsageRecord["answers"] {
  const amounts = CLASSES.map((key, index) => [key, amountOf(counts[index])] as const);
  return Object.fromEntries(amounts.filter(([, amount]) => amount > 0));
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
