import { officeKey } from "../../schema/procedure/step-keys";
import { assess } from "../../sop/assess";
import { describeAsJson, describeAssessed } from "../assess/describe";
import { requestToAssess, survey, valueIsContested } from "../assess/prepare";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption, type Invocation } from "../command-spec";
import { openSite, siteFolder } from "../site";
import { inTime } from "../steps/in-time";
import { recordStep } from "../steps/record-step";
import { REQUEST_ARGUMENT, STEP_OPTIONS, stepPeople } from "../steps/step-options";

export const assessCommand: CommandSpec = {
  name: "assess",
  summary: {
    id: "catat kajian sebuah permohonan dan beri alokasi: server, rak, daya, port, alamat",
    en: "record the assessment of a request and allocate: server, rack, power, port, address",
  },
  details: {
    id: "Server ditanya nama, alamat dan uid apa yang sudah dipakai. Melebihi kapasitas: ditolak dengan hitungannya; --infeasible tanpa --reason mencatat hitungan itu sebagai alasan. Alokasi yang sudah ada tidak pernah diubah, kecuali bila nilainya dipegang permohonan yang lebih tua.",
    en: "The servers are asked which names, addresses and uids are taken. Over capacity it is refused with the sums; --infeasible without --reason records those sums as the reason. An allocation that is there is never changed, unless an older request holds its values.",
  },
  examples: [
    "titip assess HST-2026-0012",
    "titip assess HST-2026-0012 --date 2026-11-23 --by kabid-aplikasi --recorded-by staf-dc",
    "titip assess COL-2026-0004 --infeasible",
    'titip assess HST-2026-0013 --infeasible --reason "aplikasi memerlukan Windows Server"',
  ],
  arguments: [REQUEST_ARGUMENT],
  options: [
    ...STEP_OPTIONS,
    { flags: "--offline", text: { id: "jangan bertanya pada server", en: "do not ask the servers" } },
    {
      flags: "--infeasible",
      text: {
        id: "catat tidak dapat dilaksanakan, karena kapasitas tidak cukup atau karena --reason",
        en: "record that it cannot be done, for want of capacity or for --reason",
      },
    },
    { flags: "--reason <text>", text: { id: "alasannya", en: "why" } },
    formatOption(),
  ],
  run: async (context, invocation) => {
    const { options } = invocation;
    const opened = openSite(siteFolder(context));
    const { site, problems } = opened;
    const infeasible = infeasibility(invocation);
    const given = infeasible?.reason !== undefined;
    const request = requestToAssess(context, opened, invocation.arguments[0] ?? "", given);
    const people = stepPeople(site, request.data, options, context.now());
    const settled = request.data.steps.assessment?.allocation && !valueIsContested(problems, request);
    const asks = !given && options.offline !== true && !settled;
    const reality = asks ? await survey(context, site, request) : undefined;
    const result = recordStep(
      context,
      opened,
      request,
      officeKey(site.procedures[request.data.kind], "assessment"),
      (text) =>
        inTime(context, request, people.at, assess(site, request, text, { ...people, reality, infeasible })),
    );
    if (!result) return 1;
    const json = options.format === "json";
    context.print(json ? describeAsJson(request, result) : context.say(describeAssessed(request, result)));
    return 0;
  },
};

function infeasibility({ options }: Invocation): { reason?: string } | undefined {
  const reason = typeof options.reason === "string" ? options.reason.trim() : undefined;
  if (options.infeasible !== true && reason === undefined) return undefined;
  if (options.infeasible === true && reason !== "") return { reason };
  throw unusable({
    id: "--reason dipakai bersama --infeasible dan tidak boleh kosong",
    en: "--reason goes with --infeasible and must not be empty",
  });
}
