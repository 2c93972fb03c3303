import type { DnsRecord } from "../provision/desired-state";
import { canonicalAddress6, isAddress4 } from "./addresses";
import { checkHostName, isWithin, wireLength } from "./names";

type WrittenType = DnsRecord["type"] | "TXT";

/** One prerequisite or update of a message, RFC 2136 §2.4 and §2.5. Names in normal form. */
export type UpdateLine =
  /** No record of any type at `name`. */
  | { op: "nxdomain"; name: string }
  /** No record of `type` at `name`. */
  | { op: "nxrrset"; name: string; type: WrittenType | "MX" }
  /** `name` holds exactly these values of `type` (one line each); times to live are not compared. */
  | { op: "yxrrset"; name: string; type: WrittenType; value: string }
  | { op: "add"; name: string; type: WrittenType; ttl: number; value: string }
  | { op: "delete"; name: string; type: WrittenType; value: string };

/** A value that has no place in an update. Nothing was sent. */
export class UnsafeValueError extends Error {
  constructor(
    readonly what: string,
    readonly found: unknown,
  ) {
    super(`${what}: ${JSON.stringify(found)}`);
    this.name = "UnsafeValueError";
  }
}

const MARKER_PREFIX = "_titip.";
const MARKER_TEXT = /^"titip request=[A-Z]{3}-[0-9]{4}-[0-9]{4,12}"$/;
/** Targets that others set by hand may hold underscores (they are restored by an undo). */
const TARGET_LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const TYPES: ReadonlySet<string> = new Set(["A", "AAAA", "CNAME", "PTR", "TXT", "MX"]);

/** Names that a request can own: host names, `xn--` labels taken as they are. */
export function isOwnerName(name: string): boolean {
  return name.length <= 240 && checkHostName(name, { punycode: "check" }).length === 0;
}

/**
 * The line as nsupdate reads it. The same rules stand in `server/titip-host` (`dns_check_script`), which
 * trusts nobody: what does not match a rule is refused, nothing is ever quoted or repaired.
 * @throws UnsafeValueError
 */
export function encodeLine(line: UpdateLine, zone: string): string {
  const name = encodeOwner(line, zone);
  switch (line.op) {
    case "nxdomain":
      return `prereq nxdomain ${name}`;
    case "nxrrset":
      return `prereq nxrrset ${name} IN ${encodeType(line.type)}`;
    case "yxrrset":
      return `prereq yxrrset ${name} IN ${encodeType(line.type)} ${encodeValue(line.type, line.value)}`;
    case "add":
      return `update add ${name} ${encodeTtl(line.ttl)} IN ${encodeType(line.type)} ${encodeValue(line.type, line.value)}`;
    case "delete":
      return `update delete ${name} IN ${encodeType(line.type)} ${encodeValue(line.type, line.value)}`;
  }
}

function encodeOwner(line: UpdateLine, zone: string): string {
  const { name } = line;
  if (!isOwnerName(zone)) throw new UnsafeValueError("not a zone name", zone);
  const marks = name.startsWith(MARKER_PREFIX);
  const owner = marks ? name.slice(MARKER_PREFIX.length) : name;
  if (!isOwnerName(owner)) throw new UnsafeValueError("not a host name", name);
  if (owner === zone) throw new UnsafeValueError("the apex is the zone's own", name);
  if (!isWithin(owner, zone)) throw new UnsafeValueError(`not in zone ${zone}`, name);
  const writes = line.op === "add" || line.op === "delete" || line.op === "yxrrset";
  if (writes && marks !== (line.type === "TXT")) throw new UnsafeValueError("TXT is for markers alone", name);
  return `${name}.`;
}

function encodeType(type: string): string {
  if (!TYPES.has(type)) throw new UnsafeValueError("not a type that Titip writes", type);
  return type;
}

function encodeTtl(ttl: number): string {
  if (!Number.isInteger(ttl) || ttl < 0 || ttl > 2 ** 31 - 1)
    throw new UnsafeValueError("not a time to live", ttl);
  return String(ttl);
}

function encodeValue(type: WrittenType, value: string): string {
  switch (type) {
    case "A":
      if (isAddress4(value)) return value;
      break;
    case "AAAA":
      if (canonicalAddress6(value) === value) return value;
      break;
    case "TXT":
      if (MARKER_TEXT.test(value)) return value;
      break;
    case "CNAME":
    case "PTR":
      if (value.split(".").every((label) => TARGET_LABEL.test(label)) && wireLength(value) <= 255)
        return `${value}.`;
  }
  throw new UnsafeValueError(`not a value of a record ${type}`, value);
}

/** Octets on the wire at most: names are counted without compression. RFC 1035 §4.1.3. */
export function wireSize(line: UpdateLine): number {
  const fixed = wireLength(line.name) + 10;
  if (line.op === "nxdomain" || line.op === "nxrrset") return fixed;
  switch (line.type) {
    case "A":
      return fixed + 4;
    case "AAAA":
      return fixed + 16;
    case "TXT":
      return fixed + line.value.length + 1;
    default:
      return fixed + wireLength(line.value);
  }
}

const PATTERN =
  /^(?:prereq|update) (nxdomain|nxrrset|yxrrset|add|delete) (\S+)\.(?: (\d+))?(?: IN ([A-Z]+)(?: (.+))?)?$/;

/** Reads back what `encodeLine` wrote. @throws UnsafeValueError for any other text. */
export function decodeLine(text: string, zone: string): UpdateLine {
  const [, op, name, ttl, type, data] = PATTERN.exec(text) ?? [];
  const value = type === "CNAME" || type === "PTR" ? data?.replace(/\.$/, "") : data;
  const line = { op, name, type, value, ttl: ttl === undefined ? undefined : Number(ttl) } as UpdateLine;
  for (const key of Object.keys(line) as (keyof UpdateLine)[]) if (line[key] === undefined) delete line[key];
  if (name === undefined || encodeLine(line, zone) !== text)
    throw new UnsafeValueError("not an update line", text);
  return line;
}
