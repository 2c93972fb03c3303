import { CONTESTED } from "../../provision/blocking-problems";
import type { Problem } from "../../schema/problem";
import type { LoadedRequest, ServiceRequest, Site } from "../../schema/site";
import type { Reality } from "../../sop/allocate";
import type { Context } from "../context";
import { withProgress } from "../progress";
import type { OpenedSite } from "../site";
import { findRequest, isAbout } from "../steps/find-request";
import { surveyServers } from "../survey";

/** Assessing a request again is the remedy for such a problem, and not forbidden by it. */
export function valueIsContested(problems: readonly Problem[], { file }: LoadedRequest): boolean {
  return problems.some((problem) => CONTESTED.has(problem.rule) && problem.file === file);
}

/**
 * The request to assess. One that is itself wrong, or stands on a broken inventory, cannot be given anything;
 * that it cannot be carried out may be recorded all the same.
 *
 * @throws CommandError when there is none (exit code 2), or it must be put right first (1)
 */
export function requestToAssess(
  context: Context,
  opened: OpenedSite,
  id: string,
  infeasible: boolean,
): LoadedRequest {
  const blocks = (problem: Problem) =>
    !infeasible &&
    !CONTESTED.has(problem.rule) &&
    (isAbout(problem, id) || !problem.file.startsWith("requests/"));
  return findRequest(context, opened, id, blocks, {
    id: `${id} belum dapat dikaji: perbaiki masalah di atas dahulu`,
    en: `${id} cannot be assessed yet: put the problems above right first`,
  });
}

function engineOf(request: ServiceRequest) {
  return request.kind === "hosting" ? request.resources.database?.engine : undefined;
}

/** What the servers hold; a server that cannot be asked is an error, told with the way around. */
export async function survey(context: Context, site: Site, { data }: LoadedRequest): Promise<Reality> {
  const asking = {
    id: "Bertanya pada server apa yang sudah dipakai",
    en: "Asking the servers what is taken",
  };
  try {
    return await withProgress(context, asking, surveyServers(site, data.kind, engineOf(data)));
  } catch (error) {
    context.note(
      context.say({
        id: "Server tidak dapat ditanya. Tanpa server: titip assess … --offline",
        en: "The servers cannot be asked. Without them: titip assess … --offline",
      }),
    );
    throw error;
  }
}
