import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../../is-object";
import { sha256OfJson } from "../../json-digest";
import { requestDigest } from "../../plan/plan-site";
import { holderOn } from "../../schema/holder-on";
import { localDay } from "../../schema/moments";
import { PIPELINE } from "../../schema/procedure/roles";
import type { LoadedRequest, Site } from "../../schema/site";
import { recordActivity } from "../../sop/record-step";
import { type AnyActivity, pathOf, procedureOf } from "../../sop/walk";
import { entitledOfficers } from "../../sop/walk-officers";
import type { Text } from "../../text";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { noteProblems, openSite } from "../site";
import { newProblems } from "../steps/record-step";
import { stepTime } from "../steps/step-time";

export const RECORD_OPTION: OptionSpec = {
  flags: "--record",
  text: {
    id: "setelah berhasil, catat pembuatan layanan atas nama identitas mesin (peran pipeline)",
    en: "when done, record the creation in the name of the machine's identity (role pipeline)",
  },
};

/**
 * Looked at before anything is applied: a run must not end with a server made and nobody to record it.
 * @throws CommandError (exit code 2) when there is no position with the role `pipeline`, or nobody holds it on the
 * day that a creation which comes next would be recorded with
 */
export function checkPipeline(site: Site, now: Date): void {
  const machines = [...site.officers.values()].filter(({ roles }) => roles.includes(PIPELINE));
  if (machines.length === 0) throw noPipeline();
  for (const request of site.requests.filter((one) => creationOf(site, one))) {
    const day = localDay(stepTime(request.data, undefined, now));
    if (!machines.some(({ holders }) => holderOn(holders, day))) throw outOfTerm(day);
  }
}

function outOfTerm(day: string): Error {
  return unusable(
    {
      id: `--record: tidak ada pemegang jabatan dengan peran pipeline pada ${day}`,
      en: `--record: nobody holds a position with the role pipeline on ${day}`,
    },
    {
      id: "perpanjang atau tambahkan pemegangnya (holders, valid) di datacenter/officers.yaml",
      en: "extend or add its holder (holders, valid) in datacenter/officers.yaml",
    },
  );
}

function noPipeline(): Error {
  return unusable(
    {
      id: "--record memerlukan jabatan dengan peran pipeline di datacenter/officers.yaml",
      en: "--record needs a position with the role pipeline in datacenter/officers.yaml",
    },
    {
      id: "tambahkan, misalnya: titip: { title: Titip (mesin), roles: [pipeline], holders: […] }",
      en: "add one, for instance: titip: { title: Titip (machine), roles: [pipeline], holders: […] }",
    },
  );
}

/**
 * Records "created and configured" for every request whose next activity that is and whose resources now exist:
 * digest of what was planned for it, SHA-256 of what the stack put out for it. It records nothing else, for the
 * pipeline does nothing else. All texts are checked together before any is written: the time does not grow with
 * the square of the requests.
 *
 * @param outputs of the stack, after the run
 * @param failed ids of requests of which something failed
 * @returns ids of requests that were recorded
 */
export function recordCreations(
  context: Context,
  folder: string,
  outputs: Record<string, unknown>,
  failed: ReadonlySet<string>,
): string[] {
  const { site, problems } = openSite(folder);
  const entries = entriesOf(outputs);
  const made = site.requests.filter(({ data }) => entries.has(data.id) && !failed.has(data.id));
  const texts = new Map<string, string>();
  for (const request of made) {
    const text = withCreation(context, site, request, entries.get(request.data.id));
    if (text !== undefined) texts.set(request.file, text);
  }
  const wrong = newProblems(folder, problems, texts);
  noteProblems(context, folder, wrong, texts);
  const refused = new Set(wrong.map(({ file }) => file));
  return made.flatMap((request) => {
    const text = refused.has(request.file) ? undefined : texts.get(request.file);
    if (text === undefined) return [];
    writeAtomically(join(folder, request.file), text);
    context.note(context.say(recorded(request)));
    return [request.data.id];
  });
}

/** What the stack put out for each request, of either kind, by its id. */
function entriesOf({ configurations, colocations }: Record<string, unknown>): Map<string, unknown> {
  const parts = [configurations, colocations].filter(isObject);
  return new Map(parts.flatMap((part) => Object.entries(part)));
}

/** The request's text with its creation recorded; undefined when that is not its turn, or nobody may record it. */
function withCreation(
  context: Context,
  site: Site,
  request: LoadedRequest,
  made: unknown,
): string | undefined {
  const activity = creationOf(site, request);
  if (!activity) return undefined;
  const { data, file } = request;
  const now = stepTime(data, undefined, context.now());
  const officers = entitledOfficers(site, activity, localDay(now));
  const by = officers.find(({ role, held }) => role === PIPELINE && held !== "vacant")?.key;
  const given = { at: now, by, digest: requestDigest(site, data), outputs: sha256OfJson(made) };
  const text = readFileSync(join(site.root, file), "utf8");
  const result = by
    ? recordActivity(site, request, text, activity.key, given, now, "machine")
    : nobody(activity);
  if ("text" in result) return result.text;
  const { refusal } = result;
  context.note(context.say({ id: `${data.id}: ${refusal.id}`, en: `${data.id}: ${refusal.en}` }));
  return undefined;
}

/** The creation, when it is the request's next activity. */
function creationOf(site: Site, { data }: LoadedRequest): AnyActivity | undefined {
  const procedure = procedureOf(site, data);
  const next = procedure && pathOf(data, procedure).next;
  return next?.effect === "creation" ? next : undefined;
}

function nobody({ key }: AnyActivity): { refusal: Text } {
  return {
    refusal: {
      id: `${key} tidak dicatat: prosedurnya tidak menyebut peran pipeline, atau jabatannya kosong`,
      en: `${key} is not recorded: its procedure does not name the role pipeline, or nobody holds it`,
    },
  };
}

function recorded({ data, file }: LoadedRequest): Text {
  return { id: `${data.id}: pembuatan dicatat di ${file}`, en: `${data.id}: creation recorded in ${file}` };
}
