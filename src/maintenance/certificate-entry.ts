import type { MaintenanceEntry } from "../schema/generated/maintenance-entry";

/** What a web server serves for a site over https. */
export interface ServedCertificate {
  request: string;
  server: string;
  served: boolean;
  /** The main one first. */
  names: readonly string[];
  /** Last moment (RFC 3339); empty while there is none. */
  until: string;
  issuer: string;
}

const MOST = 200;

/**
 * Entries of the certificates that the journal does not know yet, by their last moment: the first of a site, and each
 * that took another's place. When it was issued is not told by servers, so an entry is of when it was seen.
 */
export function certificateEntries(
  journal: readonly MaintenanceEntry[],
  certificates: readonly ServedCertificate[],
  at: string,
): MaintenanceEntry[] {
  const known = new Set(
    journal.flatMap(({ kind, what, requests = [] }) =>
      kind === "certificate" ? [`${requests[0]} ${what}`] : [],
    ),
  );
  return certificates.flatMap(({ request, server, served, names, until, issuer }): MaintenanceEntry[] => {
    if (!served || until === "") return [];
    const what = `Sertifikat ${names[0] ?? request} berlaku s.d. ${until}, dari ${issuer}`
      .slice(0, MOST)
      .trim();
    if (known.has(`${request} ${what}`)) return [];
    return [{ at, kind: "certificate", what, result: "done", servers: [server], requests: [request] }];
  });
}
