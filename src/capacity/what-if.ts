import { allocationOf } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { type Allocated, allocate } from "../sop/allocate";
import type { Text } from "../text";
import { requestDraws } from "./consumers";
import { type CapacityLine, capacityLines, linesWith } from "./lines";

type Allocation = Extract<Allocated, { allocation: unknown }>["allocation"];

/** What would become of the data centre with one request that has not been approved. */
export interface WhatIf {
  request: ServiceRequest;
  /** What the request has, or would be given; undefined when it does not fit. */
  allocation?: Allocation;
  /** True when the allocation was made for this question only. */
  supposed: boolean;
  /** What it draws on, with it; when it does not fit, what stands in the way. */
  lines: readonly CapacityLine[];
  fits: boolean;
  /** Why it does not fit. */
  reason?: Text;
}

/**
 * Tries a request out: with the allocation that it has, else with the one that it would be given now. Nothing is
 * kept of it.
 *
 * @param at moment (RFC 3339) that decides which released addresses still rest
 */
export function whatIf(site: Site, request: ServiceRequest, at: string): WhatIf {
  const held = allocationOf(request);
  if (held) return tried(site, request, held, at, false);
  const result = allocate(site, request, at);
  if ("allocation" in result)
    return tried(site, supposing(request, result.allocation), result.allocation, at, true);
  return { request, supposed: true, lines: result.over, fits: false, reason: result.refusal };
}

function tried(
  site: Site,
  request: ServiceRequest,
  allocation: Allocation,
  at: string,
  supposed: boolean,
): WhatIf {
  const before = capacityLines(site, at, request.id);
  const lines = linesWith(before, request.id, requestDraws(site, request));
  return { request, allocation, supposed, lines, fits: lines.every(({ free }) => free >= 0) };
}

/** The request as if it had been assessed. */
function supposing(request: ServiceRequest, allocation: Allocation): ServiceRequest {
  const { at, by } = request.steps.request;
  const assessment = { at, by, allocation };
  return { ...request, steps: { ...request.steps, assessment } } as ServiceRequest;
}
