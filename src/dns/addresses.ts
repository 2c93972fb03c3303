import { isIPv4, isIPv6 } from "node:net";

/** Dotted decimal without leading zeros, as named prints it. */
export function isAddress4(text: string): boolean {
  return isIPv4(text);
}

/** The form named prints (RFC 5952), or `undefined` when `text` is no IPv6 address. Zone ids are refused. */
export function canonicalAddress6(text: string): string | undefined {
  if (!isIPv6(text) || text.includes("%")) return undefined;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

/**
 * Owner name of the PTR of an address, without trailing dot: RFC 1035 §3.5 for IPv4, RFC 3596 §2.5 for IPv6.
 * @throws Error when `ip` is no address.
 */
export function reverseName(ip: string): string {
  if (isIPv4(ip)) return `${ip.split(".").reverse().join(".")}.in-addr.arpa`;
  const canonical = canonicalAddress6(ip);
  if (canonical === undefined) throw new Error(`not an IP address: ${JSON.stringify(ip)}`);
  const nibbles = groups6(canonical).map((group) => group.padStart(4, "0"));
  return `${[...nibbles.join("")].reverse().join(".")}.ip6.arpa`;
}

/** The eight groups of an address in canonical form (URL prints no embedded IPv4). */
function groups6(canonical: string): string[] {
  const [head = "", tail] = canonical.split("::");
  const left = head === "" ? [] : head.split(":");
  if (tail === undefined) return left;
  const right = tail === "" ? [] : tail.split(":");
  return [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
}
