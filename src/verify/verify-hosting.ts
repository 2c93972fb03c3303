import { desire } from "../provision/desire";
import type { VirtualHostInputs } from "../provision/desired-state";
import { proofPath, renderVirtualHost } from "../provision/render-virtual-host";
import type { HostingRequest } from "../schema/generated/hosting-request";
import type { Site } from "../schema/site";
import { checkCertificates } from "./check-certificate";
import { checkNames } from "./check-names";
import type { Check } from "./evidence";
import { foundOr, type Probes } from "./probes";

/** A proof path that no configuration has. */
const NO_PROOF = "/.well-known/titip/0000000000000000";

/** Names resolve, the address answers, and the site that answers is the very one that was approved. */
export async function verifyHosting(
  site: Site,
  request: HostingRequest,
  probes: Probes,
  at: string,
): Promise<Check[]> {
  const { virtualHost } = desire(site, request);
  const { serverName, serverAliases, address } = virtualHost;
  const names = [serverName, ...serverAliases];
  const addresses = [address.ip, ...(address.ipv6 === undefined ? [] : [address.ipv6])];
  const resolved = checkNames(site, { names, addresses, reverse: address.dedicated }, probes);
  const sites = names.map((name) => checkSite(virtualHost, name, probes));
  const certified = virtualHost.tls ? checkCertificates(address.ip, names, at, probes) : [];
  return [...(await resolved), ...(await certified), ...(await Promise.all(sites)).flat()];
}

function checkSite(inputs: VirtualHostInputs, name: string, probes: Probes): Promise<Check[]> {
  const usual = inputs.tls ? "https" : "http";
  const proof = proofPath(renderVirtualHost(inputs)) ?? "";
  const ask = async (
    check: Check["check"],
    path: string,
    expected: string,
    fits: (status: number) => boolean,
    scheme: "http" | "https" = usual,
  ): Promise<Check> => {
    const asked = probes.status(inputs.address.ip, name, path, scheme);
    const { value, found } = await foundOr(asked, String);
    const result = value !== undefined && fits(value) ? "good" : "bad";
    return {
      check,
      target: `${scheme}://${name}${path}`,
      through: inputs.address.ip,
      expected,
      found,
      result,
    };
  };
  const page = inputs.suspended
    ? ask("maintenance", "/", "503", (status) => status === 503)
    : ask("page", "/", "below 500", (status) => status > 0 && status < 500);
  return Promise.all([
    ask("site", proof, "204", (status) => status === 204),
    ask("control", NO_PROOF, "not 204", (status) => status !== 204),
    page,
    ...(inputs.tls && !inputs.suspended
      ? [ask("redirect", "/", "301", (status) => status === 301, "http")]
      : []),
  ]);
}
