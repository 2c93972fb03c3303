import type { LoadedRequest, Site } from "../../schema/site";
import type { Context } from "../context";
import { styled } from "../context";
import type { ResourceFailure } from "./runner";

/** Name of a resource: what stands after the last but all of the URN's type, `urn:pulumi:stack::project::type::name`. */
export function resourceName(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The request a resource belongs to: every resource of ours is named `<request id>` or `<request id>-…`. */
export function requestOf(site: Site, urn: string): LoadedRequest | undefined {
  const id = /^[A-Z]{3}-\d{4}-\d{4,}/.exec(resourceName(urn))?.[0];
  return id === undefined ? undefined : site.requests.find(({ data }) => data.id === id);
}

export interface FailedRequest {
  /** `requests/hosting/HST-2026-0007.yaml:3`, or the URN of a resource that belongs to no request. */
  where: string;
  /** Request id, or the resource's name. */
  name: string;
  messages: string[];
}

/** Failures by request, sorted by where they stand. The component's own failure repeats its children's. */
export function failedRequests(site: Site, failures: ResourceFailure[]): FailedRequest[] {
  const found = new Map<string, FailedRequest>();
  for (const { urn, message } of failures) {
    const request = requestOf(site, urn);
    const where = request ? `${request.file}:${request.position("/id").line}` : urn;
    const entry = found.get(where) ?? { where, name: request?.data.id ?? resourceName(urn), messages: [] };
    if (message && !entry.messages.includes(message)) entry.messages.push(message);
    found.set(where, entry);
  }
  return [...found.values()].sort((a, b) => (a.where < b.where ? -1 : a.where > b.where ? 1 : 0));
}

/**
 * One line per failed request on standard error: file, line, id and the first words of each failure; all of
 * them stand in the engine's own output above.
 */
export function printFailedRequests(context: Context, failed: FailedRequest[]): void {
  const word = styled(
    { color: context.color && context.progress },
    "red",
    context.say({ id: "gagal", en: "failed" }),
  );
  for (const { where, name, messages } of failed) {
    const words = messages.map((message) => firstLine(message, name)).filter(Boolean);
    context.note([`${where}: ${word}: ${name}`, ...words].join(": "));
  }
}

/** Errors of servers begin with the request's id, which stands before them already. */
function firstLine(message: string, name: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  return line.startsWith(`${name}: `) ? line.slice(name.length + 2) : line;
}
