import { isHosting } from "../judged-site";
import { allocationOf } from "../request-life";
import { inventoryFiles } from "../site-files";
import type { Rule } from "./rule";

/** Uids of sites come from their own range, which no other account of the servers uses. */
export const uidOutsideRange: Rule = {
  id: "uid-outside-range",
  check({ site, live }, report) {
    const range = site.allocation?.uids;
    if (!range) return;
    for (const { file, data } of live.filter(isHosting)) {
      const uid = allocationOf(data)?.uid;
      if (uid === undefined || (uid >= range.from && uid <= range.to)) continue;
      report({
        file,
        pointer: "/steps/assessment/allocation/uid",
        message: {
          id: `uid ini di luar rentang ${range.from} – ${range.to}`,
          en: `this uid is outside the range ${range.from} – ${range.to}`,
        },
        remedy: {
          id: `Jalankan \`titip assess ${data.id}\` lagi.`,
          en: `Run \`titip assess ${data.id}\` again.`,
        },
        rests: [{ file: inventoryFiles.allocation, pointer: "/allocation/uids" }],
      });
    }
  },
};
