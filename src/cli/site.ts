import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { loadSite } from "../schema/load-site";
import { printProblems } from "../schema/print";
import type { Problem } from "../schema/problem";
import type { Site } from "../schema/site";
import { unusable } from "./command-error";
import { type Context, styled } from "./context";

/** Two requests hold one value: `up` goes on without the younger one (docs/decisions), so it is no reason to refuse. */
const TOLERATED = "value-held-twice";

/**
 * The folder that the program reads, as `src/site-root.ts` finds it: TITIP_SITE or the project folder, joined
 * with the stack's setting `titip:site`.
 */
export function siteFolder(context: Context, stack?: string): string {
  const project = context.environment.TITIP_SITE ?? context.root;
  const name = stack ?? context.environment.PULUMI_STACK;
  const file = name && join(context.root, `Pulumi.${name}.yaml`);
  if (!file || !existsSync(file)) return resolve(project);
  const settings = parse(readFileSync(file, "utf8")) as { config?: Record<string, unknown> } | null;
  const setting = settings?.config?.["titip:site"];
  return resolve(project, typeof setting === "string" ? setting : ".");
}

/** @throws CommandError (exit code 2) when the folder holds no data centre at all */
export function openSite(folder: string): { site: Site; problems: Problem[] } {
  if (existsSync(join(folder, "datacenter"))) return loadSite(folder);
  throw unusable(
    { id: `tidak ada datacenter/ di ${folder}`, en: `there is no datacenter/ in ${folder}` },
    { id: "jalankan di folder proyek, atau beri -C <dir>", en: "run it in the project folder, or give -C <dir>" },
  );
}

/**
 * Prints the problems that forbid planning and applying on standard error.
 * @returns true when there are any
 */
export function refuseProblems(context: Context, folder: string, problems: readonly Problem[]): boolean {
  const errors = problems.filter(({ rule, severity }) => severity === "error" && rule !== TOLERATED);
  if (errors.length === 0) return false;
  context.note(printProblems(errors, { format: "text", lang: context.lang, root: folder, color: false }));
  const refused = context.say({
    id: "Tidak ada yang dijalankan: perbaiki masalah di atas dahulu, lalu periksa dengan 'titip check'.",
    en: "Nothing was run: put the problems above right first, then look again with 'titip check'.",
  });
  context.note(styled(context, "red", refused));
  return true;
}
