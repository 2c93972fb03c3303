import type { ColocationRequest } from "../generated/colocation-request";
import type { ColocationAllocation } from "../generated/steps";
import { allocationOf } from "../request-life";
import type { RuleContext } from "./rule";

/** A server with the place that it was given. */
export interface PlacedServer {
  file: string;
  data: ColocationRequest;
  allocation: ColocationAllocation;
}

/** Servers that have a place and have not left it: what is closed is history, its rack may be gone. */
export function placedServers({ live }: Pick<RuleContext, "live">): PlacedServer[] {
  return live.flatMap(({ file, data }) => {
    if (data.kind !== "colocation" || data.steps.closure) return [];
    const allocation = allocationOf(data);
    return allocation ? [{ file, data, allocation }] : [];
  });
}

/** What puts a wrong place right. */
export function assessAgain(id: string) {
  return {
    id: `Jalankan \`titip assess ${id}\` lagi; tempat tidak ditulis tangan.`,
    en: `Run \`titip assess ${id}\` again; places are not written by hand.`,
  };
}
