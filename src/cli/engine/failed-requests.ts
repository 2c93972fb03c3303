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

/** One paragraph per failed request on standard error: file:line, id, what the server said. */
export function printFailedRequests(context: Context, failed: FailedRequest[]): void {
  for (const { where, name, messages } of failed) {
    context.note(`${where}: ${styled(context, "red", context.say({ id: "gagal", en: "failed" }))}: ${name}`);
    for (const line of messages.flatMap((message) => message.split("\n"))) context.note(`    ${line}`);
  }
}
