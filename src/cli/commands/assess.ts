import { findRequest, survey, valueIsContested } from "../assess/prepare";
import { record } from "../assess/record";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption, type Invocation } from "../command-spec";
import { openSite, siteFolder } from "../site";

export const assessCommand: CommandSpec = {
  name: "assess",
  summary: {
    id: "catat kajian sebuah permohonan dan beri alokasi: server, alamat, uid",
    en: "record the assessment of a request and allocate: server, address, uid",
  },
  details: {
    id: "Server ditanya nama, alamat dan uid apa yang sudah dipakai. Alokasi yang sudah ada tidak pernah diubah.",
    en: "The servers are asked which names, addresses and uids are taken. An allocation that is there is never changed.",
  },
  examples: [
    "titip assess HST-2026-0012",
    "titip assess HST-2026-0012 --date 2026-11-23 --by kabid-aplikasi --recorded-by staf-dc",
    'titip assess HST-2026-0013 --infeasible --reason "aplikasi memerlukan Windows Server"',
  ],
  arguments: [{ name: "<id>", text: { id: "nomor permohonan", en: "request id" } }],
  options: [
    {
      flags: "--date <date>",
      text: {
        id: "waktu kajian, YYYY-MM-DD atau dengan jam dan zona waktu (bawaan: sekarang)",
        en: "when it was assessed, YYYY-MM-DD or with time and offset (default: now)",
      },
    },
    { flags: "--by <officer>", text: { id: "jabatan yang mengkaji", en: "position that assessed" } },
    { flags: "--recorded-by <officer>", text: { id: "jabatan yang mencatat", en: "position that typed it" } },
    { flags: "--offline", text: { id: "jangan bertanya pada server", en: "do not ask the servers" } },
    {
      flags: "--infeasible",
      text: { id: "tidak dapat dilaksanakan; perlu --reason", en: "not feasible; needs --reason" },
    },
    { flags: "--reason <text>", text: { id: "alasannya", en: "why" } },
    formatOption(),
  ],
  run: async (context, invocation) => {
    const { options } = invocation;
    const { site, problems } = openSite(siteFolder(context));
    const infeasible = infeasibleReason(invocation);
    const id = invocation.arguments[0] ?? "";
    const request = findRequest(context, site, problems, { id, infeasible });
    const settled = request.data.steps.assessment?.allocation && !valueIsContested(problems, request);
    const asks = infeasible === undefined && options.offline !== true && !settled;
    return record(context, site, request, problems, {
      date: options.date as string | undefined,
      by: options.by as string | undefined,
      recordedBy: options.recordedBy as string | undefined,
      json: options.format === "json",
      infeasible,
      reality: asks ? await survey(context, site) : undefined,
    });
  },
};

function infeasibleReason({ options }: Invocation): string | undefined {
  if (options.infeasible !== true && options.reason === undefined) return undefined;
  if (options.infeasible === true && typeof options.reason === "string" && options.reason.trim() !== "")
    return options.reason.trim();
  throw unusable({
    id: "--infeasible dan --reason dipakai bersama: penolakan perlu alasan",
    en: "--infeasible and --reason go together: a refusal needs its reason",
  });
}
