import { driftEntry } from "../../maintenance/drift-entry";
import { repairedDrift } from "../../maintenance/repaired-drift";
import type { Site } from "../../schema/site";
import type { Context } from "../context";
import { appendEntry, momentOf, noteEntry } from "../maintenance/append-entry";
import { requestOf, resourceName } from "./failed-requests";
import type { EngineRunner, RunResult } from "./runner";

/** Writes what the run put right that had been changed on the servers into the journal of maintenance. */
export async function recordRepairs(
  context: Context,
  site: Site,
  engine: EngineRunner,
  before: unknown,
  { changed }: RunResult,
): Promise<void> {
  if (before === undefined || changed === undefined || changed.length === 0) return;
  const owner = (urn: string) => requestOf(site, urn)?.data.id;
  const repairs = repairedDrift(before, await engine.exportState(), changed, owner);
  if (repairs.length === 0) return;
  const entry = driftEntry(repairs, momentOf(site, context.now()), resourceName);
  noteEntry(context, appendEntry(site.root, entry));
}
