import { canonicalAddress6, reverseName } from "../dns/addresses";
import { allocationOf, allocationPointer } from "./request-life";
import type { ServiceRequest } from "./site";

/** First and last address, both included. */
export interface Ipv6Range {
  from: string;
  to: string;
}

/** Whether a text is an IPv6 address in the one form that stands in files (RFC 5952). */
export function isCanonical6(ip: string): boolean {
  return canonicalAddress6(ip) === ip;
}

/** An address as a number, so that ranges can be compared. @throws Error when it is no IPv6 address */
export function ipv6ToNumber(ip: string): bigint {
  const nibbles = reverseName(ip)
    .replace(/\.ip6\.arpa$/, "")
    .split(".")
    .reverse();
  return BigInt(`0x${nibbles.join("")}`);
}

export function numberToIpv6(value: bigint): string {
  const digits = value.toString(16).padStart(32, "0");
  return canonicalAddress6((digits.match(/.{4}/g) ?? []).join(":")) ?? "";
}

/** Whether an address lies in a range; false of what is no address. */
export function inRange6(ip: string, { from, to }: Ipv6Range): boolean {
  if (![ip, from, to].every(isCanonical6)) return false;
  const value = ipv6ToNumber(ip);
  return ipv6ToNumber(from) <= value && value <= ipv6ToNumber(to);
}

/** Every address of a range in order, made one at a time: a pool of IPv6 is as good as endless. */
export function* addressesOf6({ from, to }: Ipv6Range): Generator<string> {
  if (!isCanonical6(from) || !isCanonical6(to)) return;
  for (let value = ipv6ToNumber(from); value <= ipv6ToNumber(to); value += 1n) yield numberToIpv6(value);
}

/** The IPv6 address that a site was given, with its place in the allocation; none before IPv6 came to its network. */
export function allocatedIpv6(request: ServiceRequest): { ipv6: string; pointer: string }[] {
  const ipv6 = request.kind === "hosting" ? allocationOf(request)?.ipv6 : undefined;
  return ipv6 === undefined ? [] : [{ ipv6, pointer: `${allocationPointer}/ipv6` }];
}
