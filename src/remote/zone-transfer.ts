import { parseTransfer } from "../dns/parse-transfer";
import type { ZoneContents } from "../dns/zone-contents";
import { ZoneSet } from "../dns/zone-set";

/**
 * The zones in a reply of `dns-read` or `dns-apply`: `+zone NAME`, then one `+rr LINE` for each record.
 * @throws TransferError when one is not whole
 */
export function zonesOfReply(lines: readonly string[][]): ZoneSet {
  const zones: ZoneContents[] = [];
  let zone: string | undefined;
  let records: string[] = [];
  const finish = () => {
    if (zone !== undefined) zones.push(parseTransfer(zone, records));
    records = [];
  };
  for (const [kind, value = ""] of lines) {
    if (kind === "rr") records.push(value);
    if (kind !== "zone") continue;
    finish();
    zone = value;
  }
  finish();
  return new ZoneSet(zones);
}
