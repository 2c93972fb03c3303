import type { UpdateMessage } from "../../../src/dns/pack-messages";
import { decodeLine, type UpdateLine } from "../../../src/dns/update-text";
import type { ZoneContents, ZoneRecord } from "../../../src/dns/zone-contents";

/** RFC 2136 §3 as far as our lines go: the yardstick of the planner's properties (named itself is asked in test/acceptance). */
export class ModelZones {
  private readonly zones: Map<string, ZoneContents>;

  constructor(zones: readonly ZoneContents[]) {
    this.zones = new Map(zones.map((zone) => [zone.zone, { ...zone, records: [...zone.records] }]));
  }

  all(): ZoneContents[] {
    return [...this.zones.values()];
  }

  /** Sorted lines of all zones, for comparison. */
  text(keep: (record: ZoneRecord) => boolean = () => true): string[] {
    return this.all()
      .flatMap(({ zone, records }) =>
        records.filter(keep).map((r) => [zone, r.name, r.ttl, r.type, r.value].join(" ")),
      )
      .sort();
  }

  /** All or nothing; false when a prerequisite does not hold. */
  send(zone: string, script: string): boolean {
    const contents = this.zones.get(zone);
    if (!contents) return false;
    const lines = script
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => decodeLine(line, zone));
    if (!lines.every((line) => this.holds(line, contents.records, lines))) return false;
    for (const line of lines) update(contents.records, line);
    contents.serial++;
    return true;
  }

  /** As `titip-host` plays it back: every block a message of its own, failing prerequisites ignored. */
  undo(messages: readonly UpdateMessage[]): void {
    for (const { zone, undo } of [...messages].reverse())
      for (const block of undo.split("\n\n")) this.send(zone, block);
  }

  private holds(line: UpdateLine, records: readonly ZoneRecord[], lines: readonly UpdateLine[]): boolean {
    const at = records.filter(({ name }) => name === line.name);
    switch (line.op) {
      case "nxdomain":
        return at.length === 0;
      case "nxrrset":
        return !at.some(({ type }) => type === line.type);
      case "yxrrset": {
        const found = at.filter(({ type }) => type === line.type).map(({ value }) => value);
        const wanted = lines.flatMap((other) =>
          other.op === "yxrrset" && other.name === line.name && other.type === line.type ? [other.value] : [],
        );
        return [...found].sort().join() === [...wanted].sort().join();
      }
      default:
        return true;
    }
  }
}

function update(records: ZoneRecord[], line: UpdateLine): void {
  if (line.op !== "add" && line.op !== "delete") return;
  const index = records.findIndex(
    (r) => r.name === line.name && r.type === line.type && r.value === line.value,
  );
  if (line.op === "delete") {
    if (index >= 0) records.splice(index, 1);
    return;
  }
  const at = records.filter(({ name }) => name === line.name);
  const alias = at.some(({ type }) => type === "CNAME");
  if (line.type === "CNAME" ? at.some(({ type }) => type !== "CNAME") : alias) return; // §3.4.2.2: ignored silently
  const { name, ttl, type, value } = line;
  if (index >= 0) records.splice(index, 1);
  records.push({ name, ttl, type, value });
}
