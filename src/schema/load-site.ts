import { checkRules } from "./check-rules";
import type { HostingRequest } from "./generated/hosting-request";
import type { LoadedFile } from "./loaded-file";
import { readSiteFile } from "./loaded-file";
import { compareProblems, type Problem } from "./problem";
import type { SchemaName, Shapes } from "./shape/validators";
import type { Site } from "./site";
import { inventoryFiles, listRequests, procedureFiles } from "./site-files";

/**
 * Reads and checks everything in a site's folder: `datacenter/`, `sop/`, `requests/`.
 * Never throws for what the files hold: every problem of every file comes back at once, sorted,
 * and the site holds what is usable.
 */
export function loadSite(root: string): { site: Site; problems: Problem[] } {
  const problems: Problem[] = [];
  const files = new Map<string, LoadedFile<unknown>>();
  function read<N extends SchemaName>(schema: N, file: string): Shapes[N] | undefined {
    const result = readSiteFile(root, file, schema, procedure);
    problems.push(...result.problems);
    if (result.loaded) files.set(file, result.loaded);
    return result.loaded?.data;
  }
  let procedure: Shapes["procedure"] | undefined;
  procedure = read("procedure", procedureFiles.hosting); // first: problems of requests cite it
  const inventory = readInventory(read);
  const requests: LoadedFile<HostingRequest>[] = [];
  const listed = listRequests(root);
  problems.push(...listed.problems);
  for (const { file } of listed.files) {
    const result = readSiteFile(root, file, "hosting-request", procedure);
    problems.push(...result.problems);
    if (result.loaded) requests.push(result.loaded);
  }
  const site: Site = { root, ...inventory, procedures: { hosting: procedure }, requests };
  problems.push(...checkRules(site, files, requests));
  return { site, problems: problems.sort(compareProblems).filter(isNew) };
}

type Read = <N extends SchemaName>(schema: N, file: string) => Shapes[N] | undefined;

function readInventory(read: Read): Omit<Site, "root" | "procedures" | "requests"> {
  return {
    agencies: mapOf(read("agencies", inventoryFiles.agencies)?.agencies),
    officers: mapOf(read("officers", inventoryFiles.officers)?.officers),
    contacts: mapOf(read("contacts", inventoryFiles.contacts)?.contacts),
    servers: mapOf(read("servers", inventoryFiles.servers)?.servers),
    networks: mapOf(read("networks", inventoryFiles.networks)?.networks),
    zones: mapOf(read("zones", inventoryFiles.zones)?.zones),
    allocation: read("allocation", inventoryFiles.allocation)?.allocation,
  };
}

function mapOf<T>(entries: Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries ?? {}));
}

/** A folder that is a link is found once for each file in it. */
function isNew(problem: Problem, index: number, sorted: readonly Problem[]): boolean {
  const before = sorted[index - 1];
  return (
    before === undefined ||
    before.rule !== problem.rule ||
    compareProblems(before, problem) !== 0 ||
    before.pointer !== problem.pointer
  );
}
