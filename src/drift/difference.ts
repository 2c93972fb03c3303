/** changed: held otherwise than recorded; missing: not there any more; unknown: its server did not tell. */
export type DifferenceKind = "changed" | "missing" | "unknown";

/** One value that a server holds otherwise than it should, or a resource that is gone or could not be read. */
export interface Difference {
  /** Key of the server in `datacenter/servers.yaml`, or the zone of a public record; empty where it has none. */
  server: string;
  /** Id of the request; empty for what belongs to none. */
  request: string;
  /** Pulumi type token, e.g. `titip:dns:RecordSet`. */
  type: string;
  /** Name of the resource, e.g. `HST-2026-0007`. */
  name: string;
  kind: DifferenceKind;
  /** Property as Pulumi writes it, e.g. `address.ip` or `records[2].ttl`; empty when it is the whole resource. */
  path: string;
  /** Null where there should be nothing. */
  expected: unknown;
  /** Null where there is nothing; of `unknown` why it is. */
  found: unknown;
}

export interface ServerDrift {
  server: string;
  state: "same" | "drift" | "unknown";
  /** Recorded resources that it should hold. */
  resources: number;
  /** Of these, how many it holds otherwise or not at all. */
  differing: number;
  /** Of these, how many could not be read. */
  unread: number;
  /** Why the first of them could not be read. */
  reason?: string;
}

/** What is recorded held against what the servers hold. Sorted, without clock: the same for the same readings. */
export interface DriftReport {
  /** By key; only servers that should hold something. */
  servers: ServerDrift[];
  /** By server, request, type, name, path. */
  differences: Difference[];
}

/** What a server said of one recorded resource when it was read. */
export type Reading =
  | { urn: string; outputs: Record<string, unknown> }
  | { urn: string; gone: true }
  | { urn: string; error: string };

/** Whether a report says anything that somebody must look at: drift, or a server that did not tell. */
export function isQuiet({ differences }: DriftReport): boolean {
  return differences.length === 0;
}
