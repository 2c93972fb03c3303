import { capacityLines } from "../../capacity/lines";
import type { PaintPart } from "../../capacity/print/gauge";
import { capacityAsData } from "../../capacity/print/json";
import { capacityText } from "../../capacity/print/text";
import { whatIfText } from "../../capacity/print/what-if-text";
import { whatIf } from "../../capacity/what-if";
import { jsonText } from "../../printable";
import { openWith } from "../capacity/open-with";
import { type CommandSpec, formatOption } from "../command-spec";
import { type Context, styled } from "../context";
import { noteProblems, type OpenedSite, openSite, siteFolder } from "../site";
import { anyRequest } from "../steps/find-request";

export const capacityCommand: CommandSpec = {
  name: "capacity",
  summary: {
    id: "tampilkan kapasitas: server, alamat, internet, rak, listrik, pendinginan",
    en: "show capacity: servers, addresses, internet, racks, electricity, cooling",
  },
  details: {
    id: "Permohonan yang sudah dikaji dan menunggu persetujuan ikut dihitung. Watt tiap feed dihitung saat feed lain padam. --with mencoba sebuah permohonan tanpa mencatat apa pun; kode keluar 1 bila tidak muat.",
    en: "Requests that are assessed and await approval are counted. Watts of each feed are those with the other feed failed. --with tries a request and records nothing; exit code 1 when it does not fit.",
  },
  examples: [
    "titip capacity",
    "titip capacity --format json",
    "titip capacity --with COL-2026-0004",
    "titip capacity --with rancangan/COL-2026-0009.yaml",
  ],
  options: [
    {
      flags: "--with <request>",
      text: {
        id: "nomor atau berkas permohonan yang dicoba",
        en: "id or file of a request to try",
      },
    },
    formatOption(),
  ],
  run: async (context, { options }) => {
    const at = new Date().toISOString();
    const wanted = options.with as string | undefined;
    const { opened, id } =
      wanted === undefined
        ? { opened: openSite(siteFolder(context)), id: undefined }
        : openWith(context, wanted);
    noteBrokenInventory(context, opened);
    const { site } = opened;
    const answer = id === undefined ? undefined : whatIf(site, anyRequest(context, opened, id).data, at);
    if (options.format === "json")
      context.print(jsonText(capacityAsData(site, capacityLines(site, at), at, answer)));
    else if (answer) context.print(whatIfText(answer, context.lang, painter(context)));
    else context.print(capacityText(site, capacityLines(site, at), context.lang, painter(context)));
    return answer && !answer.fits ? 1 : 0;
  },
};

/** What of the inventory cannot be read is not counted: that must not pass unseen. */
function noteBrokenInventory(context: Context, { site, problems }: OpenedSite): void {
  const counted = ["servers", "networks", "racks", "power", "uplinks"].map(
    (topic) => `datacenter/${topic}.yaml`,
  );
  const broken = problems.filter(({ file, severity }) => severity === "error" && counted.includes(file));
  noteProblems(context, site.root, broken);
}

function painter(context: Context): PaintPart {
  const styles = { used: "green", pending: "yellow", wanted: "bold", free: "dim" } as const;
  return (part, text) => styled(context, styles[part], text);
}
