import { hostname } from "node:os";
import { resolve } from "node:path";
import { withProof } from "../../approval/with-proof";
import { jsonText } from "../../printable";
import { createFleet } from "../../remote/create-fleet";
import type { LoadedRequest, Site } from "../../schema/site";
import { isApproved } from "../../sop/request-state";
import type { Evidence } from "../../verify/evidence";
import { networkProbes } from "../../verify/network-probes";
import { USUAL_PORTS, verify } from "../../verify/verify";
import type { ColocationOptions } from "../../verify/verify-colocation";
import { writeAtomically } from "../atomic-write";
import { failed, unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { officeNow } from "../new/create-request";
import { withProgress } from "../progress";
import { openSite, siteFolder } from "../site";
import { findRequest } from "../steps/find-request";
import { REQUEST_ARGUMENT } from "../steps/step-options";
import { describeEvidence } from "../verify/describe";

export const verifyCommand: CommandSpec = {
  name: "verify",
  summary: {
    id: "buktikan bahwa sebuah layanan selesai dan dapat diakses",
    en: "prove that a service is finished and accessible",
  },
  details: {
    id: "Nama ditanyakan ke server nama zonanya, situs diminta dengan namanya, porta yang disetujui harus menjawab dan yang lain tidak. Porta yang diam hanya membuktikan penolakan bila porta yang disetujui menjawab klien yang sama sebelum dan sesudahnya. Kode keluar 0 terbukti, 1 tidak.",
    en: "Names are asked of their zone's name server, the site by its name; approved ports must answer and others must not. A silent port shows denial only when an approved port answered the same client before and after. Exit code 0 proven, 1 not.",
  },
  examples: [
    "titip verify HST-2026-0007",
    "titip verify COL-2026-0003 --out bukti/COL-2026-0003.json",
    "titip verify COL-2026-0003 --probe 5432,8080 --network-only",
  ],
  arguments: [REQUEST_ARGUMENT],
  options: [
    {
      flags: "--out <file>",
      text: { id: "tulis bukti sebagai JSON ke berkas ini", en: "write the evidence as JSON to this file" },
    },
    {
      flags: "--probe <ports>",
      text: {
        id: `porta TCP yang harus diam, dipisah koma (bawaan: ${USUAL_PORTS.join(",")})`,
        en: `TCP ports that must be silent, joined by commas (default: ${USUAL_PORTS.join(",")})`,
      },
    },
    {
      flags: "--network-only",
      text: {
        id: "jangan bertanya pada gerbang: untuk mesin di luar pusat data",
        en: "do not ask the gateway: for a machine outside of the data centre",
      },
    },
    formatOption(),
  ],
  run: async (context, { arguments: [id = ""], options }) => {
    const opened = openSite(siteFolder(context));
    const request = findRequest(context, opened, id, () => false, {
      id: `${id} belum dapat diperiksa: perbaiki masalah di atas dahulu`,
      en: `${id} cannot be verified yet: put the problems above right first`,
    });
    if (!isApproved(request.data)) throw notThere(id);
    const probe = portsOf(options.probe as string | undefined);
    const looked = look(context, withProof(opened.site), request, {
      probe,
      networkOnly: options.networkOnly === true,
    });
    const asking = { id: `Memeriksa ${id}`, en: `Verifying ${id}` };
    const evidence = await withProgress(context, asking, looked);
    const json = jsonText(evidence);
    if (options.out !== undefined)
      writeAtomically(resolve(context.root, String(options.out)), `${json}\n`, 0o644);
    context.print(options.format === "json" ? json : describeEvidence(evidence, context.lang));
    return evidence.verified ? 0 : 1;
  },
};

async function look(
  context: Context,
  site: Site,
  request: LoadedRequest,
  options: ColocationOptions,
): Promise<Evidence> {
  const fleet = createFleet(Object.fromEntries(site.servers));
  try {
    const observer = { host: hostname(), at: officeNow(site, context.now()) };
    return await verify(site, request, networkProbes(fleet), observer, options);
  } finally {
    await fleet.close();
  }
}

function portsOf(text: string | undefined): readonly number[] {
  if (text === undefined) return USUAL_PORTS;
  const ports = text.split(",").map(Number);
  if (ports.every((port) => Number.isInteger(port) && port >= 1 && port <= 65535)) return ports;
  throw unusable({
    id: "--probe: porta 1–65535, dipisah koma",
    en: "--probe: ports 1–65535, joined by commas",
  });
}

function notThere(id: string) {
  return failed({
    id: `${id} tidak sedang berlaku: belum disetujui, ditolak, atau sudah ditutup`,
    en: `${id} is not in force: not approved yet, refused, or closed`,
  });
}
