import type { LoadedRequest } from "../site";
import type { Rule } from "./rule";

/** An agenda id names one request for ever. */
export const duplicateId: Rule = {
  id: "duplicate-id",
  check({ site }, report) {
    const first = new Map<string, LoadedRequest>();
    for (const request of site.requests) {
      if (request.doubts.about("/id")) continue;
      const other = first.get(request.data.id);
      if (other === undefined) {
        first.set(request.data.id, request);
        continue;
      }
      report({
        file: request.file,
        pointer: "/id",
        message: {
          id: `nomor ${request.data.id} sudah dipakai di ${other.file}`,
          en: `the id ${request.data.id} is already used in ${other.file}`,
        },
        remedy: {
          id: "Ambil nomor berikutnya dari buku agenda; nomor lama tidak dipakai lagi.",
          en: "Take the next number from the agenda; an id is never used again.",
        },
      });
    }
  },
};
