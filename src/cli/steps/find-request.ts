import type { Problem } from "../../schema/problem";
import type { LoadedRequest } from "../../schema/site";
import { requestFile } from "../../schema/site-files";
import type { Text } from "../../text";
import { failed, unusable } from "../command-error";
import type { Context } from "../context";
import { noteProblems, type OpenedSite } from "../site";

/**
 * The request that a step is recorded for.
 *
 * @param blocks which problems forbid it; those that keep the file from being read forbid it always
 * @param forbidden what to say then
 * @throws CommandError when there is no such request (exit code 2), or it must be put right first (1)
 */
export function findRequest(
  context: Context,
  { site, problems }: OpenedSite,
  id: string,
  blocks: (problem: Problem) => boolean,
  forbidden: Text,
): LoadedRequest {
  const request = site.requests.find(({ data }) => data.id === id);
  const blocking = problems.filter(
    (problem) => problem.severity === "error" && (request ? blocks(problem) : isAbout(problem, id)),
  );
  if (request && blocking.length === 0) return request;
  if (blocking.length === 0)
    throw unusable(
      { id: `permohonan ${id} tidak ada`, en: `there is no request ${id}` },
      {
        id: `berkasnya bernama ${requestFile(id)}; periksa nomornya`,
        en: `its file would be ${requestFile(id)}; look at the id again`,
      },
    );
  noteProblems(context, site.root, blocking);
  throw failed(forbidden);
}

/** Whether a problem stands in the request's own file. */
export function isAbout({ file }: Problem, id: string): boolean {
  return file.endsWith(`/${id}.yaml`);
}

/**
 * The request that something is recorded for, whatever is wrong with it, if only it can be read: what a step breaks
 * is looked at when it is there.
 * @throws CommandError when there is no such request (exit code 2), or it cannot be read (1)
 */
export function anyRequest(context: Context, opened: OpenedSite, id: string): LoadedRequest {
  return findRequest(context, opened, id, () => false, {
    id: `${id} tidak terbaca: perbaiki masalah di atas dahulu`,
    en: `${id} cannot be read: put the problems above right first`,
  });
}
