import type { Text } from "./text";

/** How far an approval has been verified while nobody has checked its evidence; the same words everywhere. */
export const CLAIMED = {
  id: "diklaim, belum diverifikasi",
  en: "claimed, not verified",
} as const satisfies Text;
