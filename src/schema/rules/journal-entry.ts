import { entryPath } from "../../maintenance/entry-file";
import { pointerStep } from "../yaml/pointer";
import { spaces } from "./maintenance-plan";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** An entry of the journal of maintenance is as it was written, and names positions and requests that exist. */
export const journalEntry: Rule = {
  id: "journal-entry",
  needs: ["officers"],
  check({ site }, report) {
    const ids = new Set(site.requests.map(({ data }) => data.id));
    const { officers } = spaces(site);
    for (const { file, data } of site.records?.maintenance ?? []) {
      if (file !== entryPath(data)) report({ file, pointer: "/what", ...changed });
      if (data.by !== undefined && !site.officers.has(data.by))
        report(unknownKey({ file, pointer: "/by" }, data.by, officers));
      for (const [index, id] of (data.requests ?? []).entries()) {
        if (ids.has(id)) continue;
        report({
          file,
          pointer: `/requests${pointerStep(String(index))}`,
          message: { id: `permohonan ${id} tidak ada`, en: `there is no request ${id}` },
          remedy: {
            id: "Kembalikan permohonannya; permohonan tidak pernah dihapus.",
            en: "Restore the request: requests are never removed.",
          },
        });
      }
    }
  },
};

const changed = {
  message: {
    id: "catatan ini diubah setelah ditulis: isinya tidak cocok dengan nama berkasnya",
    en: "this entry was changed after it was written: what it holds does not fit the file's name",
  },
  remedy: {
    id: "Kembalikan dari Git; yang keliru diluruskan dengan catatan baru ('titip maintenance add').",
    en: "Restore it from Git; what is wrong is put right by a new entry ('titip maintenance add').",
  },
};
