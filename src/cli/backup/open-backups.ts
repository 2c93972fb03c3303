import { backupServers } from "../../backup/site-parts";
import type { Backups } from "../../remote/backups";
import { createFleet } from "../../remote/create-fleet";
import type { ServerErrorDetails } from "../../remote/server-error";
import { describeServerError, ServerError } from "../../remote/server-error";
import type { HostingRequest } from "../../schema/generated/hosting-request";
import type { LoadedRequest, Site } from "../../schema/site";
import { isHosting } from "../../schema/site";
import { unusable } from "../command-error";
import type { Context } from "../context";

/** Seconds that one request may take: a repository far away, and a server with many sites. */
const PATIENCE = 12 * 3600;

/** Works with the backups of servers, and ends their sessions. */
export async function withBackups<T>(
  context: Context,
  site: Site,
  work: (backups: (server: string) => Backups) => Promise<T>,
): Promise<T> {
  const fleet = createFleet(Object.fromEntries(site.servers), {
    answerWithin: PATIENCE,
    env: context.environment,
  });
  try {
    return await work((server) => fleet.backups(server));
  } finally {
    await fleet.close();
  }
}

/** Asks every server that makes backups; one that fails is told of and left out. */
export async function askEach<T>(
  context: Context,
  site: Site,
  ask: (server: string) => Promise<T>,
): Promise<{ answers: T[]; failures: number }> {
  let failures = 0;
  const asked = backupServers(site).map(async (server): Promise<T[]> => {
    try {
      return [await ask(server)];
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      failures += 1;
      noteFailure(context, error.details);
      return [];
    }
  });
  return { answers: (await Promise.all(asked)).flat(), failures };
}

export function noteFailure(context: Context, details: ServerErrorDetails): void {
  context.note(describeServerError(details, context.lang));
}

/** @throws CommandError (exit code 2) for what is no hosting request */
export function hostedRequest(site: Site, id: string): LoadedRequest<HostingRequest> {
  const found = site.requests.filter(isHosting).find(({ data }) => data.id === id);
  if (found) return found;
  throw unusable({ id: `permohonan hosting ${id} tidak ada`, en: `there is no hosting request ${id}` });
}
