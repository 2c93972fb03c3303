import { inventoryFiles } from "../site-files";
import type { Rule } from "./rule";

/** The range of uids begins before it ends. */
export const uidRange: Rule = {
  id: "uid-range",
  check({ site }, report) {
    const range = site.allocation?.uids;
    if (!range || range.from <= range.to) return;
    report({
      file: inventoryFiles.allocation,
      pointer: "/allocation/uids/to",
      message: {
        id: `rentang uid berakhir sebelum ${range.from}`,
        en: `the range of uids ends before ${range.from}`,
      },
      remedy: { id: "Tukar `from` dan `to`.", en: "Exchange `from` and `to`." },
      rests: ["/allocation/uids/from"],
    });
  },
};
