import type { DriftReport } from "../drift/difference";
import type { OverLimit } from "../plan/limits";
import type { Plan } from "../plan/plan";
import type { Claims } from "../provision/claim";
import type { DocumentTemplate } from "../schema/generated/document";
import type { Letterhead } from "../schema/generated/letterhead";
import type { Problem } from "../schema/problem";
import type { Site } from "../schema/site";
import type { Language, Text } from "../text";

/** A comparison of servers and record, and when it was made (RFC 3339). */
export type SeenDrift = DriftReport & { at: string };

/** Everything that a comment tells of. */
export interface CommentInput {
  site: Site;
  plan: Plan;
  /** Ids of requests that are planned as if approved. */
  pending: readonly string[];
  /** What `titip check` found. */
  problems: readonly Problem[];
  /** What a reader must know besides. */
  warnings: readonly Text[];
  /** Approved requests that are left out, and why. */
  refused: Claims["refused"];
  /** Where the plan deletes or changes more than is usual. */
  over?: readonly OverLimit[];
  /** What the servers hold otherwise than recorded, where they were asked. */
  drift?: SeenDrift;
  /** The site's templates: without them there is no draft of a letter. */
  letters?: { templates: readonly DocumentTemplate[]; letterhead: Letterhead };
  /** Moment of the comment (RFC 3339): decides which released addresses still rest, and dates the drafts. */
  at: string;
  lang: Language;
}
