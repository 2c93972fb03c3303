import { instant, isMoment } from "../schema/moments";
import { PIPELINE } from "../schema/procedure/roles";
import { allocationOf, isFeasible } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import type { Given } from "./record-step-fields";
import type { AnyActivity, history } from "./walk";
import { differencesText, specificationDifferences } from "./walk-differences";

/** A step is recorded when it has been done, after those before it. */
export function forbidsTime(
  at: string,
  now: string,
  last: ReturnType<typeof history>[number] | undefined,
): Text | undefined {
  if (!isMoment(at)) {
    return {
      id: `${at} bukan waktu dengan zona, seperti 2026-11-23T10:00:00+07:00`,
      en: `${at} is no moment with its offset, like 2026-11-23T10:00:00+07:00`,
    };
  }
  if (instant(at) > instant(now)) {
    return {
      id: `${at} belum terjadi (sekarang ${now}); kegiatan dicatat setelah dilaksanakan`,
      en: `${at} is in the future (it is ${now}); an activity is recorded when it has been done`,
    };
  }
  if (!last || instant(at) >= instant(last.step.at)) return undefined;
  return {
    id: `${at} mendahului kegiatan ${last.activity.key} sebelumnya (${last.step.at})`,
    en: `${at} is before the activity ${last.activity.key} that precedes it (${last.step.at})`,
  };
}

/** What cannot be done cannot be approved; what can is approved with the very values that it was given. */
export function forbidsApproval(
  request: ServiceRequest,
  { effect }: AnyActivity,
  { result }: Given,
): Text | undefined {
  if (effect !== "decision" || result !== "approved") return undefined;
  const { id } = request;
  if (isFeasible(request) === false) {
    return {
      id: `${id} dikaji tidak dapat dilaksanakan; keputusannya hanya result: rejected dengan alasannya`,
      en: `${id} was assessed as not feasible; the decision can only be result: rejected, with its reason`,
    };
  }
  if (allocationOf(request)) return undefined;
  return {
    id: `${id} belum mempunyai alokasi; jalankan titip assess ${id} dahulu`,
    en: `${id} has no allocation yet; run titip assess ${id} first`,
  };
}

/** What is not as it was approved is taken in only when somebody says so. */
export function forbidsPlacement(
  request: ServiceRequest,
  { effect, key }: AnyActivity,
  given: Given,
): Text | undefined {
  if (effect !== "placement" || request.kind !== "colocation" || given.result !== "accepted")
    return undefined;
  const differences = specificationDifferences(request);
  if (differences.length === 0 || given.differences_accepted !== undefined) return undefined;
  const text = differencesText(differences);
  return {
    id: `${key}: yang dibawa berbeda dari spesifikasi yang disetujui (${text.id}); catat differences_accepted (by, reason), atau result: returned`,
    en: `${key}: what was brought differs from the approved specification (${text.en}); record differences_accepted (by, reason), or result: returned`,
  };
}

/**
 * The pipeline records what it has made itself, and nothing that a person decides or does (docs/recording.md,
 * "The machine's step"); nor does a person record in its name.
 */
export function forbidsMachine(
  site: Site,
  activity: AnyActivity,
  { by, recorded_by: typist }: Given,
  who: "person" | "machine",
): Text | undefined {
  const isMachine = (key: unknown) => site.officers.get(String(key))?.roles.includes(PIPELINE) === true;
  const machine = [by, typist].find(isMachine);
  if (who === "machine" ? isMachine(by) && activity.effect === "creation" : machine === undefined)
    return undefined;
  return {
    id: `${String(machine ?? by)}: identitas mesin hanya mencatat pembuatan layanan yang diterapkannya sendiri (titip up --record), bukan kegiatan ${activity.key} oleh orang`,
    en: `${String(machine ?? by)}: a machine's identity records only the making of a service that it applied itself (titip up --record), never ${activity.key} by a person`,
  };
}
