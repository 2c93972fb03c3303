import type { MaintenanceEntry } from "../../schema/generated/maintenance-entry";
import { isMoment } from "../../schema/moments";
import type { Site } from "../../schema/site";
import { suggest } from "../../schema/suggest";
import { unusable } from "../command-error";
import type { Context } from "../context";
import { momentOf } from "./append-entry";

export const KINDS: MaintenanceEntry["kind"][] = ["work", "drift", "certificate", "backup", "restore"];
export const RESULTS: MaintenanceEntry["result"][] = ["done", "partial", "failed"];

/**
 * The entry that `titip maintenance add` was given.
 * @throws CommandError (exit code 2) for what the site does not know, or a moment that is still to come
 */
export function givenEntry(context: Context, site: Site, options: Record<string, unknown>): MaintenanceEntry {
  const text = (key: string) => (typeof options[key] === "string" ? (options[key] as string) : undefined);
  const list = (key: string) => (Array.isArray(options[key]) ? (options[key] as string[]) : []);
  const servers = known("--server", list("server"), site.servers.keys());
  const requests = known(
    "--request",
    list("request"),
    site.requests.map(({ data }) => data.id),
  );
  const [window] = known("--window", [text("window") ?? []].flat(), site.windows?.keys() ?? []);
  const [by] = known("--by", [text("by") ?? []].flat(), site.officers.keys());
  const detail = text("detail");
  return {
    at: momentGiven(context, site, text("at")),
    kind: KINDS.find((kind) => kind === options.kind) ?? "work",
    what: text("what") ?? "",
    result: RESULTS.find((result) => result === options.result) ?? "done",
    ...(servers.length > 0 ? { servers } : {}),
    ...(requests.length > 0 ? { requests } : {}),
    ...(window === undefined ? {} : { window }),
    ...(by === undefined ? {} : { by }),
    ...(detail === undefined ? {} : { detail }),
  };
}

function known(option: string, given: readonly string[], all: Iterable<string>): string[] {
  const names = [...all];
  const unknown = given.find((name) => !names.includes(name));
  if (unknown === undefined) return [...new Set(given)].sort();
  const meant = suggest(unknown, names);
  throw unusable(
    { id: `${option}: ${unknown} tidak dikenal`, en: `${option}: ${unknown} is not known` },
    meant === undefined ? undefined : { id: `maksudnya ${meant}?`, en: `${meant}, perhaps?` },
  );
}

function momentGiven(context: Context, site: Site, at: string | undefined): string {
  if (at === undefined) return momentOf(site, context.now());
  if (isMoment(at) && Date.parse(at) <= context.now().getTime()) return at;
  throw unusable({
    id: `--at '${at}' bukan waktu dengan zona yang sudah lewat, seperti 2026-11-23T10:00:00+07:00`,
    en: `--at '${at}' is no moment with its offset that has passed, such as 2026-11-23T10:00:00+07:00`,
  });
}
