import { resolve } from "node:path";
import { loadTemplates } from "../../documents/load-templates";
import { commitOf } from "../../git/commits";
import { GitError } from "../../git/run-git";
import { MACHINE } from "../../git-server/drain";
import { recordsOn } from "../../git-server/record-commit";
import { writtenFiles } from "../../git-server/work-folder";
import { jsonText } from "../../printable";
import { loadSite } from "../../schema/load-site";
import { hasErrors } from "../../schema/problem";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";

export const recordCommand: CommandSpec = {
  name: "record",
  summary: {
    id: "buat commit dari yang dicatat mesin di folder data",
    en: "make a commit of what the machine recorded in a folder of data",
  },
  details: {
    id: "Untuk pipeline: yang berubah di requests/, records/ dan evidence/ dari folder yang ditulis 'titip git materialise' digabungkan ke --onto. Yang tidak dapat digabungkan, karena main telah mengubah baris yang sama, tetap seperti di main. Mencetak id commit-nya, atau tidak mencetak apa pun bila tidak ada yang baru; tidak ada ref yang bergeser.",
    en: "For pipelines: what changed in requests/, records/ and evidence/ of a folder that 'titip git materialise' has written is merged onto --onto. What cannot be merged, since main has changed the same lines, stays as main has it. Prints the commit's id, or nothing when there is nothing new; no ref moves.",
  },
  examples: ["titip git record /tmp/main.git --from /tmp/data --onto main"],
  arguments: [{ name: "<path>", text: { id: "folder repositori", en: "folder of the repository" } }],
  options: [
    { flags: "--from <folder>", text: { id: "folder data", en: "folder of the data" }, required: true },
    { flags: "--onto <ref>", text: { id: "ujung main", en: "tip of main" }, default: "main" },
    formatOption(),
  ],
  run: async (context, { arguments: [path = ""], options }) => {
    const [repository, folder] = [resolve(path), resolve(String(options.from))];
    try {
      const base = await commitOf(folder, "HEAD");
      const tip = await commitOf(repository, String(options.onto));
      const files = await writtenFiles(repository, base, folder);
      const commit = await recordsOn(
        {
          ...{ repository, files, isSound },
          entry: { id: base, commit: base },
          message: messageOf(base),
          by: MACHINE,
          at: context.now(),
        },
        tip,
      );
      if (options.format === "json") context.print(jsonText({ commit: commit ?? null, base, tip }));
      else if (commit !== undefined) context.print(commit);
      return 0;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const words = error.words.trim() || error.message;
      throw unusable({ id: `Git: ${words}`, en: `Git: ${words}` });
    }
  },
};

/** The pipeline's own commit starts no pipeline: GitHub, GitLab and Forgejo all know `[skip ci]`. */
function messageOf(base: string): string {
  return `titip: catatan mesin untuk ${base.slice(0, 12)} [skip ci]\n`;
}

/** Whether main would pass its check with what the machine writes. */
function isSound(folder: string): boolean {
  return !hasErrors([...loadSite(folder).problems, ...loadTemplates(folder).problems]);
}
