import { kindOf, reportTaken } from "./name-conflict";
import type { Rule } from "./rule";

/** Two open requests want the same subdomain. */
export const subdomainTaken: Rule = {
  id: "subdomain-taken",
  check({ nameConflicts }, report) {
    for (const conflict of nameConflicts) {
      if (kindOf(conflict) === "subdomain") reportTaken(conflict, report);
    }
  },
};
