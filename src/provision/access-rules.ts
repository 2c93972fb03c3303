import type { Access } from "./desired-state";

/** What a request says of an access: without `from`, everybody may. */
export interface WantedAccess {
  protocol: "tcp" | "udp";
  port: number;
  from?: readonly string[];
}

/**
 * Accesses in the one form that requests, servers and plans are compared in: one entry for each protocol and port,
 * sorted; networks without host bits, each once. An entry that everybody may use leaves no others beside it.
 */
export function canonicalAccess(wanted: readonly WantedAccess[]): Access[] {
  const found = new Map<string, Access>();
  for (const { protocol, port, from = [] } of wanted) {
    const networks = everybody(from) ? [] : from.map(canonicalNetwork);
    const known = found.get(`${protocol} ${port}`);
    const open = networks.length === 0 || known?.from.length === 0;
    const all = open ? [] : [...new Set([...(known?.from ?? []), ...networks])].sort();
    found.set(`${protocol} ${port}`, { protocol, port, from: all });
  }
  return [...found.values()].sort(byPort);
}

function everybody(from: readonly string[]): boolean {
  return from.length === 0 || from.some((network) => network.endsWith("/0"));
}

function byPort(a: Access, b: Access): number {
  if (a.protocol !== b.protocol) return a.protocol < b.protocol ? -1 : 1;
  return a.port - b.port;
}

/** `10.20.1.5/16` is `10.20.0.0/16`, and an address alone is a network of one: as nftables understands them. */
export function canonicalNetwork(network: string): string {
  const { first, length } = parseNetwork(network);
  return `${[24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".")}/${length}`;
}

/** Whether `address` belongs to one of the networks; to nobody's list everybody does. */
export function mayReach(from: readonly string[], address: string): boolean {
  return from.length === 0 || from.some((network) => isWithinNetwork(network, address));
}

function isWithinNetwork(network: string, address: string): boolean {
  const { first, length } = parseNetwork(network);
  return parseNetwork(`${address}/${length}`).first === first;
}

function parseNetwork(network: string): { first: number; length: number } {
  const [address = "", bits = "32"] = network.split("/");
  const length = Number(bits);
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** (32 - length);
  return { first: Math.floor(number / size) * size, length };
}
