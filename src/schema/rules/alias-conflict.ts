import { reportNameConflict } from "./name-conflict";
import type { Rule } from "./rule";

/** An alias is a CNAME, which must be alone at its name (RFC 1034 §3.6.2): no other alias, no subdomain. */
export const aliasConflict: Rule = {
  id: "alias-conflict",
  check({ nameConflicts }, report) {
    for (const conflict of nameConflicts) {
      const kinds = [conflict.holder.owner.kind, conflict.younger.owner.kind];
      if (kinds.includes("alias")) {
        const reference = { id: "RFC 1034 §3.6.2", en: "RFC 1034 §3.6.2" };
        reportNameConflict(conflict, (finding) => report({ ...finding, reference }));
      }
    }
  },
};
