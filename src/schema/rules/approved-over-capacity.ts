import { overFinding } from "./over-capacity";
import { overCapacityOf } from "./over-capacity-findings";
import type { Rule } from "./rule";

/**
 * What was approved does not exceed what there is. Two approvals may have met, or the inventory has less than it had:
 * a rack that was taken down, a lower margin. Nothing that runs is taken away for it, so it must be settled by people.
 */
export const approvedOverCapacity: Rule = {
  id: "approved-over-capacity",
  check(context, report) {
    for (const { request, lines } of overCapacityOf(context)) {
      if (!request.data.steps.decision) continue; // told by over-capacity
      for (const line of lines) report({ ...overFinding(request, line), remedy: remedyOf(request.data.id) });
    }
  },
};

function remedyOf(id: string) {
  return {
    id: `Tambah kapasitas di datacenter/, atau batalkan persetujuan dan jalankan \`titip assess ${id}\` lagi.`,
    en: `Add capacity in datacenter/, or take the approval back and run \`titip assess ${id}\` again.`,
  };
}
