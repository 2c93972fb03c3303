import type { Activity, Procedure } from "../schema/generated/procedure";
import { localDay } from "../schema/moments";
import { APPLICANT } from "../schema/procedure/roles";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import type { Given } from "./record-step-fields";
import { differences } from "./record-step-same";
import { type AnyActivity, pathOf, type RecordedStep, stepsOf } from "./walk";
import { entitledOfficers } from "./walk-officers";
import { currentSuspension, serviceOf, termOf } from "./walk-service";

/** The step of an activity that repeats which would be recorded twice; undefined when this is a new one. */
export function repeated(
  request: ServiceRequest,
  activity: AnyActivity,
  given: Given,
): RecordedStep | undefined {
  const steps = stepsOf(request, activity);
  const last = steps.at(-1);
  const suspended = currentSuspension(request) !== undefined;
  switch (activity.effect) {
    case "suspension":
      return suspended ? last : undefined;
    case "resumption":
      return suspended ? undefined : last;
    case "renewal":
      return steps.find(({ until }) => until === given.until);
    default:
      return steps.find((step) => given.at !== undefined && differences(step, given).length === 0);
  }
}

/** Why it is not this activity's turn, and whose it is; undefined when it may be recorded. */
export function forbidsOrder(
  site: Site,
  request: ServiceRequest,
  procedure: Procedure,
  activity: AnyActivity,
  given: Given,
  now: string,
): { refusal: Text; remedy?: Text } | undefined {
  if (!isOwn(activity)) {
    const refusal = forbidsFurther(request, activity, given);
    return refusal && { refusal };
  }
  const { done, next } = pathOf(request, procedure);
  if (next?.key === activity.key) return undefined;
  if (next) return notYet(site, request, activity, next, localDay(now));
  return { refusal: ended(request, activity, done.at(-1)?.activity), remedy: newRequest() };
}

function isOwn(activity: AnyActivity): activity is Activity {
  return "order" in activity;
}

function forbidsFurther(
  request: ServiceRequest,
  { effect, key }: AnyActivity,
  given: Given,
): Text | undefined {
  const service = serviceOf(request);
  const id = request.id;
  if (effect === undefined) return undefined;
  if (service === "closed") return { id: `${id} sudah ditutup`, en: `${id} is closed` };
  if (service === "none") {
    return {
      id: `${id} belum disetujui atau tidak diterima: ${key} hanya untuk layanan yang berjalan`,
      en: `${id} is not approved, or was not taken in: ${key} is for running services only`,
    };
  }
  if (effect === "resumption" && service !== "suspended")
    return { id: `${id} tidak sedang dihentikan sementara`, en: `${id} is not suspended` };
  const { until } = termOf(request);
  if (effect === "renewal" && typeof given.until === "string" && given.until <= until) {
    return {
      id: `masa layanan ${id} sudah sampai ${until}; perpanjangan harus melewatinya`,
      en: `the term of ${id} reaches to ${until} already; a renewal must go beyond`,
    };
  }
  return undefined;
}

function notYet(site: Site, request: ServiceRequest, activity: Activity, next: Activity, day: string) {
  const officers = entitledOfficers(site, next, day).filter(({ held }) => held !== "vacant");
  const who = [
    ...(next.actor.includes(APPLICANT) ? [request.applicant.agency] : []),
    ...officers.map(({ key, title }) => `${key} (${title})`),
  ].join(", ");
  return {
    refusal: {
      id: `kegiatan ${activity.key} belum gilirannya: ${request.id} menunggu kegiatan ${next.order} (${next.key}: ${next.title.id})`,
      en: `it is not the turn of ${activity.key}: ${request.id} waits for activity ${next.order} (${next.key}: ${next.title.en})`,
    },
    remedy: {
      id: `titip step ${request.id} ${next.key}; yang berwenang: ${who || "belum ada pejabatnya"}`,
      en: `titip step ${request.id} ${next.key}; who may: ${who || "nobody yet"}`,
    },
  };
}

function ended({ id, steps }: ServiceRequest, { key }: Activity, last: Activity | undefined): Text {
  if (steps.closure) return { id: `${id} sudah ditutup`, en: `${id} is closed` };
  const end = last ? `${last.key}: ` : "";
  return {
    id: `proses ${id} sudah berakhir (${end}${last?.title.id ?? ""}); kegiatan ${key} tidak dapat mengikutinya`,
    en: `the process of ${id} has ended (${end}${last?.title.en ?? ""}); the activity ${key} cannot follow`,
  };
}

function newRequest(): Text {
  return {
    id: "untuk mengajukan lagi, buat permohonan baru: titip new",
    en: "to ask again, make a new request: titip new",
  };
}
