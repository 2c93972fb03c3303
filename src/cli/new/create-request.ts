import { linkSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { idPrefixes, type Kind } from "../../schema/kinds";
import type { Site } from "../../schema/site";
import { requestFile, requestFolders } from "../../schema/site-files";
import { nextId } from "../../sop/new-request";
import { writeAtomically } from "../atomic-write";
import { failed, unusable } from "../command-error";
import { usableOffice } from "../status/open-office";
import { inOffset } from "../steps/step-time";

/**
 * The id of a new request: as wanted, or the next free one of the year.
 * @throws CommandError for an id that is none (exit code 2) or is taken (1)
 */
export function idFor(site: Site, kind: Kind, wanted: string | undefined, year: string): string {
  const taken = new Set([...filesOf(site.root, kind), ...site.requests.map(({ data }) => data.id)]);
  if (wanted === undefined) return nextId(kind, year, taken);
  const prefix = idPrefixes[kind];
  if (!new RegExp(`^${prefix}-[0-9]{4}-[0-9]{4,6}$`).test(wanted)) {
    throw unusable({
      id: `--id '${wanted}' bukan nomor ${kind}: ${prefix}-${year}-0001`,
      en: `--id '${wanted}' is no id for ${kind}: ${prefix}-${year}-0001`,
    });
  }
  if (!taken.has(wanted)) return wanted;
  throw failed(
    {
      id: `${wanted} sudah ada; nomor tidak pernah dipakai ulang`,
      en: `${wanted} is there; an id is never used again`,
    },
    {
      id: `nomor bebas berikutnya: ${nextId(kind, year, taken)}`,
      en: `the next free id: ${nextId(kind, year, taken)}`,
    },
  );
}

/** Ids of request files by their names: those that cannot be read are taken, too. */
function filesOf(root: string, kind: Kind): string[] {
  try {
    return readdirSync(join(root, requestFolders[kind])).map((name) => basename(name, ".yaml"));
  } catch {
    return [];
  }
}

/** Now, as the office's clock shows it; in West Indonesia Time without a calendar. */
export function officeNow({ calendar }: Site, now: Date): string {
  const seconds = new Date(Math.floor(now.getTime() / 1000) * 1000);
  return usableOffice(calendar)?.write(seconds.getTime()) ?? inOffset(seconds, "+07:00");
}

/**
 * Makes the request's file in one piece, for everybody to read as a repository's files are. A file that is there by
 * now, from whoever, stays.
 * @throws CommandError (exit code 1) when it is there
 */
export function createFile(root: string, id: string, text: string): string {
  const file = requestFile(id);
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.new-${process.pid}`;
  try {
    writeAtomically(draft, text, 0o644);
    linkSync(draft, path); // unlike a rename, a link never replaces
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw failed({
        id: `${file} sudah ada dan tidak ditimpa`,
        en: `${file} is there and is not overwritten`,
      });
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return file;
}
