import type { Doubts } from "./doubts";
import type { HostingRequest } from "./generated/hosting-request";
import type { LoadedFile } from "./loaded-file";
import type { Site } from "./site";

/** A request as rules see it: what has not its shape is there, too, with stand-ins and doubts. */
export type JudgedRequest = LoadedFile<HostingRequest>;

/** The site that rules are held against. Nothing else may use it: its stand-ins are nobody's words. */
export interface JudgedSite extends Site {
  requests: readonly JudgedRequest[];
}

/** What is not known of a file of the site. */
export type DoubtsOf = (file: string) => Doubts;
