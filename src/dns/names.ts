import { domainToASCII, domainToUnicode } from "node:url";
import type { Text } from "../text";

/** Octets of a name on the wire, RFC 1035 §3.1. */
const MAX_WIRE_NAME = 255;
const MAX_LABEL = 63;

/** Why a name cannot be a host name: which label (if one alone is guilty) and the reason for people. */
export interface NameFault {
  label?: string;
  reason: Text;
}

export interface NameOptions {
  /**
   * `refuse` (default): a government name that looks like another one is a phishing tool, so
   * internationalised labels are not given out. `check`: must decode and encode back to itself (RFC 5891).
   */
  punycode?: "refuse" | "check";
}

/** Lower case, without trailing dot: the one form in which Titip holds names. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/(?<!\\)\.$/, "");
}

/** Octets of a name on the wire: one length octet per label and the root's zero. */
export function wireLength(name: string): number {
  return name === "" ? 1 : Buffer.byteLength(name) + 2;
}

/** All reasons why `name` is not a host name (RFC 1035 §2.3.1 with RFC 1123 §2.1); empty when it is one. */
export function checkHostName(name: string, options: NameOptions = {}): NameFault[] {
  if (name === "") return [{ reason: { id: "nama kosong", en: "the name is empty" } }];
  const faults = name.split(".").flatMap((label) => checkLabel(label, options));
  if (wireLength(name) > MAX_WIRE_NAME) {
    faults.push({ reason: tooLong(wireLength(name) - 2, MAX_WIRE_NAME - 2) });
  }
  return faults;
}

/** All reasons why `label` cannot be one label of a host name. */
export function checkLabel(label: string, options: NameOptions = {}): NameFault[] {
  const reason = labelReason(label, options);
  return reason ? [{ label, reason }] : [];
}

function labelReason(label: string, options: NameOptions): Text | undefined {
  if (label === "")
    return { id: "label kosong (dua titik berurutan?)", en: "empty label (two dots in a row?)" };
  if (/[A-Z]/.test(label)) return { id: "harus huruf kecil", en: "must be lower case" };
  const alien = /[^a-z0-9-]/u.exec(label)?.[0];
  if (alien !== undefined) return alienCharacter(alien);
  if (label.length > MAX_LABEL) return tooLong(label.length, MAX_LABEL);
  if (label.startsWith("-") || label.endsWith("-")) {
    return {
      id: "tidak boleh diawali atau diakhiri tanda hubung",
      en: "must not begin or end with a hyphen",
    };
  }
  if (label.slice(2, 4) === "--") return punycodeReason(label, options);
  return undefined;
}

function punycodeReason(label: string, options: NameOptions): Text | undefined {
  if (!label.startsWith("xn--")) {
    return { id: "dua tanda hubung di posisi 3–4 dicadangkan", en: "hyphens in places 3 and 4 are reserved" };
  }
  if (options.punycode !== "check") {
    return {
      id: "label internasional (xn--) tidak diberikan",
      en: "internationalised labels (xn--) are not given",
    };
  }
  const decoded = domainToUnicode(label);
  if (decoded !== "" && decoded !== label && domainToASCII(decoded) === label) return undefined;
  return { id: "label xn-- tidak sah", en: "not a valid xn-- label" };
}

function alienCharacter(character: string): Text {
  const code = character.codePointAt(0) ?? 0;
  const printed =
    code > 0x20 && code < 0x7f ? `"${character}"` : `U+${code.toString(16).padStart(4, "0").toUpperCase()}`;
  return {
    id: `karakter ${printed} tidak boleh; hanya a-z, 0-9 dan tanda hubung`,
    en: `character ${printed} is not allowed; only a-z, 0-9 and the hyphen`,
  };
}

function tooLong(length: number, limit: number): Text {
  return { id: `panjangnya ${length}, paling banyak ${limit}`, en: `${length} long, at most ${limit}` };
}

/** Whether `name` is `zone` or lies below it. Both in normal form. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** The longest of `zones` that holds `name`: the one whose server answers for it. */
export function zoneOf(name: string, zones: Iterable<string>): string | undefined {
  let best: string | undefined;
  for (const zone of zones) {
    if (isWithin(name, zone) && (best === undefined || zone.length > best.length)) best = zone;
  }
  return best;
}

/** Names strictly between `name` and `zone`, nearest first: where a delegation could hide `name`. */
export function ancestorsWithin(name: string, zone: string): string[] {
  const ancestors: string[] = [];
  let rest = name.slice(name.indexOf(".") + 1);
  while (rest !== zone && isWithin(rest, zone)) {
    ancestors.push(rest);
    rest = rest.slice(rest.indexOf(".") + 1);
  }
  return ancestors;
}
