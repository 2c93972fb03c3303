import { recordsOfServer } from "../dns/records-of-hosting";
import type { ColocationRequest } from "../schema/generated/colocation-request";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import { isSuspended, namesOf } from "../sop/request-state";
import { canonicalAccess } from "./access-rules";
import { byNameServer } from "./desired-records";
import type { RecordSetInputs, RuleSetInputs } from "./desired-state";
import { hasEnded } from "./ended";

export interface DesiredColocation {
  /** Missing where no gateway of ours guards the server's network. */
  ruleSet?: RuleSetInputs;
  /** One for each name server that holds zones of the request: normally one. */
  recordSets: RecordSetInputs[];
}

/**
 * From an approved request to what gateway and name server should hold. Pure. A suspended server keeps its names and
 * addresses, and nothing is let through to it.
 * @throws Error for a request without an allocation; `claim` has sorted those out
 */
export function desireColocation(site: Site, request: ColocationRequest): DesiredColocation {
  const pin = allocationOf(request);
  if (!pin) throw new Error(`${request.id} has no allocation`);
  const [fqdn = "", ...aliases] = namesOf(request);
  const ended = hasEnded(request);
  const records = recordsOfServer({
    fqdn,
    aliases,
    addresses: pin.ipv4,
    reverse: site.networks.get(pin.network)?.address === "dedicated",
    zones: Object.fromEntries(site.zones),
  });
  const recordSets = byNameServer(site, request.id, ended ? "closed" : "open", records);
  const gateway = site.networks.get(pin.network)?.firewall;
  if (gateway === undefined) return { recordSets };
  const ruleSet: RuleSetInputs = {
    request: request.id,
    server: gateway,
    addresses: [...pin.ipv4].sort(),
    access: ended || isSuspended(request) ? [] : canonicalAccess(request.access),
    ...(ended ? { closed: true as const } : {}),
  };
  return { ruleSet, recordSets };
}
