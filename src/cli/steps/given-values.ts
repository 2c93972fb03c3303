import { fieldsOf, type StepField } from "../../schema/procedure/steps-schema";
import type { LoadedRequest, Site } from "../../schema/site";
import type { Given } from "../../sop/record-step-fields";
import type { AnyActivity } from "../../sop/walk";
import { unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";
import { composedOf, parsePart } from "../dialogue/composed-values";
import type { Parsed } from "../dialogue/dialogue";
import { isSimple, parseSimple } from "../dialogue/simple-values";
import { stepPeople } from "./step-options";

/** Options that give a step's own fields. */
export const VALUE_OPTIONS: OptionSpec[] = [
  {
    flags: "--set <field=value>",
    text: {
      id: "isian kegiatan, mis. result=approved, minutes.date=2026-11-23, verification=@bukti.json; boleh berulang",
      en: "a field of the step, e.g. result=approved, minutes.date=2026-11-23, verification=@proof.json; may be repeated",
    },
    repeatable: true,
  },
  {
    flags: "--from-json <file>",
    text: {
      id: "isian dari berkas JSON (- : masukan baku)",
      en: "fields from a JSON file (- : standard input)",
    },
  },
  { flags: "--note <text>", text: { id: "catatan", en: "remark" } },
  {
    flags: "--evidence <title=file>",
    text: {
      id: "bukti: judul dan berkasnya, disimpan menurut SHA-256 di luar Git; boleh berulang",
      en: "evidence: a title and its file, kept by SHA-256 outside Git; may be repeated",
    },
    repeatable: true,
  },
];

/** Keeps a file that was named, and tells its SHA-256. */
export type Keep = (file: string) => string;

/**
 * Everything that the command line says about a step, in the shape of the request's file; nothing is added.
 * What the options say goes before what the JSON says.
 * @throws CommandError (exit code 2) for a value that no such field can have
 */
export function givenValues(
  site: Site,
  { data }: LoadedRequest,
  activity: AnyActivity,
  options: Record<string, unknown>,
  json: Record<string, unknown>,
  now: Date,
  keep: Keep,
): Given {
  const people = stepPeople(site, data, options, now, activity);
  const values: Record<string, unknown> = { ...json };
  for (const word of (options.set as string[] | undefined) ?? [])
    setValue(site, activity, values, word, keep);
  if (options.date !== undefined) values.at = people.at;
  if (people.by !== undefined) values.by = people.by;
  if (people.recordedBy !== undefined) values.recorded_by = people.recordedBy;
  if (typeof options.note === "string") values.note = options.note.trim();
  const evidence = (options.evidence as string[] | undefined) ?? [];
  if (evidence.length > 0) values.evidence = evidence.map((word) => evidenceOf(word, keep));
  return values;
}

/** `name=value`, or `name.part=value` for a value that has parts. */
function setValue(
  site: Site,
  activity: AnyActivity,
  values: Record<string, unknown>,
  word: string,
  keep: Keep,
): void {
  const [, path, text = ""] = /^([^=]*)=([\s\S]*)$/.exec(word) ?? [];
  if (path === undefined) throw noValue(word);
  const [name = "", partName, ...deeper] = path.split(".");
  const fields = fieldsOf(activity);
  const field = fields.get(name);
  if (!field || deeper.length > 0) throw noField(activity.key, path, [...fields.keys()]);
  const isFile = field.type === "sha256" && partName === undefined && text.startsWith("@");
  const value = isFile ? keep(text.slice(1)) : text;
  const parsed =
    partName === undefined ? parseField(field, value, site) : parsePart(field.type, partName, value, site);
  if ("wrong" in parsed) {
    throw unusable({ id: `--set ${path}: ${parsed.wrong.id}`, en: `--set ${path}: ${parsed.wrong.en}` });
  }
  if (partName === undefined) values[name] = parsed.value;
  else values[name] = { ...Object(values[name]), [partName]: parsed.value };
}

/** A value on the command line: as a person types it, or JSON for what has parts. */
function parseField({ type, of }: StepField, text: string, site: Site): Parsed {
  if (isSimple(type)) return parseSimple(type, text, site, of);
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const list = composedOf(type)?.list === true;
    return {
      wrong: {
        id: `tulis sebagai JSON: ${list ? "[{…}]" : "{…}"}`,
        en: `write it as JSON: ${list ? "[{…}]" : "{…}"}`,
      },
    };
  }
}

function evidenceOf(word: string, keep: Keep): { title: string; sha256: string } {
  const [, title = "", file = ""] = /^([^=]+)=(.+)$/.exec(word) ?? [];
  if (title.trim() !== "" && file !== "") return { title: title.trim(), sha256: keep(file) };
  throw unusable({
    id: `--evidence '${word}': tulis judul=berkas, mis. "Foto rak=rak.jpg"`,
    en: `--evidence '${word}': write title=file, e.g. "Photograph of the rack=rack.jpg"`,
  });
}

function noValue(word: string): Error {
  return unusable({ id: `--set ${word}: tulis isian=nilai`, en: `--set ${word}: write field=value` });
}

function noField(key: string, name: string, known: string[]): Error {
  const list = known.join(", ");
  return unusable({
    id: `kegiatan ${key} tidak mempunyai isian ${name}; yang ada: ${list || "tidak ada"} (--set isian=nilai)`,
    en: `the activity ${key} has no field ${name}; there are ${list || "none"} (--set field=value)`,
  });
}
