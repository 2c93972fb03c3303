import { readFileSync } from "node:fs";
import { join } from "node:path";
import { verdictFields } from "../../schema/procedure/effects";
import { allActivities } from "../../schema/procedure/step-keys";
import { fieldsOf } from "../../schema/procedure/steps-schema";
import type { LoadedRequest } from "../../schema/site";
import { suggest } from "../../schema/suggest";
import { setField } from "../../sop/edit-steps";
import { recordActivity } from "../../sop/record-step";
import type { Given } from "../../sop/record-step-fields";
import { type AnyActivity, findActivity, procedureOf, stepsOf } from "../../sop/walk";
import { failed, unusable } from "../command-error";
import { type CommandSpec, formatOption, type Invocation } from "../command-spec";
import type { Context } from "../context";
import { LETTER_OPTIONS } from "../letters/given-letter";
import { type OpenedSite, openSite, siteFolder } from "../site";
import { printStep } from "../steps/describe-step";
import { anyRequest } from "../steps/find-request";
import { VALUE_OPTIONS } from "../steps/given-values";
import { completeStep, keepPapers, type Wanted, wantedStep, writeStep } from "../steps/perform-step";
import { recordStep } from "../steps/record-step";
import { REQUEST_ARGUMENT, STEP_OPTIONS } from "../steps/step-options";
import { stepTime } from "../steps/step-time";
import { assessCommand } from "./assess";

export const stepCommand: CommandSpec = {
  name: "step",
  summary: {
    id: "catat satu kegiatan prosedur pada sebuah permohonan",
    en: "record one activity of the procedure for a request",
  },
  details: {
    id: "Kegiatan bernama seperti di sop/*.yaml. Hanya yang diwajibkan kegiatan itu yang ditanyakan (di terminal). Pejabat, urutan dan waktunya diperiksa sebelum berkas ditulis. Mencatat hal yang sama sekali lagi tidak mengubah apa pun.",
    en: "Activities are named as in sop/*.yaml. Only what the activity requires is asked for (on a terminal). Officer, order and time are checked before the file is written. Recording the same again changes nothing.",
  },
  examples: [
    "titip step HST-2026-0012 registration --set agenda=1230/XI/2026",
    "titip step HST-2026-0011 decision --set result=approved --by kabid-aplikasi --recorded-by staf-dc",
    "titip step HST-2026-0007 notification --letter-number 555/410/Diskominfo --letter-date 2026-11-20 --letter-file surat.pdf",
    "titip step COL-2026-0003 delivery --from-json barang.json",
  ],
  arguments: [
    REQUEST_ARGUMENT,
    { name: "<activity>", text: { id: "kegiatan, seperti di sop/*.yaml", en: "activity, as in sop/*.yaml" } },
  ],
  options: [
    ...VALUE_OPTIONS,
    ...LETTER_OPTIONS,
    ...STEP_OPTIONS,
    {
      flags: "--offline",
      text: { id: "kajian: jangan bertanya pada server", en: "assessment: do not ask the servers" },
    },
    formatOption(),
  ],
  run: async (context, { arguments: [id = "", key = ""], options }) => {
    const opened = openSite(siteFolder(context));
    const request = anyRequest(context, opened, id);
    const activity = activityNamed(opened, request, key);
    const given = await wantedStep(context, opened, request, activity, options);
    const wanted = await completeStep(context, opened, request, activity, given);
    if (needsAllocation(activity, wanted.given) && stepsOf(request.data, activity).length === 0)
      return assessThen(context, opened, request, activity, wanted, options);
    const result = writeStep(context, opened, request, activity, wanted);
    if (!result) return 1;
    printStep(context, siteFolder(context), request, activity, result.changed, options.format === "json");
    return 0;
  },
};

/** @throws CommandError (exit code 2) for one that the procedure does not have */
function activityNamed({ site }: OpenedSite, { data }: LoadedRequest, key: string): AnyActivity {
  const procedure = procedureOf(site, data);
  const activity = procedure && findActivity(procedure, key);
  if (activity) return activity;
  const keys = procedure ? allActivities(procedure).map((one) => one.key) : [];
  const meant = suggest(key, keys);
  throw unusable(
    {
      id: `prosedur ${data.kind} tidak mempunyai kegiatan '${key}'; yang ada: ${keys.join(", ")}`,
      en: `the procedure ${data.kind} has no activity '${key}'; there are ${keys.join(", ")}`,
    },
    meant === undefined ? undefined : { id: `maksud Anda ${meant}?`, en: `did you mean ${meant}?` },
  );
}

/** A request that can be met is given its values with the step: `titip assess` alone allocates. */
function needsAllocation(activity: AnyActivity, given: Given): boolean {
  if (activity.effect !== "assessment") return false;
  return verdictFields.some((name) => fieldsOf(activity).has(name) && given[name] === true);
}

/** The assessment with its allocation, then what else was said about it. */
async function assessThen(
  context: Context,
  { site }: OpenedSite,
  before: LoadedRequest,
  activity: AnyActivity,
  { given, letter }: Wanted,
  options: Invocation["options"],
): Promise<number> {
  const { data } = before;
  const now = stepTime(data, undefined, context.now());
  const text = readFileSync(join(site.root, before.file), "utf8");
  const trial = recordActivity(site, before, text, activity.key, given, now);
  if ("refusal" in trial) throw failed(trial.refusal, trial.remedy);
  const { offline, format } = options;
  const { at: date, by, recorded_by: recordedBy } = given;
  const code = await assessCommand.run?.(context, {
    arguments: [data.id],
    options: { date, by, recordedBy, offline, format },
  });
  const extras = ["with", "note", "evidence"].filter((name) => given[name] !== undefined);
  if (code !== 0 || extras.length === 0) return code ?? 1;
  const opened = openSite(siteFolder(context));
  const request = anyRequest(context, opened, data.id);
  const withExtras = (old: string) => ({
    text: extras.reduce((now, name) => setField(now, activity.key, name, given[name]), old),
    changed: true,
  });
  const keep = () => keepPapers(context, opened, letter);
  const written = recordStep<object>(context, opened, request, activity.key, withExtras, keep);
  return written ? 0 : 1;
}
