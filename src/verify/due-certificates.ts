import { desire } from "../provision/desire";
import { allocationOf } from "../schema/request-life";
import { requestsOf, type Site } from "../schema/site";
import { isApproved } from "../sop/request-state";
import type { SeenCertificate } from "./probes";

/** A certificate that somebody must look at, or that could not be looked at. */
export interface DueCertificate {
  request: string;
  agency: string;
  application: string;
  name: string;
  mode: "acme" | "certificate";
  /** `missing`: the site should be served over https and is not; why is in `problem`. */
  state: "ended" | "ending" | "missing";
  /** Its last moment (RFC 3339). */
  until?: string;
  /** Days until then; negative when it is past. */
  daysLeft?: number;
  problem?: string;
}

/** A site that should be served over https, and where it is. */
export interface CertifiedSite
  extends Pick<DueCertificate, "request" | "agency" | "application" | "name" | "mode"> {
  address: string;
}

/** Days before its end from which a certificate is shown where datacenter/tls.yaml does not say. */
const WARN = 20;

/** Sites whose certificates are to be looked at. */
export function certifiedSites(site: Site): CertifiedSite[] {
  return requestsOf(site, "hosting").flatMap(({ data }) => {
    if (!isApproved(data) || !allocationOf(data)) return [];
    const { serverName: name, address, tls } = desire(site, data).virtualHost;
    const named = { request: data.id, agency: data.applicant.agency, application: data.application.name };
    return tls ? [{ ...named, name, mode: tls.mode, address: address.ip }] : [];
  });
}

/**
 * Certificates that end within so many days as datacenter/tls.yaml says or have ended, and those that are not there.
 * @param now milliseconds since 1970
 * @param seen what each site shows, in the same order; the words of the error where it shows none
 */
export function dueCertificates(
  { tls }: Pick<Site, "tls">,
  now: number,
  sites: readonly CertifiedSite[],
  seen: readonly (Pick<SeenCertificate, "until" | "named"> | { problem: string })[],
): DueCertificate[] {
  const due = sites.flatMap(({ address: _, ...named }, index): DueCertificate[] => {
    const found = seen[index];
    if (!found || !("until" in found)) return [{ ...named, state: "missing", problem: found?.problem ?? "" }];
    if (!found.named) return [{ ...named, state: "missing", problem: "it is for another name" }];
    const daysLeft = Math.floor((Date.parse(found.until) - now) / 86_400_000);
    if (daysLeft > (tls?.warn ?? WARN)) return [];
    return [{ ...named, state: daysLeft < 0 ? "ended" : "ending", until: found.until, daysLeft }];
  });
  const urgency = ({ daysLeft = Number.NEGATIVE_INFINITY }: DueCertificate) => daysLeft;
  return due.sort((a, b) => urgency(a) - urgency(b) || (a.request < b.request ? -1 : 1));
}
