import { assess } from "../../sop/assess";
import { describeAsJson, describeAssessed } from "../assess/describe";
import { requestToAssess, survey, valueIsContested } from "../assess/prepare";
import { failed, unusable } from "../command-error";
import { type CommandSpec, formatOption, type Invocation } from "../command-spec";
import { openSite, siteFolder } from "../site";
import { recordStep } from "../steps/record-step";
import { REQUEST_ARGUMENT, STEP_OPTIONS, stepPeople } from "../steps/step-options";

export const assessCommand: CommandSpec = {
  name: "assess",
  summary: {
    id: "catat kajian sebuah permohonan dan beri alokasi: server, alamat, uid",
    en: "record the assessment of a request and allocate: server, address, uid",
  },
  details: {
    id: "Server ditanya nama, alamat dan uid apa yang sudah dipakai. Alokasi yang sudah ada tidak pernah diubah, kecuali bila nilainya dipegang permohonan yang lebih tua.",
    en: "The servers are asked which names, addresses and uids are taken. An allocation that is there is never changed, unless an older request holds its values.",
  },
  examples: [
    "titip assess HST-2026-0012",
    "titip assess HST-2026-0012 --date 2026-11-23 --by kabid-aplikasi --recorded-by staf-dc",
    'titip assess HST-2026-0013 --infeasible --reason "aplikasi memerlukan Windows Server"',
  ],
  arguments: [REQUEST_ARGUMENT],
  options: [
    ...STEP_OPTIONS,
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
    const opened = openSite(siteFolder(context));
    const { site, problems } = opened;
    const infeasible = infeasibleReason(invocation);
    const request = requestToAssess(context, opened, invocation.arguments[0] ?? "", infeasible);
    if (infeasible !== undefined && request.data.steps.assessment) throw alreadyAssessed(request);
    const people = stepPeople(site, request.data, options);
    const settled = request.data.steps.assessment?.allocation && !valueIsContested(problems, request);
    const asks = infeasible === undefined && options.offline !== true && !settled;
    const reality = asks ? await survey(context, site) : undefined;
    const result = recordStep(context, opened, request, "assessment", (text) =>
      assess(site, request, text, { ...people, reality, infeasible }),
    );
    if (!result) return 1;
    const json = options.format === "json";
    context.print(json ? describeAsJson(request, result) : context.say(describeAssessed(request, result)));
    return 0;
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

/** A second opinion must not pass silently over the first. */
function alreadyAssessed({ data, file }: { data: { id: string }; file: string }): Error {
  return failed(
    { id: `${data.id} sudah dikaji`, en: `${data.id} has been assessed already` },
    {
      id: `ubah feasible dan reason pada langkah assessment di ${file}`,
      en: `change feasible and reason in the assessment step of ${file}`,
    },
  );
}
