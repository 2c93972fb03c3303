import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { postComment } from "../../forge/post-comment";
import { jsonText } from "../../printable";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption, type OptionSpec } from "../command-spec";
import {
  FORGE_OPTIONS,
  markerName,
  openForge,
  PULL_OPTION,
  pullNumber,
  withForge,
} from "../forge/open-forge";

export const NAME_OPTION: OptionSpec = {
  flags: "--name <name>",
  text: {
    id: "pembeda bila ada beberapa stack (bawaan: PULUMI_STACK)",
    en: "tells several stacks apart (default: PULUMI_STACK)",
  },
};

/** What the forges take; the shortest of them. */
const LONGEST = 65_000;

const postCommand: CommandSpec = {
  name: "post",
  summary: {
    id: "tulis berkas ini sebagai komentar pada pull request, atau perbarui yang sudah ada",
    en: "post this file as the comment on a pull request, or bring the one there up to date",
  },
  details: {
    id: "Satu komentar untuk setiap --name, ditemukan lagi dari penanda di awalnya dan dari akun penulisnya; komentar orang lain tidak pernah disentuh. Tokennya TITIP_FORGE_TOKEN.",
    en: "One comment for each --name, found again by the marker it begins with and by its author's account; nobody else's comment is ever touched. The token is TITIP_FORGE_TOKEN.",
  },
  examples: ["titip comment post rencana.md --pull 12 --forge forgejo --repository kominfo/titip"],
  arguments: [{ name: "<file>", text: { id: "berkas Markdown", en: "file of Markdown" } }],
  options: [PULL_OPTION, NAME_OPTION, ...FORGE_OPTIONS, formatOption()],
  run: async (context, { arguments: [file = ""], options }) => {
    const text = textOf(resolve(context.root, file));
    const [forge, pull, name] = [
      openForge(context, options),
      pullNumber(context, options),
      markerName(context, options),
    ];
    const posted = await withForge(() => postComment(forge, pull, text, name));
    if (options.format === "json") context.print(jsonText({ pull, comment: posted }));
    else context.note(context.say(SAYS[posted]));
    return 0;
  },
};

function textOf(file: string): string {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw unusable({ id: `${file} tidak dapat dibaca`, en: `${file} cannot be read` });
  }
  if (text.trim() === "") throw unusable({ id: `${file} kosong`, en: `${file} is empty` });
  if (text.length > LONGEST)
    throw unusable(
      {
        id: `${file}: ${text.length} karakter; forge menerima ${LONGEST}`,
        en: `${file}: ${text.length} characters; a forge takes ${LONGEST}`,
      },
      { id: "buat dengan titip preview --comment", en: "make it with titip preview --comment" },
    );
  return text;
}

const SAYS = {
  created: { id: "Komentar dibuat.", en: "The comment was made." },
  updated: { id: "Komentar diperbarui.", en: "The comment was brought up to date." },
  unchanged: { id: "Komentar sudah sesuai.", en: "The comment is as it should be." },
};

export const commentCommand: CommandSpec = {
  name: "comment",
  summary: { id: "komentar pada pull request", en: "the comment on a pull request" },
  examples: ["titip comment post rencana.md"],
  commands: [postCommand],
};
