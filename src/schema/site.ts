import type { Agency } from "./generated/agencies";
import type { AllocationPolicy } from "./generated/allocation";
import type { Contact } from "./generated/contacts";
import type { HostingRequest } from "./generated/hosting-request";
import type { Network } from "./generated/networks";
import type { Officer } from "./generated/officers";
import type { Procedure } from "./generated/procedure";
import type { Server } from "./generated/servers";
import type { Zone } from "./generated/zones";
import type { Position } from "./problem";

/** A request as it was read, with the way back to its lines. */
export interface LoadedRequest {
  /** Path relative to the site's root, with `/`, e.g. `requests/hosting/HST-2026-0007.yaml`. */
  file: string;
  data: HostingRequest;
  /** Where a JSON pointer (RFC 6901, e.g. `/steps/decision`) stands; the nearest parent when it does not exist. */
  position(pointer: string): Position;
}

/**
 * Everything that is known about a data centre: inventory, procedures and requests, read from a folder.
 * Maps (not objects), because keys are chosen by people and `constructor` would be a legal one.
 */
export interface Site {
  /** Folder that it was read from. */
  root: string;
  agencies: ReadonlyMap<string, Agency>;
  officers: ReadonlyMap<string, Officer>;
  contacts: ReadonlyMap<string, Contact>;
  servers: ReadonlyMap<string, Server>;
  /** In the order of the file: the first network that fits a request is taken. */
  networks: ReadonlyMap<string, Network>;
  zones: ReadonlyMap<string, Zone>;
  /** Undefined when datacenter/allocation.yaml is missing or unusable, which is a problem of its own. */
  allocation: AllocationPolicy | undefined;
  procedures: { hosting: Procedure | undefined };
  /** Only requests of the right shape, sorted by file; those refused are in the problems. */
  requests: readonly LoadedRequest[];
}
