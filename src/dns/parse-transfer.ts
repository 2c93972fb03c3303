import { canonicalAddress6 } from "./addresses";
import { isWithin, normalName } from "./names";
import type { ZoneContents, ZoneRecord } from "./zone-contents";

const LINE = /^(\S+)\s+(\d+)\s+IN\s+(\S+)(?:\s+(.*))?$/;

/** The text is not one whole transfer of the zone. */
export class TransferError extends Error {}

/**
 * Reads what `dig ZONE AXFR +noall +answer` prints (RFC 1035 §5.1 presentation, one record a line,
 * blanks inside names escaped). A transfer begins and ends with the SOA (RFC 5936 §2.2): without the
 * second one it was cut, and a cut zone must never be planned upon.
 * @throws TransferError when the text is anything else than one whole transfer of `zone`.
 */
export function parseTransfer(zone: string, lines: readonly string[]): ZoneContents {
  const records = lines.filter((line) => line !== "" && !line.startsWith(";")).map((line) => parseLine(line));
  const first = records[0];
  const last = records.at(-1);
  if (records.length < 2 || first?.type !== "SOA" || last?.type !== "SOA" || first.value !== last.value) {
    const words = lines.filter((line) => line.startsWith(";")).join("\n");
    throw new TransferError(`the transfer of ${zone} is not complete${words && `: ${words}`}`);
  }
  if (first.name !== zone) throw new TransferError(`asked for ${zone}, got ${first.name}`);
  const body = records.slice(1, -1);
  const alien = body.find((record) => record.type === "SOA" || !isWithin(record.name, zone));
  if (alien) throw new TransferError(`unexpected ${alien.type} of ${alien.name} in the transfer of ${zone}`);
  return { zone, serial: serialOf(first), records: body };
}

function parseLine(line: string): ZoneRecord {
  const [, name, ttl, type, data = ""] = LINE.exec(line) ?? [];
  if (name === undefined || ttl === undefined || type === undefined || !name.endsWith(".")) {
    throw new TransferError(`not a record: ${JSON.stringify(line)}`);
  }
  return { name: normalName(name), ttl: Number(ttl), type, value: normalData(type, data.trim()) };
}

function normalData(type: string, data: string): string {
  switch (type) {
    case "CNAME":
    case "PTR":
    case "NS":
    case "DNAME":
      return normalName(data);
    case "AAAA":
      return canonicalAddress6(data) ?? data;
    case "TXT":
      return characterStrings(data).map(quote).join(" ");
    default:
      return data;
  }
}

function serialOf(soa: ZoneRecord): number {
  const serial = Number(soa.value.split(/\s+/)[2]);
  if (!Number.isSafeInteger(serial)) throw new TransferError(`no serial in the SOA of ${soa.name}`);
  return serial;
}

/**
 * The character strings of TXT data, each one byte per character (latin-1): quoted or bare, with `\"`,
 * `\\` and `\DDD` decoded.
 * @throws TransferError when a quote or an escape is not closed.
 */
export function characterStrings(data: string): string[] {
  const strings: string[] = [];
  const token = /\s*(?:"((?:[^"\\]|\\[\s\S])*)"|((?:[^\s"\\]|\\[\s\S])+))\s*/y;
  while (token.lastIndex < data.length) {
    const at = token.lastIndex;
    const match = token.exec(data);
    if (!match) throw new TransferError(`cannot read TXT data ${JSON.stringify(data)} from column ${at + 1}`);
    strings.push(decodeEscapes(match[1] ?? match[2] ?? ""));
  }
  return strings;
}

function decodeEscapes(text: string): string {
  return text.replace(/\\(?:(\d{3})|([\s\S]))/g, (_, code?: string, character?: string) => {
    if (code === undefined) return character ?? "";
    if (Number(code) > 255) throw new TransferError(`escape \\${code} is no octet`);
    return String.fromCharCode(Number(code));
  });
}

/** A character string as named prints it, so that equal data have equal text. */
function quote(octets: string): string {
  const escaped = octets.replace(/["\\]|[^\x20-\x7e]/g, (c) =>
    c === '"' || c === "\\" ? `\\${c}` : `\\${String(c.charCodeAt(0)).padStart(3, "0")}`,
  );
  return `"${escaped}"`;
}
