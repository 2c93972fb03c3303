import type { Rule } from "./rule";

/** The approver approves the very address: nothing is approved before it is allocated and found feasible. */
export const approvedWithoutAllocation: Rule = {
  id: "approved-without-allocation",
  check({ site }, report) {
    for (const { file, data } of site.requests) {
      const { assessment, decision } = data.steps;
      if (decision?.result !== "approved" || assessment?.allocation) continue;
      const infeasible = assessment?.feasible === false;
      report({
        file,
        pointer: "/steps/decision/result",
        message: infeasible
          ? {
              id: "disetujui, padahal kajian menyatakan tidak dapat dilaksanakan",
              en: "approved, though the assessment found it not feasible",
            }
          : {
              id: "disetujui tanpa alokasi server dan alamat",
              en: "approved without an allocation of server and address",
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
        rests: ["/steps/assessment/allocation", "/steps/assessment/feasible"],
      });
    }
  },
};
