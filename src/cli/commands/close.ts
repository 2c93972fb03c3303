import { close } from "../../sop/close";
import { describeClosed, describeClosedAsJson } from "../close/describe";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import { openSite, siteFolder } from "../site";
import { findRequest } from "../steps/find-request";
import { inTime } from "../steps/in-time";
import { recordStep } from "../steps/record-step";
import { REQUEST_ARGUMENT, STEP_OPTIONS, stepPeople } from "../steps/step-options";

export const closeCommand: CommandSpec = {
  name: "close",
  summary: { id: "catat penutupan sebuah layanan", en: "record that a service is closed" },
  details: {
    id: "Penerapan berikutnya mengarsipkan berkas situs, lalu menghapus situs, akun, alamat dan data DNS-nya. Nama dan alamatnya beristirahat selama masa karantina; uid tidak pernah diberikan lagi. Untuk membuka kembali, ajukan permohonan dengan nomor baru.",
    en: "The next apply archives the site's files, then removes site, account, address and DNS records. Name and address rest for the quarantine; the uid is never given again. To reopen, make a request with a new id.",
  },
  examples: [
    'titip close HST-2026-0007 --reason "aplikasi digantikan SatuSehat"',
    'titip close HST-2026-0007 --reason "permintaan OPD" --by kabid-aplikasi --recorded-by staf-dc --date 2026-11-20',
  ],
  arguments: [REQUEST_ARGUMENT],
  options: [
    { flags: "--reason <text>", text: { id: "alasan penutupan", en: "why it is closed" }, required: true },
    ...STEP_OPTIONS,
    formatOption(),
  ],
  run: async (context, { arguments: [id = ""], options }) => {
    const reason = String(options.reason).trim();
    if (reason === "")
      throw unusable({ id: "--reason tidak boleh kosong", en: "--reason must not be empty" });
    const opened = openSite(siteFolder(context));
    const { site } = opened;
    // What is wrong with a request does not keep it from being closed, if only it can be read.
    const request = findRequest(context, opened, id, () => false, {
      id: `${id} belum dapat ditutup: perbaiki masalah di atas dahulu`,
      en: `${id} cannot be closed yet: put the problems above right first`,
    });
    const people = stepPeople(site, request.data, options, context.now());
    const result = recordStep<object>(context, opened, request, "closure", (text) =>
      inTime<object>(context, request, people.at, close(site, request, text, { ...people, reason })),
    );
    if (!result) return 1;
    const closure = request.data.steps.closure ?? { at: people.at, reason };
    const closed = { request, changed: result.changed, closure, allocation: site.allocation };
    context.print(
      options.format === "json" ? describeClosedAsJson(closed) : context.say(describeClosed(closed)),
    );
    return 0;
  },
};
