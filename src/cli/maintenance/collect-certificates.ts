import { certificateEntries, type ServedCertificate } from "../../maintenance/certificate-entry";
import { journalOf } from "../../maintenance/journal";
import { createFleet } from "../../remote/create-fleet";
import { ServerError } from "../../remote/server-error";
import { isHosting, type Site } from "../../schema/site";
import { noteFailure } from "../backup/open-backups";
import type { Context } from "../context";
import { appendEntry, momentOf } from "./append-entry";

/** Asks the web servers which certificates they serve and writes those that are not in the journal yet. */
export async function collectCertificates(
  context: Context,
  site: Site,
): Promise<{ files: string[]; failures: number }> {
  const fleet = createFleet(Object.fromEntries(site.servers));
  let failures = 0;
  try {
    const asked = sitesByServer(site).map(async ([server, requests]): Promise<ServedCertificate[]> => {
      try {
        const store = fleet.certificates(server);
        const found = await Promise.all(requests.map((request) => store.read(request)));
        return found.flatMap((one) => (one ? [{ ...one, server }] : []));
      } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        failures += 1;
        noteFailure(context, error.details);
        return [];
      }
    });
    const certificates = (await Promise.all(asked)).flat();
    const entries = certificateEntries(journalOf(site), certificates, momentOf(site, context.now()));
    return { files: entries.flatMap((entry) => appendEntry(site.root, entry) ?? []), failures };
  } finally {
    await fleet.close();
  }
}

/** Sites by the web server that they are allocated to. */
function sitesByServer(site: Site): [server: string, requests: string[]][] {
  const found = new Map<string, string[]>();
  for (const { data } of site.requests.filter(isHosting)) {
    const server = data.steps.assessment?.allocation?.server;
    if (server === undefined || site.servers.get(server)?.role !== "web") continue;
    found.set(server, [...(found.get(server) ?? []), data.id]);
  }
  return [...found];
}
