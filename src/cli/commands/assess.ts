import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../../schema/problem";
import type { LoadedRequest, Site } from "../../schema/site";
import { NOTHING_KNOWN, type Reality } from "../../sop/allocate";
import { type Assessed, assess } from "../../sop/assess";
import type { Text } from "../../text";
import { assessmentTime } from "../assessment-time";
import { writeAtomically } from "../atomic-write";
import { failed, unusable } from "../command-error";
import { type CommandSpec, formatOption, type Invocation } from "../command-spec";
import type { Context } from "../context";
import { withProgress } from "../progress";
import { noteProblems, openSite, siteFolder } from "../site";
import { surveyServers } from "../survey";

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
    const folder = siteFolder(context);
    const { site, problems } = openSite(folder);
    const request = findRequest(context, site, problems, invocation.arguments[0] ?? "");
    const infeasible = infeasibleReason(invocation);
    const asks =
      infeasible === undefined &&
      invocation.options.offline !== true &&
      !request.data.steps.assessment?.allocation;
    const reality = asks ? await survey(context, site) : NOTHING_KNOWN;
    return record(context, site, request, problems, invocation, { infeasible, reality });
  },
};

interface Decided {
  infeasible: string | undefined;
  reality: Reality;
}

function record(
  context: Context,
  site: Site,
  request: LoadedRequest,
  before: Problem[],
  { options }: Invocation,
  { infeasible, reality }: Decided,
): number {
  const file = join(site.root, request.file);
  const text = readFileSync(file, "utf8");
  const at = assessmentTime(request.data, options.date as string | undefined, new Date());
  const by = knownOfficer(site, options.by);
  const recordedBy = knownOfficer(site, options.recordedBy);
  if (infeasible !== undefined && request.data.steps.assessment) throw alreadyAssessed(request);
  const result = assess(site, request, text, { at, by, recordedBy, reality, infeasible });
  if ("refusal" in result) throw failed(result.refusal);
  if (result.changed) {
    writeAtomically(file, result.text);
    if (undoWhenWrong(context, site.root, request.file, before, text)) return 1;
  }
  if (options.format === "json") context.print(describeAsJson(request, result));
  else context.print(context.say(describe(request, result)));
  return 0;
}

/** A request that cannot be read, or stands on a broken inventory, cannot be assessed. */
function findRequest(context: Context, site: Site, problems: Problem[], id: string): LoadedRequest {
  const request = site.requests.find(({ data }) => data.id === id);
  const blocking = problems.filter(
    ({ file, severity }) =>
      severity === "error" && (file.endsWith(`/${id}.yaml`) || !file.startsWith("requests/")),
  );
  if (request && blocking.length === 0) return request;
  if (blocking.length === 0)
    throw unusable({ id: `permohonan ${id} tidak ada`, en: `there is no request ${id}` });
  noteProblems(context, site.root, blocking);
  throw failed({
    id: `${id} belum dapat dikaji: perbaiki masalah di atas dahulu`,
    en: `${id} cannot be assessed yet: put the problems above right first`,
  });
}

function infeasibleReason({ options }: Invocation): string | undefined {
  if (options.infeasible !== true && options.reason === undefined) return undefined;
  if (options.infeasible === true && typeof options.reason === "string" && options.reason.trim() !== "")
    return options.reason.trim();
  throw unusable({
    id: "--infeasible dan --reason dipakai bersama: penolakan perlu alasan",
    en: "--infeasible and --reason go together: a refusal needs its reason",
  });
}

function knownOfficer(site: Site, key: unknown): string | undefined {
  if (key === undefined || site.officers.has(String(key))) return key as string | undefined;
  const known = [...site.officers.keys()].join(", ");
  throw unusable({
    id: `jabatan '${key}' tidak ada di datacenter/officers.yaml; yang ada: ${known}`,
    en: `there is no position '${key}' in datacenter/officers.yaml; there are: ${known}`,
  });
}

async function survey(context: Context, site: Site): Promise<Reality> {
  const asking = {
    id: "Bertanya pada server apa yang sudah dipakai",
    en: "Asking the servers what is taken",
  };
  try {
    return await withProgress(context, asking, surveyServers(site));
  } catch (error) {
    context.note(
      context.say({
        id: "Server tidak dapat ditanya. Tanpa server: titip assess … --offline",
        en: "The servers cannot be asked. Without them: titip assess … --offline",
      }),
    );
    throw error;
  }
}

/** A second opinion must not pass silently over the first. */
function alreadyAssessed({ data, file }: LoadedRequest): Error {
  return failed(
    { id: `${data.id} sudah dikaji`, en: `${data.id} has been assessed already` },
    {
      id: `ubah feasible dan reason pada langkah assessment di ${file}`,
      en: `change feasible and reason in the assessment step of ${file}`,
    },
  );
}

/** Reads the site again; when the new step broke a rule (officer, order, time), the old text comes back. */
function undoWhenWrong(
  context: Context,
  root: string,
  file: string,
  before: Problem[],
  old: string,
): boolean {
  const known = new Set(before.map(({ rule, file, message }) => `${rule} ${file} ${message.en}`));
  const wrong = openSite(root).problems.filter(
    (problem) =>
      problem.severity === "error" &&
      problem.file === file &&
      !known.has(`${problem.rule} ${problem.file} ${problem.message.en}`),
  );
  if (wrong.length === 0) return false;
  noteProblems(context, root, wrong);
  writeAtomically(join(root, file), old);
  context.note(
    context.say({
      id: `Kajian tidak dicatat: langkah itu melanggar aturan di atas. ${file} tidak diubah.`,
      en: `The assessment was not recorded: it breaks the rules above. ${file} is as it was.`,
    }),
  );
  return true;
}

type Recorded = Exclude<Assessed, { refusal: unknown }>;

function describeAsJson({ data, file }: LoadedRequest, { allocation, changed }: Recorded): string {
  const feasible = allocation !== undefined;
  return JSON.stringify({ request: data.id, file, feasible, changed, allocation }, null, 2);
}

function describe({ data, file }: LoadedRequest, { allocation, changed }: Recorded): Text {
  if (!allocation) {
    return {
      id: `${data.id}: dicatat tidak dapat dilaksanakan (${file})`,
      en: `${data.id}: recorded as not feasible (${file})`,
    };
  }
  const { server, network, ipv4, uid } = allocation;
  const state = changed
    ? { id: `dialokasikan dan dicatat di ${file}`, en: `allocated and recorded in ${file}` }
    : {
        id: `sudah dialokasikan sebelumnya di ${file}; tidak diubah`,
        en: `allocated before in ${file}; not changed`,
      };
  return {
    id: `${data.id}: server ${server}, jaringan ${network}, alamat ${ipv4}, uid ${uid}\n  ${state.id}`,
    en: `${data.id}: server ${server}, network ${network}, address ${ipv4}, uid ${uid}\n  ${state.en}`,
  };
}
