import type { Site } from "../../schema/site";
import type { CapacityLine, Lines } from "../lines";
import { sumText } from "../sum-text";
import type { WhatIf } from "../what-if";
import { missingTopics } from "./text";

/** The lines as data: amounts in watts, bytes, bits per second, kilograms, rack units or pieces. */
export function capacityAsData(site: Site, lines: Lines, at: string, answer?: WhatIf) {
  return {
    at,
    lines: [...lines.values()].map(lineAsData),
    not_counted: missingTopics(site),
    ...(answer ? { what_if: whatIfAsData(answer) } : {}),
  };
}

function whatIfAsData({ request, fits, supposed, allocation, reason, lines }: WhatIf) {
  return { request: request.id, fits, supposed, allocation, reason, lines: lines.map(lineAsData) };
}

function lineAsData({ runtime, ...line }: CapacityLine) {
  const minutes = runtime?.at(line.used + line.pending + line.wanted);
  const lasts = runtime && { runtime: { required_minutes: runtime.required, minutes } };
  return { ...line, ...lasts, sum: sumText({ ...line, runtime }) };
}
