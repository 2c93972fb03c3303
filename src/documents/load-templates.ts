import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { DocumentTemplate } from "../schema/generated/document";
import { readSiteFile } from "../schema/loaded-file";
import type { Problem } from "../schema/problem";
import { checkTemplate } from "./check-templates";

/** Folder of a site with its documents. A site without it has none. */
export const TEMPLATE_FOLDER = "documents";

export interface LoadedTemplates {
  /** In the order in which they are listed; those with problems are left out. */
  templates: DocumentTemplate[];
  problems: Problem[];
  /** Whether the site has the folder at all. */
  found: boolean;
}

/** Reads a site's templates. Never throws for what they hold: what is wrong comes back as problems. */
export function loadTemplates(root: string): LoadedTemplates {
  const files = templateFiles(root);
  const templates: DocumentTemplate[] = [];
  const problems: Problem[] = [];
  for (const file of files ?? []) {
    const { loaded, problems: ofShape } = readSiteFile(root, file, "document");
    const found = loaded ? checkTemplate(loaded) : ofShape;
    problems.push(...found);
    if (loaded && found.length === 0) templates.push(loaded.data);
  }
  templates.sort((a, b) => a.order - b.order || (a.document < b.document ? -1 : 1));
  return { templates, problems, found: files !== undefined };
}

/** Paths below the root, sorted; undefined without the folder. A link is no folder: it could lead out of the tree. */
function templateFiles(root: string): string[] | undefined {
  const folder = join(root, TEMPLATE_FOLDER);
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml") && !name.startsWith("."));
  return names.sort().map((name) => `${TEMPLATE_FOLDER}/${name}`);
}
