import { amountText } from "../capacity/amount";
import type { CapacityLine } from "../capacity/lines";
import { whatIf } from "../capacity/what-if";
import type { ServiceRequest, Site } from "../schema/site";

/**
 * The capacity sums of a request for its documents, as of its assessment. Undefined when it has not been assessed, or
 * when today's inventory would give another answer than the one that was recorded: a document must not contradict it.
 */
export function capacityFacts(site: Site, request: ServiceRequest): { sums: object[] } | undefined {
  const { assessment } = request.steps;
  if (!assessment) return undefined;
  const recorded = "available" in assessment ? assessment.available : assessment.feasible;
  const { fits, lines } = whatIf(site, request, assessment.at);
  if (fits !== (recorded === true) || lines.length === 0) return undefined;
  return { sums: lines.map(sumOf) };
}

function sumOf({ place, label, unit, used, pending, wanted, usable, free }: CapacityLine): object {
  const amount = (value: number) => amountText(value, unit).id;
  return {
    resource: `${place}: ${label.id}`,
    requested: amount(wanted),
    used: amount(used + pending),
    limit: amount(usable),
    verdict: free >= 0 ? "cukup" : `kurang ${amount(-free)}`,
  };
}
