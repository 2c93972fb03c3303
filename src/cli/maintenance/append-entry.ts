import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { entryPath, entryText } from "../../maintenance/entry-file";
import { makeFolders } from "../../make-folders";
import type { MaintenanceEntry } from "../../schema/generated/maintenance-entry";
import { checkSource } from "../../schema/loaded-file";
import type { Site } from "../../schema/site";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import type { Context } from "../context";
import { usableOffice } from "../status/open-office";
import { inOffset } from "../steps/step-time";

/**
 * Writes an entry of the journal of maintenance, `records/maintenance/<month>/<moment>-<kind>-<digest>.yaml`. For
 * whatever has done something to a server: repairs, renewals of certificates, runs of backups.
 *
 * @param folder the site's
 * @returns path of the file, relative to the folder; undefined when this very entry was there already
 * @throws CommandError (exit code 2) for an entry that has not its shape: nothing unreadable is ever appended
 */
export function appendEntry(folder: string, entry: MaintenanceEntry): string | undefined {
  const file = entryPath(entry);
  const text = entryText(entry);
  const { problems } = checkSource(Buffer.from(text), file, "maintenance-entry");
  const [problem] = problems;
  if (problem)
    throw unusable({
      id: `${problem.pointer}: ${problem.message.id}`,
      en: `${problem.pointer}: ${problem.message.en}`,
    });
  const path = join(folder, file);
  if (existsSync(path)) return undefined;
  makeFolders(dirname(path));
  writeAtomically(path, text, 0o644);
  return file;
}

/** Now on the office's clock; without a calendar in West Indonesia Time, where the procedure comes from. */
export function momentOf({ calendar }: Pick<Site, "calendar">, now: Date): string {
  return usableOffice(calendar)?.write(now.getTime()) ?? inOffset(now, "+07:00");
}

/** Says that an entry was written, and where. */
export function noteEntry(context: Context, file: string | undefined): void {
  if (file === undefined) return;
  context.note(context.say({ id: `dicatat di ${file}`, en: `recorded in ${file}` }));
}
