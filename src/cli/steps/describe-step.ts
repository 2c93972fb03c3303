import { jsonText } from "../../printable";
import { APPLICANT } from "../../schema/procedure/roles";
import type { LoadedRequest } from "../../schema/site";
import { type AnyActivity, pathOf, procedureOf, stepsOf } from "../../sop/walk";
import { differencesText, specificationDifferences } from "../../sop/walk-differences";
import { entitledOfficers } from "../../sop/walk-officers";
import type { Text } from "../../text";
import type { Context } from "../context";
import { openSite } from "../site";

/** Says what stands in the file now, and what comes next. */
export function printStep(
  context: Context,
  folder: string,
  before: LoadedRequest,
  activity: AnyActivity,
  changed: boolean,
  json: boolean,
): void {
  const { site } = openSite(folder);
  const request = site.requests.find(({ data }) => data.id === before.data.id) ?? before;
  const step = stepsOf(request.data, activity).at(-1);
  const procedure = procedureOf(site, request.data);
  const next = procedure && pathOf(request.data, procedure).next;
  const officers = next ? entitledOfficers(site, next, (step?.at ?? "").slice(0, 10)) : [];
  const who = [
    ...(next?.actor.includes(APPLICANT) ? [request.data.applicant.agency] : []),
    ...officers.filter(({ held }) => held !== "vacant").map(({ key }) => key),
  ];
  const differences =
    activity.effect === "delivery" && request.data.kind === "colocation"
      ? specificationDifferences(request.data)
      : [];
  if (json) {
    const following = next && { activity: next.key, order: next.order, by: who };
    context.print(
      jsonText({
        request: request.data.id,
        file: request.file,
        activity: activity.key,
        changed,
        step,
        differences: differences.length > 0 ? differences : undefined,
        next: following,
      }),
    );
    return;
  }
  const recorded = changed
    ? { id: `dicatat di ${request.file}`, en: `recorded in ${request.file}` }
    : {
        id: `sudah tercatat; ${request.file} tidak diubah`,
        en: `recorded before; ${request.file} is not changed`,
      };
  const following: Text = next
    ? {
        id: `berikutnya: kegiatan ${next.order} (${next.key}) ${next.title.id} — ${who.join(", ")}`,
        en: `next: activity ${next.order} (${next.key}) ${next.title.en} — ${who.join(", ")}`,
      }
    : { id: "tidak ada kegiatan berikutnya", en: "no activity follows" };
  context.print(
    context.say({
      id: `${request.data.id}: ${activity.key} (${step?.at ?? ""}, ${step?.by ?? ""}) ${recorded.id}\n  ${following.id}`,
      en: `${request.data.id}: ${activity.key} (${step?.at ?? ""}, ${step?.by ?? ""}) ${recorded.en}\n  ${following.en}`,
    }),
  );
  if (differences.length === 0) return;
  const text = differencesText(differences);
  context.note(
    context.say({
      id: `Berbeda dari spesifikasi yang disetujui: ${text.id}`,
      en: `Not as approved: ${text.en}`,
    }),
  );
}
