import { createFleet } from "../../remote/create-fleet";
import type { UsageReading, WebServer } from "../../remote/fleet";
import { describeServerError } from "../../remote/server-error";
import type { Site } from "../../schema/site";
import type { UsageWish } from "../../usage/merge-usage";
import { unusable } from "../command-error";
import type { Context } from "../context";

/** @throws CommandError (exit code 2) for what cannot be asked for */
export function wishOf(site: Site, requests: string[], month: unknown): UsageWish {
  const hosted = new Set(
    site.requests.filter(({ data }) => data.kind === "hosting").map(({ data }) => data.id),
  );
  const unknown = requests.find((id) => !hosted.has(id));
  if (unknown !== undefined)
    throw unusable({
      id: `permohonan hosting ${unknown} tidak ada; server co-location tidak dihitung`,
      en: `there is no hosting request ${unknown}; co-located servers are not counted`,
    });
  if (month === undefined) return { requests };
  if (typeof month === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return { requests, month };
  throw unusable({ id: "--month: bulan seperti 2026-11", en: "--month: a month such as 2026-11" });
}

/** Every web server once, all at the same time: a site may have been on another one before. */
export async function askWebServers(
  site: Site,
  ask: (web: WebServer) => Promise<UsageReading>,
): Promise<UsageReading[]> {
  const fleet = createFleet(Object.fromEntries(site.servers));
  try {
    const servers = [...site.servers].filter(([, { role }]) => role === "web").map(([key]) => key);
    return await Promise.all(servers.map((key) => ask(fleet.web(key))));
  } finally {
    await fleet.close();
  }
}

/** The server that a request is allocated to. */
export function serverOf(site: Site, id: string): string | undefined {
  const data = site.requests.find((request) => request.data.id === id)?.data;
  return data?.kind === "hosting" ? data.steps.assessment?.allocation?.server : undefined;
}

/** What is missing from the sums, on standard error. */
export function noteDoubts(context: Context, readings: readonly UsageReading[]): void {
  for (const { server, failures, unreadable } of readings) {
    for (const { details } of failures) context.note(describeServerError(details, context.lang));
    for (const { request, lines } of unreadable)
      context.note(
        context.say({
          id: `${request}: ${server}: ${lines} baris catatan akses tidak berbentuk combined dan tidak dihitung`,
          en: `${request}: ${server}: ${lines} lines of the access log are not in the form combined and not counted`,
        }),
      );
  }
}
