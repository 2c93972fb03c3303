import type { Problem } from "../schema/problem";

/** Rules that say that two requests hold one value or one capacity; an assessment made again gives the younger another. */
export const CONTESTED: ReadonlySet<string> = new Set([
  "value-held-twice",
  "unit-taken",
  "port-taken",
  "over-capacity", // of a request that is not approved: nothing of it is applied
]);

/** Two requests hold one value or name: `claim` leaves the younger one out. */
const SETTLED_BY_CLAIM: ReadonlySet<string> = new Set([...CONTESTED, "subdomain-taken", "alias-conflict"]);

/**
 * What forbids planning and applying: every error, for a request that cannot be read would otherwise look like
 * one that was taken away, and its site would go. Only conflicts between two requests do not stop the whole
 * data centre. Records of what was are no plan of what is to be.
 */
export function blockingProblems(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ rule, severity, file }) =>
      severity === "error" && !SETTLED_BY_CLAIM.has(rule) && !file.startsWith("records/"),
  );
}
