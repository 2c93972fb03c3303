import type { Procedure } from "../../schema/generated/procedure";
import { type AnyActivity, activityOfEffect, procedureOf } from "../../sop/walk";
import type { Text } from "../../text";
import { failed } from "../command-error";
import { type CommandSpec, formatOption, type OptionSpec } from "../command-spec";
import { LETTER_OPTIONS } from "../letters/given-letter";
import { openSite, siteFolder } from "../site";
import { printStep } from "./describe-step";
import { anyRequest } from "./find-request";
import { completeStep, wantedStep, writeStep } from "./perform-step";
import { REQUEST_ARGUMENT, STEP_OPTIONS } from "./step-options";

/** A command that records what happens to a running service. */
export interface ServiceCommand {
  name: string;
  /** What the recorded activity means; the office's procedure has its own word for it. */
  effect: NonNullable<AnyActivity["effect"]>;
  summary: Text;
  details: Text;
  examples: string[];
  /** Options that are fields of the step, by their flags. */
  fields: (OptionSpec & { field: string })[];
}

export function serviceCommand({
  name,
  effect,
  summary,
  details,
  examples,
  fields,
}: ServiceCommand): CommandSpec {
  return {
    name,
    summary,
    details,
    examples,
    arguments: [REQUEST_ARGUMENT],
    options: [
      ...fields.map(({ field: _field, ...option }) => option),
      { flags: "--note <text>", text: { id: "catatan", en: "remark" } },
      ...LETTER_OPTIONS,
      ...STEP_OPTIONS,
      formatOption(),
    ],
    run: async (context, { arguments: [id = ""], options }) => {
      const opened = openSite(siteFolder(context));
      const request = anyRequest(context, opened, id);
      const activity = activityFor(procedureOf(opened.site, request.data), effect, name);
      const set = fields.flatMap(({ field }) => {
        const value = options[field];
        return value === undefined || value === false ? [] : [`${field}=${String(value)}`];
      });
      const given = await wantedStep(context, opened, request, activity, { ...options, set });
      const wanted = await completeStep(context, opened, request, activity, given);
      const result = writeStep(context, opened, request, activity, wanted);
      if (!result) return 1;
      printStep(context, siteFolder(context), request, activity, result.changed, options.format === "json");
      return 0;
    },
  };
}

function activityFor(
  procedure: Procedure | undefined,
  effect: AnyActivity["effect"],
  name: string,
): AnyActivity {
  const activity = procedure && activityOfEffect(procedure, effect);
  if (activity) return activity;
  throw failed(
    { id: `prosedurnya tidak mengenal titip ${name}`, en: `its procedure knows no titip ${name}` },
    {
      id: `tambahkan kegiatan dengan effect: ${effect} pada further: di berkas sop/`,
      en: `add an activity with effect: ${effect} to further: in its file in sop/`,
    },
  );
}
