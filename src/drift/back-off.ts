import type { DriftReport, Reading } from "./difference";
import type { Recorded } from "./recorded";

/** A server that did not answer: how often in a row, and in which round it is asked again. */
export interface Away {
  failures: number;
  askAgain: number;
}

/** Rounds between two tries never exceed this. */
const MOST_ROUNDS = 16;

/** Servers that are left alone in a round. */
export function leftAlone(away: ReadonlyMap<string, Away>, round: number): Set<string> {
  return new Set([...away].filter(([, { askAgain }]) => askAgain > round).map(([server]) => server));
}

/**
 * Who is away after a round: asked again in the next round, then after 2, 4, 8, 16 rounds. A server of which some
 * resource could be read is there.
 *
 * @param asked servers that were not left alone
 */
export function awayAfter(
  away: ReadonlyMap<string, Away>,
  round: number,
  { servers }: DriftReport,
): Map<string, Away> {
  const alone = leftAlone(away, round);
  return new Map(
    servers.flatMap(({ server, unread, resources }): [string, Away][] => {
      const known = away.get(server);
      if (alone.has(server)) return known ? [[server, known]] : [];
      if (unread < resources) return [];
      const failures = (known?.failures ?? 0) + 1;
      return [[server, { failures, askAgain: round + Math.min(2 ** (failures - 1), MOST_ROUNDS) }]];
    }),
  );
}

/** Stand-ins for the readings of servers that are left alone: what they said last of why. */
export function lastWords(
  recorded: readonly Recorded[],
  alone: ReadonlySet<string>,
  before: DriftReport | undefined,
): Reading[] {
  const reasons = new Map(before?.servers.map(({ server, reason }) => [server, reason]));
  return recorded
    .filter(({ server }) => alone.has(server))
    .map(({ urn, server }) => ({ urn, error: reasons.get(server) ?? "not read" }));
}
