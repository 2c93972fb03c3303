import { textTable } from "../../report/text-table";
import type { Site } from "../../schema/site";
import type { Text } from "../../text";
import { certifiedSites, type DueCertificate, dueCertificates } from "../../verify/due-certificates";
import { seenCertificate } from "../../verify/network-probes";
import { type Context, styled } from "../context";

/** Asks each site that should be served over https for its certificate, from here; none are asked where there are none. */
export async function lookAtCertificates(site: Site, now: number): Promise<DueCertificate[]> {
  const sites = certifiedSites(site);
  const seen = sites.map(({ address, name }) =>
    seenCertificate(address, name).catch((error: Error) => ({ problem: error.message })),
  );
  return dueCertificates(site, now, sites, await Promise.all(seen));
}

const STATES: Readonly<Record<DueCertificate["state"], Text>> = {
  ended: { id: "SERTIFIKAT BERAKHIR", en: "CERTIFICATE ENDED" },
  ending: { id: "sertifikat akan berakhir", en: "certificate ends" },
  missing: { id: "TANPA SERTIFIKAT", en: "NO CERTIFICATE" },
};

export function certificateTable(
  context: Context,
  { agencies }: Site,
  due: readonly DueCertificate[],
): string {
  const heading = {
    id: ["Permohonan", "OPD", "Nama", "Keadaan", "Sampai", "Hari"],
    en: ["Request", "Agency", "Name", "State", "Until", "Days"],
  };
  const rows = due.map(({ request, agency, name, state, until, daysLeft, problem }) => [
    request,
    agencies.get(agency)?.short ?? agency,
    name,
    context.say(STATES[state]),
    until ?? problem ?? "-",
    String(daysLeft ?? "-"),
  ]);
  const [head = "", line = "", ...lines] = textTable(heading[context.lang], rows).split("\n");
  const painted = lines.map((text, index) =>
    due[index]?.state === "ending" ? text : styled(context, "red", text),
  );
  return [head, line, ...painted].join("\n");
}
