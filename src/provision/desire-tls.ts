import type { HostingRequest } from "../schema/generated/hosting-request";
import type { Site } from "../schema/site";
import type { CertificateInputs, VirtualHostInputs } from "./desired-state";
import type { VirtualHostTls } from "./virtual-host-tls";

/** Two years, as Mozilla's guideline 5.7 has it. */
const HSTS = 63_072_000;

/** How a site is served over https: as its request says, else as datacenter/tls.yaml does; undefined: not at all. */
export function tlsOf({ tls }: Pick<Site, "tls">, request: HostingRequest): VirtualHostTls | undefined {
  const mode = request.tls ?? tls?.default ?? "none";
  if (mode === "none") return undefined;
  const hsts = tls?.hsts ?? HSTS;
  return mode === "acme" ? { mode, directory: tls?.directory ?? "", hsts } : { mode, hsts };
}

/** The certificate that a virtual host asks for; fetched when the site's names are published. */
export function certificateFor(site: VirtualHostInputs): CertificateInputs | undefined {
  if (!site.tls || site.closed) return undefined;
  const { request, server, serverName, serverAliases, tls } = site;
  return { request, server, mode: tls.mode, names: [serverName, ...serverAliases] };
}
