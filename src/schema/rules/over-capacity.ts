import type { CapacityLine } from "../../capacity/lines";
import { sumText } from "../../capacity/sum-text";
import type { JudgedRequest } from "../judged-site";
import { allocationPointer } from "../request-life";
import { topicFiles } from "../site-files";
import { overCapacityOf } from "./over-capacity-findings";
import type { Finding, Place, Rule } from "./rule";

/**
 * What is given does not exceed what there is, with the margins of the inventory; on a merge result the younger of
 * two requests that each fitted alone is named. What was approved is told by approved-over-capacity.
 */
export const overCapacityRule: Rule = {
  id: "over-capacity",
  check(context, report) {
    for (const { request, lines } of overCapacityOf(context)) {
      if (!request.data.steps.decision) for (const line of lines) report(overFinding(request, line));
    }
  },
};

/** The finding at a request that takes a line over its limit. */
export function overFinding({ file, data }: JudgedRequest, line: CapacityLine): Finding {
  const sum = sumText(line);
  return {
    file,
    pointer: allocationPointer,
    message: {
      id: `melebihi kapasitas di samping permohonan yang lebih dahulu: ${sum.id}`,
      en: `over capacity beside the requests before it: ${sum.en}`,
    },
    remedy: {
      id: `Jalankan \`titip assess ${data.id}\` lagi: ia mencari tempat lain, atau menolak dengan hitungannya.`,
      en: `Run \`titip assess ${data.id}\` again: it looks for another place, or refuses with the sums.`,
    },
    rests: [...inventory, "/server", "/resources", allocationPointer],
  };
}

/** A stand-in anywhere in these could make the sum wrong. */
const inventory: readonly Place[] = (["servers", "networks", "racks", "power", "uplinks"] as const).map(
  (topic) => ({ file: topicFiles[topic], pointer: "" }),
);
