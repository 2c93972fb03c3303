/**
 * What one run would do, in a normal form: the same for the same wishes and the same record, on every machine and with
 * either engine. Nothing of steps, dates, people or signatures is in it, and no secret.
 */

export type PlannedAction = "create" | "update" | "replace" | "delete";

/** One resource that would change. */
export interface PlannedOperation {
  action: PlannedAction;
  /** Pulumi type token, e.g. `titip:dns:RecordSet`. */
  type: string;
  /** Name of the resource, e.g. `HST-2026-0007`. */
  name: string;
  /** Key of its server in `datacenter/servers.yaml`, or the zone of a public record; empty where it has none. */
  server: string;
  /** What differs, sorted by path; a new resource has only `new`, one to be removed only `old`. */
  changes: PlannedChange[];
}

/** One value that would change, by its path as Pulumi writes it, e.g. `address.ip` or `records[2].ttl`. */
export interface PlannedChange {
  path: string;
  old?: unknown;
  new?: unknown;
}

/** What would change for one request: its own resources, nothing of others. */
export interface RequestPlan {
  /** Request id. */
  request: string;
  /** `sha256:` and 64 hexadecimal digits, over the canonical JSON of `request` and `operations`. */
  digest: string;
  /** Sorted by type, then name; never empty. */
  operations: PlannedOperation[];
}

export interface Plan {
  /** `sha256:` and 64 hexadecimal digits, over the requests' digests by id. */
  digest: string;
  /** Only requests of which something would change, sorted by id. */
  requests: RequestPlan[];
}
