import { approvalStatus } from "../approval-words";
import type { LoadedRequest, Site } from "../schema/site";
import { isSuspended, namesOf } from "../sop/request-state";
import { type Evidence, isVerified } from "./evidence";
import type { Probes } from "./probes";
import { type ColocationOptions, verifyColocation } from "./verify-colocation";
import { verifyHosting } from "./verify-hosting";

/** Ports that attackers try first and servers often leave open; probed unless told otherwise. */
export const USUAL_PORTS: readonly number[] = [22, 80, 3306, 3389, 5432, 8080];

/** Who looks, and when. */
export interface Observer {
  host: string;
  /** RFC 3339. */
  at: string;
}

/** Looks at an approved service from here, and says what was seen. Rejects never: what fails is part of it. */
export async function verify(
  site: Site,
  { data: request }: LoadedRequest,
  probes: Probes,
  observer: Observer,
  options: ColocationOptions,
): Promise<Evidence> {
  const checks =
    request.kind === "hosting"
      ? await verifyHosting(site, request, probes, observer.at)
      : await verifyColocation(site, request, probes, options);
  const [serverName = ""] = namesOf(request);
  const first = request.steps.assessment?.allocation?.ipv4 ?? [];
  const address = await probes.sourceAddress([first].flat()[0] ?? "");
  return {
    request: request.id,
    kind: request.kind,
    serverName,
    at: observer.at,
    from: { host: observer.host, address },
    suspended: isSuspended(request),
    approval: approvalStatus(site, request.id),
    verified: isVerified(checks),
    checks,
  };
}
