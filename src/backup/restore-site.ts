import type { Backups, Snapshot } from "../remote/backups";

/** A part of a site and the server that has it. */
export interface SitePart {
  server: string;
  part: string;
}

export interface RestoredPart extends SitePart {
  /** What it was restored from. */
  snapshot: Snapshot;
  /** Where what was there before is kept, on the server. */
  archive: string | undefined;
}

/**
 * Puts a site's parts back together, or leaves all of them as they were: everything is read and staged first, then
 * switched, then committed. What fails before the commit is undone on every server.
 *
 * @param until seconds since 1970: of each part the newest backup that is not younger
 * @throws ServerError
 */
export async function restoreSite(
  backups: (server: string) => Backups,
  request: string,
  parts: readonly SitePart[],
  until: number,
): Promise<RestoredPart[]> {
  const servers = [...new Set(parts.map(({ server }) => server))].sort();
  try {
    const staged: { part: SitePart; snapshot: Snapshot }[] = [];
    for (const part of parts) {
      staged.push({ part, snapshot: await backups(part.server).stage(request, part.part, until) });
    }
    const restored: RestoredPart[] = [];
    for (const { part, snapshot } of staged) {
      const { archive } = await backups(part.server).switch(request, part.part);
      restored.push({ ...part, snapshot, archive });
    }
    for (const server of servers) await backups(server).commit();
    return restored;
  } catch (error) {
    // What cannot be reached undoes by itself, when its session ends or the next one begins.
    for (const server of servers)
      await backups(server)
        .drop()
        .catch(() => undefined);
    throw error;
  }
}
