import { sumText } from "../capacity/sum-text";
import { allocationOf } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import type { Language, Text } from "../text";
import type { Given } from "./record-step-fields";
import { type Contest, contest } from "./rivals";
import type { AnyActivity } from "./walk";

/**
 * Nobody approves what an older request holds, or what is no longer there: two branches met, and the younger must be
 * assessed again first. An approval would turn the order round.
 */
export function forbidsContested(
  site: Site,
  request: ServiceRequest,
  { effect }: AnyActivity,
  { result }: Given,
): Text | undefined {
  if (effect !== "decision" || result !== "approved" || !allocationOf(request)) return undefined;
  const rival = contest(site, request);
  if (!rival) return undefined;
  const { id } = request;
  const why = { id: reason(rival, "id"), en: reason(rival, "en") };
  return {
    id: `${id} belum dapat disetujui: ${why.id}; jalankan titip assess ${id} lagi`,
    en: `${id} cannot be approved yet: ${why.en}; run titip assess ${id} again`,
  };
}

function reason(rival: Contest, lang: Language): string {
  if (rival.holder === undefined) return rival.over.map((line) => sumText(line)[lang]).join("; ");
  const words: Text = {
    id: `alamat atau tempatnya dipegang ${rival.holder}`,
    en: `${rival.holder} holds one of its values`,
  };
  return words[lang];
}
