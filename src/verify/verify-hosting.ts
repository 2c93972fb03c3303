import { desire } from "../provision/desire";
import type { VirtualHostInputs } from "../provision/desired-state";
import { proofPath, renderVirtualHost } from "../provision/render-virtual-host";
import type { HostingRequest } from "../schema/generated/hosting-request";
import type { Site } from "../schema/site";
import { checkNames } from "./check-names";
import type { Check } from "./evidence";
import { foundOr, type Probes } from "./probes";

/** A proof path that no configuration has. */
const NO_PROOF = "/.well-known/titip/0000000000000000";

/** Names resolve, the address answers, and the site that answers is the very one that was approved. */
export async function verifyHosting(site: Site, request: HostingRequest, probes: Probes): Promise<Check[]> {
  const { virtualHost } = desire(site, request);
  const { serverName, serverAliases, address } = virtualHost;
  const names = [serverName, ...serverAliases];
  const resolved = checkNames(site, { names, addresses: [address.ip], reverse: address.dedicated }, probes);
  const sites = names.map((name) => checkSite(virtualHost, name, probes));
  return [...(await resolved), ...(await Promise.all(sites)).flat()];
}

function checkSite(inputs: VirtualHostInputs, name: string, probes: Probes): Promise<Check[]> {
  const proof = proofPath(renderVirtualHost(inputs)) ?? "";
  const ask = async (
    check: Check["check"],
    path: string,
    expected: string,
    fits: (status: number) => boolean,
  ): Promise<Check> => {
    const asked = probes.status(inputs.address.ip, name, path);
    const { value, found } = await foundOr(asked, String);
    const result = value !== undefined && fits(value) ? "good" : "bad";
    return { check, target: `http://${name}${path}`, through: inputs.address.ip, expected, found, result };
  };
  const page = inputs.suspended
    ? ask("maintenance", "/", "503", (status) => status === 503)
    : ask("page", "/", "below 500", (status) => status > 0 && status < 500);
  return Promise.all([
    ask("site", proof, "204", (status) => status === 204),
    ask("control", NO_PROOF, "not 204", (status) => status !== 204),
    page,
  ]);
}
