import type Cloudflare from "cloudflare";
import type { Values } from "../builtin-resource";

/** What this program asks of a record. */
export interface WantedRecord {
  zoneId: string;
  name: string;
  type: "A" | "AAAA" | "CNAME" | "PTR";
  ttl: number;
  content: string;
  comment: string;
  proxied: boolean;
}

/** A record as the API (v4) states it. */
export type ServedRecord = Cloudflare.DNS.RecordResponse;

/** Records that bear this mark are Titip's: `titip HST-2026-0007`, made by `ownerComment`. */
const OWN = /^titip [A-Z]{3}-[0-9]{4}-[0-9]{4,}$/;

export function isOwn(comment: string | undefined): boolean {
  return OWN.test(comment ?? "");
}

/** The record as the body of a request. */
export function bodyOf({ name, type, ttl, content, comment, proxied }: WantedRecord) {
  return { name, type, ttl, content, comment, proxied };
}

export function sameRecord(served: ServedRecord, wanted: WantedRecord): boolean {
  const now = bodyOf(wanted);
  return (Object.keys(now) as (keyof typeof now)[]).every((key) => (served as typeof now)[key] === now[key]);
}

/** A record as the stock plugin states it. */
export function recordState(served: ServedRecord, zoneId: string): Values {
  const { name, type, ttl, content, comment, proxied, proxiable, tags, settings, meta } = served;
  return {
    zoneId,
    name,
    type,
    ttl,
    content,
    comment,
    proxied,
    proxiable,
    tags: tags ?? [],
    settings: settings ?? {},
    meta: JSON.stringify(meta ?? {}),
    createdOn: served.created_on,
    modifiedOn: served.modified_on,
    commentModifiedOn: served.comment_modified_on,
    tagsModifiedOn: served.tags_modified_on,
  };
}
