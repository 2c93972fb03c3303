import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { loadSite } from "../schema/load-site";
import { printProblems } from "../schema/print";
import type { Problem } from "../schema/problem";
import type { Site } from "../schema/site";
import { unusable } from "./command-error";
import type { Context } from "./context";

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

/** A data centre as it was read, with everything that is wrong about it. */
export interface OpenedSite {
  site: Site;
  problems: Problem[];
}

/** @throws CommandError (exit code 2) when the folder holds no data centre at all */
export function openSite(folder: string): OpenedSite {
  if (existsSync(join(folder, "datacenter"))) return loadSite(folder);
  throw unusable(
    { id: `tidak ada datacenter/ di ${folder}`, en: `there is no datacenter/ in ${folder}` },
    {
      id: "jalankan di folder proyek, atau beri -C <dir>",
      en: "run it in the project folder, or give -C <dir>",
    },
  );
}

/** Problems as text on standard error, coloured on a terminal. */
export function noteProblems(
  context: Context,
  folder: string,
  problems: readonly Problem[],
  texts?: ReadonlyMap<string, string>,
): void {
  if (problems.length === 0) return;
  const color = context.color && context.progress;
  context.note(
    printProblems(problems, { format: "text", lang: context.lang, root: folder, color, texts }).trimEnd(),
  );
}
