import type { NameConflict } from "../name-claims";
import type { Report } from "./rule";

/** Says at the younger request who has the name. */
export function reportNameConflict({ value, holder, younger }: NameConflict, report: Report): void {
  const elder = holder.owner.request;
  const own = elder === younger.owner.request;
  const resting = Number.isFinite(holder.until);
  const agency = elder.data.applicant.agency;
  report({
    file: younger.owner.request.file,
    pointer: younger.owner.pointer,
    // Before its assessment a request may outwait the quarantine.
    severity: resting && !younger.owner.request.data.steps.assessment ? "warning" : "error",
    message: own
      ? {
          id: `nama ${value} ditulis dua kali dalam permohonan ini`,
          en: `the name ${value} stands twice in this request`,
        }
      : resting
        ? {
            id: `nama ${value} baru dilepas oleh ${elder.data.id} (${agency}) dan belum boleh dipakai lagi sebelum ${day(holder.until)}`,
            en: `the name ${value} was released by ${elder.data.id} (${agency}) and rests until ${day(holder.until)}`,
          }
        : {
            id: `nama ${value} sudah dipakai oleh ${elder.data.id} (${agency})`,
            en: `the name ${value} is taken by ${elder.data.id} (${agency})`,
          },
    remedy: own
      ? { id: "Hapus salah satunya.", en: "Remove one of them." }
      : {
          id: "Pilih nama lain, atau sepakati dengan pemegangnya.",
          en: "Choose another name, or agree with its holder.",
        },
  });
}

function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
