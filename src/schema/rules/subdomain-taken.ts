import { reportNameConflict } from "./name-conflict";
import type { Rule } from "./rule";

/** Two requests want the same subdomain, or one wants a name that still rests after its release. */
export const subdomainTaken: Rule = {
  id: "subdomain-taken",
  check({ nameConflicts }, report) {
    for (const conflict of nameConflicts) {
      const both = conflict.holder.owner.kind === "subdomain" && conflict.younger.owner.kind === "subdomain";
      if (both) reportNameConflict(conflict, report);
    }
  },
};
