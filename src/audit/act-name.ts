import type { Act } from "../approval/acts";

/** `HST-2026-0007 suspension ke-2`. */
export function nameOfAct({ requestId, activity, approval, followUp, number }: Act): string {
  const what = approval ? `approvals/${approval.name}.yaml` : activity;
  const tail = [followUp ? "susulan" : "", number > 1 ? `ke-${number}` : ""].filter(Boolean);
  return [requestId, what, ...tail].filter(Boolean).join(" ");
}
