import type { LoadedRequest, Site } from "../../schema/site";
import { nextActivity } from "../../sop/request-state";
import { unusable } from "../command-error";
import type { Context } from "../context";
import { changedRequestFiles } from "./changed-requests";

/**
 * Requests that a preview plans as if they were approved: those named with `--assume-approved`, else
 * those changed against main whose next activity is the decision. `false` (`--no-assume-approved`): none.
 *
 * @throws CommandError (exit code 2) when a named request is unknown or does not wait for its decision
 */
export async function requestsToAssume(
  site: Site,
  wanted: string[] | boolean | undefined,
): Promise<string[]> {
  if (wanted === false) return [];
  if (Array.isArray(wanted)) return [...new Set(wanted)].map((id) => checkWaiting(site, id));
  const files = new Set(await changedRequestFiles(site.root));
  return site.requests
    .filter((request) => files.has(request.file) && waitsForDecision(site, request))
    .map(({ data }) => data.id);
}

function checkWaiting(site: Site, id: string): string {
  const request = site.requests.find(({ data }) => data.id === id);
  if (!request) {
    throw unusable({ id: `permohonan ${id} tidak ada`, en: `there is no request ${id}` });
  }
  if (waitsForDecision(site, request)) return id;
  throw unusable(
    {
      id: `${id} (${request.file}) tidak sedang menunggu keputusan`,
      en: `${id} (${request.file}) does not wait for its decision`,
    },
    {
      id: "--assume-approved hanya untuk permohonan yang sudah dikaji dan belum diputuskan",
      en: "--assume-approved is for requests that are assessed and not yet decided",
    },
  );
}

function waitsForDecision(site: Site, { data }: LoadedRequest): boolean {
  const procedure = site.procedures[data.kind];
  return procedure !== undefined && nextActivity(data, procedure)?.effect === "decision";
}

/** Says on standard error which requests are planned as if approved. */
export function announceAssumed(context: Context, ids: string[]): void {
  if (ids.length === 0) return;
  const list = ids.join(", ");
  context.note(
    context.say({ id: `Direncanakan seolah-olah disetujui: ${list}`, en: `Planned as if approved: ${list}` }),
  );
}
