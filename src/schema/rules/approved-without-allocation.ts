import { allocationOf, allocationPointer, isFeasible } from "../request-life";
import type { Rule } from "./rule";

/** The approver approves the very values: nothing is approved before it is allocated and found feasible. */
export const approvedWithoutAllocation: Rule = {
  id: "approved-without-allocation",
  check({ site }, report) {
    for (const { file, data } of site.requests) {
      if (data.steps.decision?.result !== "approved" || allocationOf(data)) continue;
      const infeasible = isFeasible(data) === false;
      report({
        file,
        pointer: "/steps/decision/result",
        message: infeasible
          ? {
              id: "disetujui, padahal kajian menyatakan tidak dapat dilaksanakan",
              en: "approved, though the assessment found it not feasible",
            }
          : {
              id:
                data.kind === "hosting"
                  ? "disetujui tanpa alokasi server dan alamat"
                  : "disetujui tanpa alokasi tempat, daya dan alamat",
              en:
                data.kind === "hosting"
                  ? "approved without an allocation of server and address"
                  : "approved without an allocation of place, power and address",
            },
        remedy: infeasible
          ? {
              id: "Ulangi kajian, atau tolak permohonan dengan alasannya.",
              en: "Assess it again, or reject it with the reason.",
            }
          : {
              id: `Jalankan \`titip assess ${data.id}\`, lalu mintakan persetujuan atas hasilnya.`,
              en: `Run \`titip assess ${data.id}\`, then have its result approved.`,
            },
        rests: [allocationPointer, "/steps/assessment/feasible", "/steps/assessment/available"],
      });
    }
  },
};
