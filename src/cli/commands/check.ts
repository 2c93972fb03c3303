import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { loadTemplates } from "../../documents/load-templates";
import { printProblems } from "../../schema/print";
import { compareProblems, hasErrors, type Problem } from "../../schema/problem";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { openSite, siteFolder } from "../site";

export const checkCommand: CommandSpec = {
  name: "check",
  summary: {
    id: "periksa permohonan, inventaris dan prosedur, tanpa menyentuh server",
    en: "check requests, inventory and procedures, without touching a server",
  },
  details: {
    id: "Semua berkas selalu dibaca, karena aturan berlaku lintas berkas; dengan nama berkas hanya masalah di berkas itu yang ditampilkan.",
    en: "Every file is always read, since rules go across files; with file names only their problems are shown.",
  },
  examples: ["titip check", "titip check requests/hosting/HST-2026-0007.yaml", "titip check --format github"],
  arguments: [{ name: "[files...]", text: { id: "berkas yang ditampilkan", en: "files to show" } }],
  options: [formatOption(["text", "json", "github"])],
  run: async (context, { arguments: files, options }) => {
    const folder = siteFolder(context);
    const { site, problems: ofSite } = openSite(folder);
    const problems = [...ofSite, ...loadTemplates(folder).problems].sort(compareProblems);
    const shown = files.length === 0 ? problems : onlyIn(folder, problems, files);
    const format = options.format as "text" | "json" | "github";
    const text = printProblems(shown, { format, lang: context.lang, root: folder, color: context.color });
    const print = format === "github" ? context.command : context.print;
    if (text !== "") print(text.trimEnd());
    else if (format === "text") context.print(allGood(context, site.requests.length));
    return hasErrors(shown) ? 1 : 0;
  },
};

function allGood(context: Context, requests: number): string {
  return context.say({
    id: `Tidak ada masalah: ${requests} permohonan diperiksa.`,
    en: `No problems: ${requests} requests checked.`,
  });
}

/** @throws CommandError (exit code 2) for a file that is not there or not in the site */
function onlyIn(folder: string, problems: Problem[], files: string[]): Problem[] {
  const wanted = new Set(files.map((file) => siteFile(folder, file)));
  return problems.filter(({ file }) => wanted.has(file));
}

/** A file as the user wrote it, from where they stand or from the site's folder → its name in problems. */
function siteFile(folder: string, file: string): string {
  for (const path of [resolve(file), resolve(folder, file)]) {
    const name = relative(folder, path).split(sep).join("/");
    if (existsSync(path) && !name.startsWith("../")) return name;
  }
  throw unusable({
    id: `berkas ${file} tidak ada di ${folder}`,
    en: `there is no file ${file} in ${folder}`,
  });
}
