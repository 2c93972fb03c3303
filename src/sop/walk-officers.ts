import { emergencyRoles } from "../approval/policy";
import type { Holder } from "../schema/generated/officers";
import { holderOn } from "../schema/holder-on";
import { localDay } from "../schema/moments";
import { APPLICANT, PIPELINE } from "../schema/procedure/roles";
import { activityOf } from "../schema/procedure/step-keys";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import type { AnyActivity } from "./walk";

/** A position of the office that may do an activity, as it is held on a day. */
export interface EntitledOfficer {
  /** Key in datacenter/officers.yaml. */
  key: string;
  title: string;
  /** The first of the activity's roles that the position fills. */
  role: string;
  /** How it is held that day: `vacant` when by nobody. */
  held: "regular" | "plt" | "plh" | "vacant";
}

/** Every position that may do the activity, by the order of the procedure's roles. */
export function entitledOfficers({ officers }: Site, { actor }: AnyActivity, day: string): EntitledOfficer[] {
  const found = new Map<string, EntitledOfficer>();
  for (const role of actor) {
    for (const [key, { title, roles, holders }] of officers) {
      if (roles.includes(role) && !found.has(key))
        found.set(key, { key, title, role, held: heldOn(holders, day) });
    }
  }
  return [...found.values()];
}

function heldOn(holders: readonly Holder[], day: string): EntitledOfficer["held"] {
  const holder = holderOn(holders, day);
  return holder ? (holder.acting ?? "regular") : "vacant";
}

/**
 * Who did an activity, when nobody said so: the agency itself where it acts, else the first position that may
 * and is held that day; undefined when there is none.
 */
export function usualActor(
  site: Site,
  request: ServiceRequest,
  activity: AnyActivity,
  at: string,
): string | undefined {
  if (activity.actor.includes(APPLICANT)) return request.applicant.agency;
  const officers = entitledOfficers(site, activity, localDay(at));
  return officers.find(({ held, role }) => held !== "vacant" && role !== PIPELINE)?.key;
}

/**
 * The same for a step by what it means. Where every position is vacant it is the first of them, so that `check`
 * can say whose term has ended; empty when the procedure names nobody of the office.
 *
 * @param step effect of the activity, else its key
 */
export function usualActorOf(site: Site, request: ServiceRequest, step: string, at: string): string {
  const activity = activityOf(site.procedures[request.kind], step);
  if (!activity) return "";
  const [vacant] = entitledOfficers(site, activity, localDay(at)).filter(({ role }) => role !== PIPELINE);
  return usualActor(site, request, activity, at) ?? vacant?.key ?? "";
}

/** Why an officer may not do the activity, with those who may; undefined when he may. */
export function forbidsActor(
  site: Site,
  request: ServiceRequest,
  activity: AnyActivity,
  { by, at, emergency }: { by: string; at: string; emergency?: unknown },
): Text | undefined {
  const day = localDay(at);
  const isEmergency = activity.effect === "suspension" && emergency === true;
  const more = isEmergency ? emergencyRoles(site) : [];
  const may = entitledOfficers(site, { ...activity, actor: [...activity.actor, ...more] }, day);
  if (activity.actor.includes(APPLICANT) && by === request.applicant.agency) return undefined;
  const officer = may.find(({ key }) => key === by);
  if (officer && officer.held !== "vacant") return undefined;
  const names = [
    ...(activity.actor.includes(APPLICANT) ? [request.applicant.agency] : []),
    ...may.filter(({ held }) => held !== "vacant").map(({ key, title }) => `${key} (${title})`),
  ];
  return officer ? outOfTerm(by, day, names) : notEntitled(by, activity, names);
}

function notEntitled(by: string, { key }: AnyActivity, names: string[]): Text {
  return {
    id: `${by} tidak berwenang atas kegiatan ${key}; yang berwenang: ${names.join(", ") || "belum ada pejabatnya"}`,
    en: `${by} may not do the activity ${key}; who may: ${names.join(", ") || "nobody yet"}`,
  };
}

function outOfTerm(by: string, day: string, names: string[]): Text {
  return {
    id: `jabatan ${by} tidak ada pemegangnya pada ${day}; yang berwenang pada hari itu: ${names.join(", ") || "tidak ada"}`,
    en: `nobody held the position ${by} on ${day}; who may act on that day: ${names.join(", ") || "nobody"}`,
  };
}
