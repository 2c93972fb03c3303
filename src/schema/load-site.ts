import { checkRules } from "./check-rules";
import type { Procedure } from "./generated/procedure";
import type { JudgedSite } from "./judged-site";
import { type Kind, kinds } from "./kinds";
import type { LoadedFile, ReadResult } from "./loaded-file";
import { readSiteFile } from "./loaded-file";
import { compareProblems, type Problem } from "./problem";
import { type ProcedureReading, readingOf } from "./procedure/reading";
import { canBeFollowed } from "./procedure/step-keys";
import { readApprovals } from "./read-approvals";
import { readInventory } from "./read-inventory";
import { readRecords } from "./read-records";
import type { SchemaName, Shapes } from "./shape/validators";
import type { LoadedRequest, ServiceRequest, Site } from "./site";
import { kindOfFile, listRequests, procedureFiles, type RequestFile } from "./site-files";

/** A file's data as the program may see them, and as the rules do. */
export type Both<T> = Record<"sound" | "judged", T>;

/** Reads one file; its problems are kept, a file that is not there is one unless it is optional. */
export type ReadBoth = <N extends SchemaName>(
  schema: N,
  file: string,
  optional?: boolean,
) => Both<Shapes[N] | undefined> & { isMissing: boolean };

/**
 * Reads and checks everything in a site's folder: `datacenter/`, `sop/`, `requests/`.
 * Never throws for what the files hold: every problem of every file comes back at once, sorted,
 * and the site holds what is usable. What has not its shape is judged by the rules all the same, with stand-ins.
 *
 * @param changed texts of requests as they would be, by file: judged in place of those on disk, new ones added
 */
export function loadSite(
  root: string,
  changed: ReadonlyMap<string, string> = new Map(),
): { site: Site; problems: Problem[] } {
  const problems: Problem[] = [];
  const files = new Map<string, LoadedFile<unknown>>();
  const read: ReadBoth = (schema, file, optional = false) => {
    const { loaded, mended, problems: found } = readSiteFile(root, file, schema);
    problems.push(...found.filter(({ rule }) => !(optional && rule === "missing-file")));
    // Without its map of entries there is nothing to judge by: every key would look unknown.
    const judged = loaded ?? (mended?.doubts.told(`/${schema}`) ? undefined : mended);
    if (judged) files.set(file, judged);
    const isMissing = found.some(({ rule }) => rule === "missing-file");
    return { sound: loaded?.data, judged: judged?.data, isMissing };
  };
  const listed = listRequests(root);
  const listedFiles = withNew(listed.files, changed);
  const procedures = readProcedures(read, listedFiles);
  const inventory = readInventory(read);
  const { records, problems: strays } = readRecords(root, read);
  const { approvals, problems: wrongApprovals } = readApprovals(root, read);
  problems.push(...listed.problems, ...strays, ...wrongApprovals);
  const requests = readRequests(root, listedFiles, procedures.judged, files, changed);
  for (const { problems: found } of requests) problems.push(...found);
  const site: Site = {
    root,
    ...inventory.sound,
    approvals,
    records,
    procedures: procedures.sound,
    requests: requests.flatMap(({ loaded }) => (loaded ? [publicRequest(loaded)] : [])),
  };
  const judged: JudgedSite = {
    root,
    ...inventory.judged,
    approvals,
    records,
    procedures: procedures.judged,
    unreadProcedures: procedures.unread,
    requests: requests.flatMap(({ loaded, mended }) => loaded ?? mended ?? []),
  };
  const all = problems.concat(checkRules(judged, files));
  return { site, problems: all.sort(compareProblems).filter(isNew) };
}

/** Request files with those that are not there yet, sorted. */
function withNew(listed: readonly RequestFile[], changed: ReadonlyMap<string, string>): RequestFile[] {
  const known = new Set(listed.map(({ file }) => file));
  const added = [...changed.keys()].flatMap((file) => {
    const kind = kindOfFile(file);
    return kind && !known.has(file) ? [{ file, kind }] : [];
  });
  if (added.length === 0) return [...listed];
  return [...listed, ...added].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** A kind that nobody asked for needs no procedure; a site without any is told to have the first. */
function readProcedures(
  read: ReadBoth,
  requests: readonly RequestFile[],
): Both<Site["procedures"]> & { unread: Kind[] } {
  const wanted = new Set(requests.map(({ kind }) => kind));
  const sound: { [K in Kind]?: Procedure } = {};
  const judged: { [K in Kind]?: Procedure } = {};
  const unread: Kind[] = [];
  for (const kind of kinds) {
    const needed = wanted.has(kind) || (wanted.size === 0 && kind === kinds[0]);
    const both = read("procedure", procedureFiles[kind], !needed);
    sound[kind] = both.sound;
    judged[kind] = both.judged;
    if (!both.judged && (needed || !both.isMissing)) unread.push(kind);
  }
  return { sound, judged, unread };
}

type ReadRequest = ReadResult<"hosting-request"> | ReadResult<"colocation-request">;

/** Requests by their own procedure: problems cite it, and it tells the shape of their steps. */
function readRequests(
  root: string,
  listed: readonly RequestFile[],
  procedures: Site["procedures"],
  files: ReadonlyMap<string, LoadedFile<unknown>>,
  changed: ReadonlyMap<string, string>,
): ReadRequest[] {
  const readings = new Map<Kind, ProcedureReading>();
  return listed.map(({ file, kind }) => {
    const data = procedures[kind];
    if (data && !canBeFollowed(data)) return { problems: [] }; // procedure-effects tells
    const doubts = files.get(procedureFiles[kind])?.doubts;
    const reading = readings.get(kind) ?? readingOf(kind, data && doubts && { data, doubts });
    readings.set(kind, reading);
    return kind === "hosting"
      ? readSiteFile(root, file, "hosting-request", reading, changed.get(file))
      : readSiteFile(root, file, "colocation-request", reading, changed.get(file));
  });
}

/** A request as the program sees it: its places are asked for with the names that its data have. */
function publicRequest({ file, data, doubts, position }: LoadedFile<ServiceRequest>): LoadedRequest {
  return { file, data, position: (pointer) => position(doubts.source(pointer)) };
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
