import { withProof } from "../../approval/with-proof";
import { jsonText } from "../../printable";
import { slipOf } from "../../sop/walk-slip";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import { openSite, siteFolder } from "../site";
import { AT_OPTION, momentOption, openOffice } from "../status/open-office";
import { slipText } from "../status/slip-text";
import { anyRequest } from "../steps/find-request";
import { REQUEST_ARGUMENT } from "../steps/step-options";

export const slipCommand: CommandSpec = {
  name: "slip",
  summary: {
    id: "buat bukti kedudukan permohonan untuk pemohon, tanpa data pribadi",
    en: "make a status slip for the requester, without personal data",
  },
  details: {
    id: "Memuat apa yang diminta, kegiatan yang sudah dan akan dilaksanakan menurut jabatan, dan perkiraan batas waktunya. Nama orang, nomor telepon dan catatan tidak ikut: itu ada pada suratnya. Dari alasan hanya alasan penolakan yang dimuat.",
    en: "It holds what is asked for, the activities done and to come by position, and when the next is due. No names, telephone numbers or remarks: those are in the letters. Of reasons only that of a rejection is in it.",
  },
  examples: ["titip slip HST-2026-0012", "titip slip COL-2026-0003 --format json"],
  arguments: [REQUEST_ARGUMENT],
  options: [AT_OPTION, formatOption()],
  run: async (context, { arguments: [id = ""], options }) => {
    const opened = openSite(siteFolder(context));
    const request = anyRequest(context, opened, id);
    const office = openOffice(context, opened.site);
    const now = momentOption(context, options.at);
    const slip = slipOf(withProof(opened.site), request, now, office);
    if (!slip) {
      throw unusable({
        id: `sop/${request.data.kind}.yaml tidak ada atau tidak dapat dipakai; lihat titip check`,
        en: `sop/${request.data.kind}.yaml is missing or unusable; see titip check`,
      });
    }
    context.print(options.format === "json" ? jsonText(slip) : slipText(slip, context.lang));
    return 0;
  },
};
