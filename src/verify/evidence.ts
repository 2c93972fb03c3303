import type { ApprovalStatus } from "../approval-words";
import type { Kind } from "../schema/kinds";

/** What one check looked at. */
export type CheckKind =
  | "name" // a name resolves at its zone's name server
  | "reverse" // an address resolves back
  | "site" // the web server serves exactly this site's configuration under a name
  | "control" // it does not say so of any path
  | "certificate" // https under a name, by a certificate that is good for it
  | "redirect" // whoever comes by http is led to https
  | "page" // the site's first page answers
  | "maintenance" // a suspended site answers 503
  | "port" // an approved port answers
  | "closed" // a port that is approved for others stays silent for us
  | "denied" // a port that nobody approved stays silent
  | "rules"; // the gateway's kernel enforces what was approved and drops all else

/**
 * `good` and `bad` are proven. `unproven`: silence that may have another reason, so it proves nothing. `skipped`: not
 * looked at, and why is in `found`.
 */
export type CheckResult = "good" | "bad" | "unproven" | "skipped";

/** One line of the evidence. */
export interface Check {
  check: CheckKind;
  /** What was asked, e.g. `simpus.cirebonkab.go.id` or `10.20.40.10 tcp/443`. */
  target: string;
  /** Whom or what it was asked, e.g. the name server's address. */
  through?: string;
  expected: string;
  found: string;
  result: CheckResult;
  /** Positive control of a silence: the port that answered the same client just before and after. */
  control?: string;
}

/** What `titip verify` writes: proof that a service is finished and accessible (co-location, activity 9). */
export interface Evidence {
  request: string;
  kind: Kind;
  serverName: string;
  /** When it was looked at (RFC 3339). */
  at: string;
  /** Who looked: host name, and the address that its packets carry. */
  from: { host: string; address: string };
  suspended: boolean;
  approval: ApprovalStatus;
  /** Everything is as it should be, and something of it was seen from here. */
  verified: boolean;
  checks: Check[];
}

/** Nothing bad, nothing unproven, and at least one service that answered. */
export function isVerified(checks: readonly Check[]): boolean {
  const answered = checks.some(({ check, result }) => ANSWERS.has(check) && result === "good");
  return answered && checks.every(({ result }) => result === "good" || result === "skipped");
}

const ANSWERS: ReadonlySet<CheckKind> = new Set(["site", "port", "maintenance"]);
