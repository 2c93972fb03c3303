import { isIPv4 } from "node:net";

/** An address as a number, so that ranges can be compared. @throws RangeError when it is no IPv4 address */
export function ipv4ToNumber(ip: string): number {
  if (!isIPv4(ip)) throw new RangeError(`"${ip}" is not an IPv4 address`);
  return ip.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

export function numberToIpv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

/** Whether `ip` lies in a range, both ends included. */
export function inRange(ip: string, { from, to }: { from: string; to: string }): boolean {
  const value = ipv4ToNumber(ip);
  return ipv4ToNumber(from) <= value && value <= ipv4ToNumber(to);
}

/** First and last address of a prefix such as `10.20.30.0/24`. */
export function rangeOfPrefix(prefix: string): { from: string; to: string } {
  const [ip = "", length = ""] = prefix.split("/");
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(ipv4ToNumber(ip) / size) * size;
  return { from: numberToIpv4(first), to: numberToIpv4(first + size - 1) };
}

/** Every address of a range in order, made one at a time: a pool may be large. */
export function* addressesOf({ from, to }: { from: string; to: string }): Generator<string> {
  for (let value = ipv4ToNumber(from); value <= ipv4ToNumber(to); value += 1) yield numberToIpv4(value);
}
