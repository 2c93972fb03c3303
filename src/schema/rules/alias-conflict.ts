import { kindOf, reportTaken } from "./name-conflict";
import type { Rule } from "./rule";

const reference = { id: "RFC 1034 §3.6.2", en: "RFC 1034 §3.6.2" };

/** An alias is a CNAME, which must be alone at its name (RFC 1034 §3.6.2): no other alias, no subdomain. */
export const aliasConflict: Rule = {
  id: "alias-conflict",
  check({ nameConflicts }, report) {
    for (const conflict of nameConflicts) {
      if (kindOf(conflict) !== "alias") continue;
      reportTaken(conflict, (finding) => report({ ...finding, reference }));
    }
  },
};
