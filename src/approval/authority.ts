import type { Holder, OfficerKey } from "../schema/generated/officers";
import { holderOn } from "../schema/holder-on";
import { instant, localDay } from "../schema/moments";
import { PIPELINE } from "../schema/procedure/roles";
import { activityOf } from "../schema/procedure/step-keys";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import { type Act, isEmergency } from "./acts";
import { emergencyRoles, policyOf } from "./policy";
import { fingerprint, keyBlob } from "./ssh-signature";

/** Roles one of which whoever decides an act must have, by the anchors' procedures and policy. */
export function rolesFor(anchors: Site, act: Act): readonly string[] {
  const { activity, effect, request, requestId } = act;
  const policy = policyOf(anchors);
  if (effect === undefined) {
    if (activity === "override") return policy.overrideRoles;
    if (activity === "inventory") return policy.inventoryRoles;
    return decisionRoles(anchors, requestId);
  }
  if (act.followUp) return decisionRoles(anchors, requestId);
  const actor = activityOf(request && anchors.procedures[request.kind], effect)?.actor ?? [];
  return isEmergency(act) ? [...actor, ...emergencyRoles(anchors)] : actor;
}

/** Roles that decide on requests: on this one's kind, or, for a whole plan, on every kind. */
function decisionRoles({ procedures }: Site, requestId: string | undefined): readonly string[] {
  const kinds = requestId === undefined ? (["hosting", "colocation"] as const) : [kindOf(requestId)];
  const lists = kinds.flatMap((kind) => {
    const actor = activityOf(procedures[kind], "decision")?.actor;
    return actor ? [actor] : [];
  });
  return (lists[0] ?? []).filter((role) => lists.every((list) => list.includes(role)));
}

function kindOf(requestId: string): "hosting" | "colocation" {
  return requestId.startsWith("COL-") ? "colocation" : "hosting";
}

/** Why a position may not decide; undefined when it may, as held on that day. */
export function forbidsPosition(
  { officers }: Site,
  roles: readonly string[],
  by: string,
  day: string,
): { rule: string; found: Text } | undefined {
  const officer = officers.get(by);
  const may = [...officers].filter(([, one]) => one.roles.some((role) => roles.includes(role)));
  const names = may.map(([key]) => key).join(", ");
  if (!officer?.roles.some((role) => roles.includes(role)))
    return {
      rule: "wrong-officer",
      found: {
        id: `${by} tidak berwenang memutuskan ini; yang berwenang: ${names || "belum ada"}`,
        en: `${by} may not decide this; who may: ${names || "nobody yet"}`,
      },
    };
  if (holderOn(officer.holders, day)) return undefined;
  return {
    rule: "out-of-term",
    found: {
      id: `jabatan ${by} tidak ada pemegangnya pada ${day}`,
      en: `nobody held the position ${by} on ${day}`,
    },
  };
}

/** Who holds a position at a moment, on the clock that the moment is written by. */
export function holderAt({ officers }: Site, position: string, at: string): Holder | undefined {
  return holderOn(officers.get(position)?.holders ?? [], localDay(at));
}

/** Positions of the machine. */
export function machines({ officers }: Site): string[] {
  return [...officers].flatMap(([key, { roles }]) => (roles.includes(PIPELINE) ? [key] : []));
}

export type KeyUse = "good" | "early" | "expired" | "revoked";

/** How a key stands to a moment. @param revokedBy a revocation up to this moment (milliseconds) counts */
export function keyUse({ from, until, revoked }: OfficerKey, at: string, revokedBy: number): KeyUse {
  if (revoked !== undefined && instant(revoked) <= revokedBy) return "revoked";
  const day = localDay(at);
  if (day < from) return "early";
  return until !== undefined && day > until ? "expired" : "good";
}

/** The entry of a person's key, by its wire form. */
export function keyOf(holder: Holder | undefined, blob: Buffer): OfficerKey | undefined {
  return holder?.keys?.find(({ key }) => keyBlob(key).equals(blob));
}

/** Who a key belongs to, for messages: positions, or only its fingerprint. */
export function ownerWords({ officers }: Site, blob: Buffer): string {
  const owners = [...officers].filter(([, { holders }]) => holders.some((holder) => keyOf(holder, blob)));
  return owners.length > 0 ? owners.map(([key]) => key).join(", ") : fingerprint(blob);
}

/** Today, on the clock that a moment is written by. */
export function dayLike(moment: string, now: number): string {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(moment) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  return new Date(now + offset * 60_000).toISOString().slice(0, 10);
}
