import { existsSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { printRefusals, type Refusal, type RefusalFormat } from "../../approval/refusal";
import { commitOf } from "../../git/commits";
import { mergeChange } from "../../git/merge-change";
import { GitError } from "../../git/run-git";
import { MACHINE } from "../../git-server/drain";
import { prepareWork } from "../../git-server/work-folder";
import { jsonText } from "../../printable";
import type { Language, Text } from "../../text";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";

export const materialiseCommand: CommandSpec = {
  name: "materialise",
  summary: {
    id: "tuliskan data suatu cabang ke folder, sebagai data saja",
    en: "write a branch's data to a folder, as nothing but data",
  },
  details: {
    id: "Untuk pipeline: tidak ada program, alur kerja, tautan atau submodul dari cabang yang ikut. Dengan --base yang ditulis adalah hasil penggabungan ke sana, dan hanya bila perubahannya boleh masuk; kalau tidak, alasannya dicetak dan kode keluar 1. Foldernya menjadi work tree pada commit itu.",
    en: "For pipelines: no program, workflow, link or submodule of the branch comes along. With --base it is the merge into it that is written, and only if the change may come in; else its reasons are printed, exit code 1. The folder becomes a work tree at that commit.",
  },
  examples: [
    "titip git materialise /tmp/main.git --base main --head 4b825dc642cb6eb9a060e54bf8d69288fbee4904 --into /tmp/data",
    "titip git materialise /tmp/main.git --head main --into /tmp/data",
  ],
  arguments: [{ name: "<path>", text: { id: "folder repositori", en: "folder of the repository" } }],
  options: [
    { flags: "--head <ref>", text: { id: "ujung perubahan", en: "tip of the change" }, required: true },
    { flags: "--base <ref>", text: { id: "tujuan perubahan", en: "what the change is to go into" } },
    {
      flags: "--into <folder>",
      text: { id: "folder baru atau kosong", en: "folder, new or empty" },
      required: true,
    },
    {
      flags: "--comment <file>",
      text: {
        id: "bila ditolak, tulis alasannya ke berkas ini sebagai komentar (Markdown)",
        en: "when it is refused, write the reasons to this file as a comment (Markdown)",
      },
    },
    formatOption(["text", "json", "markdown", "github"]),
  ],
  run: async (context, { arguments: [path = ""], options }) => {
    const repository = resolve(path);
    const folder = emptyFolder(resolve(String(options.into)));
    const format = options.format as RefusalFormat;
    const { commit, refusals } = await looked(context, repository, options);
    if (commit === undefined) {
      tell(context, refusals, format);
      if (typeof options.comment === "string")
        writeAtomically(options.comment, refusalComment(refusals, context.lang), 0o644);
      return 1;
    }
    await prepareWork(repository, commit, folder);
    context.print(format === "json" ? jsonText({ commit, folder }) : commit);
    return 0;
  },
};

/** @throws CommandError (exit code 2) where there is no such repository or commit */
async function looked(context: Context, repository: string, { base, head }: Record<string, unknown>) {
  try {
    const tip = await commitOf(repository, String(head));
    if (typeof base !== "string") return { commit: tip, refusals: [] };
    const ends = { base: await commitOf(repository, base), head: tip };
    return await mergeChange(repository, ends, { by: MACHINE, at: context.now() });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const words = error.words.trim() || error.message;
    throw unusable({ id: `Git: ${words}`, en: `Git: ${words}` });
  }
}

function tell(context: Context, refusals: readonly Refusal[], format: RefusalFormat): void {
  const text = printRefusals(shown(refusals), { format, lang: context.lang }).trimEnd();
  if (format === "github") context.command(text);
  else context.print(text);
}

/** Reasons that are shown, and how much of a file's name: a comment has 60,000 characters, escaped ones count six. */
const SHOWN = 30;
const NAME = 200;

function shown(refusals: readonly Refusal[]): Refusal[] {
  return refusals.slice(0, SHOWN).map(({ file, ...rest }) => {
    if (file === undefined) return rest;
    return { ...rest, file: file.length > NAME ? `${file.slice(0, NAME)}…` : file };
  });
}

const HEAD: Text = {
  id: "## Titip: perubahan ini belum dapat diterima\n\nTidak ada yang direncanakan. Yang perlu diperbaiki:\n",
  en: "## Titip: this change cannot be taken in yet\n\nNothing was planned. What has to be put right:\n",
};

/** What stands on the pull request in place of a plan. */
export function refusalComment(refusals: readonly Refusal[], lang: Language): string {
  const left = refusals.length - SHOWN;
  const more = { id: `- … dan ${left} lagi\n`, en: `- … and ${left} more\n` };
  const list = printRefusals(shown(refusals), { format: "markdown", lang });
  return `${HEAD[lang]}\n${list}${left > 0 ? more[lang] : ""}`;
}

/** @throws CommandError (exit code 2) for a folder that holds anything: it would be gone */
function emptyFolder(folder: string): string {
  const isFree = !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);
  if (isFree) return folder;
  throw unusable(
    { id: `${folder} sudah berisi`, en: `${folder} holds something already` },
    { id: "beri folder baru atau kosong", en: "give a folder that is new or empty" },
  );
}
