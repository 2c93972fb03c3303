import { driftEntry } from "../../maintenance/drift-entry";
import { repairedDrift } from "../../maintenance/repaired-drift";
import type { Site } from "../../schema/site";
import type { Context } from "../context";
import { appendEntry, momentOf, noteEntry } from "../maintenance/append-entry";
import { requestOf, resourceName } from "./failed-requests";
import type { EngineRunner, RunResult } from "./runner";

/** The stack before a run; undefined for one that is not there yet. */
export async function stateBefore(engine: EngineRunner): Promise<unknown> {
  // A record that cannot be read is no empty one: everything would be planned anew.
  if (engine.name === "embedded") return engine.exportState();
  try {
    return await engine.exportState();
  } catch {
    return undefined; // the stock CLI has no other word for a stack that is not there yet; its run says what else it is
  }
}

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
