import type { Doubts } from "./doubts";
import type { HostingRequest } from "./generated/hosting-request";
import type { Kind } from "./kinds";
import type { LoadedFile } from "./loaded-file";
import type { ServiceRequest, Site } from "./site";

/** A request as rules see it: what has not its shape is there, too, with stand-ins and doubts. */
export type JudgedRequest<R extends ServiceRequest = ServiceRequest> = LoadedFile<R>;

/** The site that rules are held against. Nothing else may use it: its stand-ins are nobody's words. */
export interface JudgedSite extends Site {
  requests: readonly JudgedRequest[];
  /** Procedures that should be there, or are, and cannot be read: what they say is not known. */
  unreadProcedures: readonly Kind[];
}

/** What is not known of a file of the site. */
export type DoubtsOf = (file: string) => Doubts;

/** Rules about sites are held against requests for hosting only. */
export function isHosting(request: JudgedRequest): request is JudgedRequest<HostingRequest> {
  return request.data.kind === "hosting";
}
