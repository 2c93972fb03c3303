import type { Text } from "./text";

/** How far an approval has been verified: by evidence that holds, or by nothing but the words of the record. */
export type ApprovalStatus = "claimed, not verified" | "verified";

/** While nobody has checked its evidence; the same words everywhere. */
export const CLAIMED = {
  id: "diklaim, belum diverifikasi",
  en: "claimed, not verified",
} as const satisfies Text;

export const APPROVAL_STATUS: Readonly<Record<ApprovalStatus, Text>> = {
  "claimed, not verified": CLAIMED,
  verified: { id: "diverifikasi", en: "verified" },
};

/** @param request id, of a request that was decided */
export function approvalStatus(
  { proven }: { readonly proven?: ReadonlySet<string> },
  request: string,
): ApprovalStatus {
  return proven?.has(request) ? "verified" : "claimed, not verified";
}
