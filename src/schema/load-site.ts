import { checkRules } from "./check-rules";
import type { JudgedSite } from "./judged-site";
import type { LoadedFile } from "./loaded-file";
import { readSiteFile } from "./loaded-file";
import { compareProblems, type Problem } from "./problem";
import type { SchemaName, Shapes } from "./shape/validators";
import type { Site } from "./site";
import { inventoryFiles, listRequests, procedureFiles } from "./site-files";

/**
 * Reads and checks everything in a site's folder: `datacenter/`, `sop/`, `requests/`.
 * Never throws for what the files hold: every problem of every file comes back at once, sorted,
 * and the site holds what is usable. What has not its shape is judged by the rules all the same, with stand-ins.
 */
export function loadSite(root: string): { site: Site; problems: Problem[] } {
  const problems: Problem[] = [];
  const files = new Map<string, LoadedFile<unknown>>();
  let procedure: Shapes["procedure"] | undefined;
  const read: ReadBoth = (schema, file) => {
    const { loaded, mended, problems: found } = readSiteFile(root, file, schema, procedure);
    problems.push(...found);
    // Without its map of entries there is nothing to judge by: every key would look unknown.
    const judged = loaded ?? (mended?.doubts.told(`/${schema}`) ? undefined : mended);
    if (judged) files.set(file, judged);
    return { sound: loaded?.data, judged: judged?.data };
  };
  const procedures = read("procedure", procedureFiles.hosting);
  procedure = procedures.judged; // read first: problems of requests cite it
  const inventory = readInventory(read);
  const listed = listRequests(root);
  problems.push(...listed.problems);
  const requests = listed.files.map(({ file }) => readSiteFile(root, file, "hosting-request", procedure));
  for (const { problems: found } of requests) problems.push(...found);
  const site: Site = {
    root,
    ...inventory.sound,
    procedures: { hosting: procedures.sound },
    requests: requests.flatMap(({ loaded }) => loaded ?? []),
  };
  const judged: JudgedSite = {
    root,
    ...inventory.judged,
    procedures: { hosting: procedures.judged },
    requests: requests.flatMap(({ loaded, mended }) => loaded ?? mended ?? []),
  };
  const all = problems.concat(checkRules(judged, files));
  return { site, problems: all.sort(compareProblems).filter(isNew) };
}

/** A file's data as the program may see them, and as the rules do. */
type Both<T> = Record<"sound" | "judged", T>;

type ReadBoth = <N extends SchemaName>(schema: N, file: string) => Both<Shapes[N] | undefined>;

type Inventory = Omit<Site, "root" | "procedures" | "requests">;

function readInventory(read: ReadBoth): Both<Inventory> {
  const agencies = read("agencies", inventoryFiles.agencies);
  const officers = read("officers", inventoryFiles.officers);
  const contacts = read("contacts", inventoryFiles.contacts);
  const servers = read("servers", inventoryFiles.servers);
  const networks = read("networks", inventoryFiles.networks);
  const zones = read("zones", inventoryFiles.zones);
  const allocation = read("allocation", inventoryFiles.allocation);
  const pick = (which: keyof Both<unknown>): Inventory => ({
    agencies: mapOf(agencies[which]?.agencies),
    officers: mapOf(officers[which]?.officers),
    contacts: mapOf(contacts[which]?.contacts),
    servers: mapOf(servers[which]?.servers),
    networks: mapOf(networks[which]?.networks),
    zones: mapOf(zones[which]?.zones),
    allocation: allocation[which]?.allocation,
  });
  return { sound: pick("sound"), judged: pick("judged") };
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
