import { jsonText } from "../../printable";
import type { Kind } from "../../schema/kinds";
import type { LoadedRequest, Site } from "../../schema/site";
import { requestFile } from "../../schema/site-files";
import { newRequestText } from "../../sop/new-request";
import type { Text } from "../../text";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption, type OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { openDialogue } from "../dialogue/dialogue";
import { askLetter, type GivenLetter, givenLetter, LETTER_OPTIONS } from "../letters/given-letter";
import { keepPaper, lettersFolder } from "../letters/letter-store";
import { noteProblems, openSite, siteFolder } from "../site";
import { readJsonObject } from "../steps/read-json";
import { newProblems } from "../steps/record-step";
import { stepTime } from "../steps/step-time";
import { createFile, idFor, officeNow } from "./create-request";
import { askBody, type Body, bodyOf, getIn, missingFields } from "./gather";
import { REQUEST_FIELDS } from "./request-fields";

const KINDS: Readonly<Record<Kind, { summary: Text; examples: string[] }>> = {
  hosting: {
    summary: { id: "buat permohonan hosting baru", en: "make a new request for hosting" },
    examples: [
      "titip new hosting",
      'titip new hosting --agency dinkes --name "Portal Data Kesehatan" --runtime static --classification public --subdomain data-dinkes --storage "20 GiB" --memory "2 GiB" --bandwidth "20 Mbit/s" --from 2026-12-01 --until 2027-11-30 --letter-number 440/1300/Dinkes --letter-date 2026-11-20 --letter-file surat.pdf',
      "titip new hosting --from-json permohonan.json --letter-file surat.pdf",
    ],
  },
  colocation: {
    summary: { id: "buat permohonan co-location baru", en: "make a new request for co-location" },
    examples: ["titip new colocation", "titip new colocation --from-json - --letter-file surat.pdf"],
  },
};

const OPTIONS: readonly OptionSpec[] = [
  {
    flags: "--from-json <file>",
    text: {
      id: "isian dari berkas JSON, berbentuk seperti berkas permohonan (- : masukan baku)",
      en: "fields from a JSON file in the shape of a request's file (- : standard input)",
    },
  },
  {
    flags: "--id <id>",
    text: {
      id: "nomor permohonan (bawaan: nomor bebas berikutnya tahun ini)",
      en: "id (default: the year's next free one)",
    },
  },
  {
    flags: "--date <date>",
    text: { id: "kapan surat diterima (bawaan: sekarang)", en: "when the letter arrived (default: now)" },
  },
  { flags: "--recorded-by <officer>", text: { id: "jabatan yang mencatat", en: "position that typed it" } },
];

/** `titip new hosting`, `titip new colocation`. */
export function newOfKind(kind: Kind): CommandSpec {
  return {
    name: kind,
    ...KINDS[kind],
    details: {
      id: "Di terminal, yang belum diberikan ditanyakan. Permohonan diperiksa seperti 'titip check' sebelum ditulis; berkas yang ada tidak pernah ditimpa. Surat disimpan di luar Git (TITIP_LETTERS, atau letters/), dan permohonan hanya memuat nomor, tanggal dan SHA-256-nya.",
      en: "On a terminal, what is not given is asked for. The request is checked as 'titip check' does before it is written; a file that is there is never overwritten. The letter is kept outside Git (TITIP_LETTERS, or letters/), the request holds its number, date and SHA-256 only.",
    },
    options: [...fieldOptions(kind), ...LETTER_OPTIONS, ...OPTIONS, formatOption()],
    run: async (context, { options }) => {
      const folder = siteFolder(context);
      const { site, problems } = openSite(folder);
      const json =
        typeof options.fromJson === "string" ? await readJsonObject(context, options.fromJson) : {};
      const { letter: jsonLetter, id: jsonId, kind: _kind, steps: _steps, ...rest } = json;
      const given = bodyOf(REQUEST_FIELDS[kind], site, options, rest);
      const letter = givenLetter(context, options, jsonLetter);
      const wanted = await complete(context, site, kind, given, letter);
      const now = officeNow(site, context.now());
      const at = timeOf(options.date, now);
      const id = idFor(site, kind, (options.id ?? jsonId) as string | undefined, at.slice(0, 4));
      const text = newRequestText({ kind, id, body: wanted.body, request: firstStep(wanted, at, options) });
      const wrong = newProblems(folder, problems, new Map([[requestFile(id), text]]));
      if (wrong.length > 0) return refuse(context, folder, id, wrong, text);
      for (const paper of wanted.letter.papers) keepPaper(lettersFolder(context, folder), paper);
      const file = createFile(folder, id, text);
      context.print(
        options.format === "json" ? jsonText({ request: id, kind, file }) : context.say(made(id, file)),
      );
      return 0;
    },
  };
}

function fieldOptions(kind: Kind): OptionSpec[] {
  return REQUEST_FIELDS[kind].map(({ flags, question, repeatable }) => ({
    flags,
    text: question,
    repeatable,
  }));
}

interface Complete {
  body: Body;
  letter: GivenLetter;
}

/** @throws CommandError (exit code 2) when something is missing and nobody can be asked */
async function complete(
  context: Context,
  site: Site,
  kind: Kind,
  body: Body,
  letter: GivenLetter,
): Promise<Complete> {
  const fields = REQUEST_FIELDS[kind];
  const missing = missingFields(fields, body).map(({ flags }) => flags.split(" ")[0] ?? "");
  const { number, date, sha256 } = letter.letter ?? {};
  if (number === undefined) missing.push("--letter-number");
  if (date === undefined) missing.push("--letter-date");
  if (sha256 === undefined) missing.push("--letter-file");
  if (missing.length === 0) return { body, letter };
  if (!context.interactive) {
    throw unusable(
      { id: `belum diberikan: ${missing.join(", ")}`, en: `not given: ${missing.join(", ")}` },
      {
        id: "berikan sebagai pilihan, atau dengan --from-json",
        en: "give them as options, or with --from-json",
      },
    );
  }
  const dialogue = openDialogue(context);
  try {
    const asked = await askBody(dialogue, fields, site, body);
    return { body: asked, letter: await askLetter(context, dialogue, letter) };
  } finally {
    dialogue.close();
  }
}

function firstStep(
  { body, letter }: Complete,
  at: string,
  options: Record<string, unknown>,
): Record<string, unknown> {
  const by = getIn(body, ["applicant", "agency"]);
  return { at, by, recorded_by: options.recordedBy, letter: letter.letter };
}

/** @throws CommandError (exit code 2) for a date that is none, or in the future */
function timeOf(date: unknown, now: string): string {
  if (typeof date !== "string") return now;
  const at = stepTime({ steps: { request: { at: now, by: "" } } }, date, new Date(now));
  if (Date.parse(at) <= Date.parse(now)) return at;
  throw unusable({
    id: `--date ${date} belum terjadi (sekarang ${now})`,
    en: `--date ${date} is in the future (it is ${now})`,
  });
}

function refuse(
  context: Context,
  folder: string,
  id: string,
  wrong: Parameters<typeof noteProblems>[2],
  text: string,
): number {
  noteProblems(context, folder, wrong, new Map([[requestFile(id), text]]));
  context.note(
    context.say({
      id: `${id} tidak dibuat: isinya melanggar aturan di atas. Tidak ada yang ditulis.`,
      en: `${id} was not made: it breaks the rules above. Nothing was written.`,
    }),
  );
  return 1;
}

function made(id: string, file: LoadedRequest["file"]): Text {
  return {
    id: `${id}: dibuat di ${file}\n  berikutnya: titip status ${id}`,
    en: `${id}: made in ${file}\n  next: titip status ${id}`,
  };
}
