import type { UsageRecord } from "../../report/usage-record";
import type { Site } from "../../schema/site";
import { mergeUsage } from "../../usage/merge-usage";
import { recordedUsage } from "../../usage/month-file";
import { serverOf } from "./ask-servers";

/** What `titip usage collect` has put on record, by month, then request. */
export function usageOnRecord(site: Site): UsageRecord[] {
  return mergeUsage(recordedUsage(site.records), (id) => serverOf(site, id));
}
