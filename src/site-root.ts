import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The folder with `datacenter/`, `requests/` and `sop/`: `TITIP_SITE`, else the nearest folder above the
 * working directory that holds `Pulumi.yaml` (both engines start program and plugin in the folder of `main`),
 * joined with the stack's setting `titip:site`.
 *
 * @throws Error when no project is found
 */
export function siteRoot(setting?: string, environment: NodeJS.ProcessEnv = process.env): string {
  const project = environment.TITIP_SITE ?? findProject(process.cwd());
  if (!project) {
    throw new Error(
      "no Pulumi.yaml here or above: start Titip in its project folder, or name it in TITIP_SITE",
    );
  }
  return resolve(project, setting ?? ".");
}

function findProject(folder: string): string | undefined {
  if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findProject(parent);
}
