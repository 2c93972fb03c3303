import type { Agency } from "./generated/agencies";
import type { AllocationPolicy } from "./generated/allocation";
import type { ApprovalPolicy } from "./generated/approvals";
import type { BackupPlan } from "./generated/backup";
import type { Calendar } from "./generated/calendar";
import type { ColocationRequest } from "./generated/colocation-request";
import type { Contact } from "./generated/contacts";
import type { HostingRequest } from "./generated/hosting-request";
import type { Letterhead } from "./generated/letterhead";
import type { MaintenanceWindow } from "./generated/maintenance";
import type { Network } from "./generated/networks";
import type { Officer } from "./generated/officers";
import type { Power } from "./generated/power";
import type { Procedure } from "./generated/procedure";
import type { Rack, Switch } from "./generated/racks";
import type { Server } from "./generated/servers";
import type { Tls } from "./generated/tls";
import type { Uplink } from "./generated/uplinks";
import type { Zone } from "./generated/zones";
import type { Kind } from "./kinds";
import type { Position } from "./problem";
import type { LoadedApproval } from "./read-approvals";
import type { SiteRecords } from "./read-records";

/** A request of either procedure; `kind` tells which. Its steps are keyed by what they mean (effect). */
export type ServiceRequest = HostingRequest | ColocationRequest;

/** Requests by kind. */
export interface RequestOf {
  hosting: HostingRequest;
  colocation: ColocationRequest;
}

/** A request as it was read, with the way back to its lines. */
export interface LoadedRequest<R extends ServiceRequest = ServiceRequest> {
  /** Path relative to the site's root, with `/`, e.g. `requests/hosting/HST-2026-0007.yaml`. */
  file: string;
  data: R;
  /**
   * Where a JSON pointer (RFC 6901, e.g. `/steps/decision`) stands; the nearest parent when it does not exist.
   * Steps are named as in `data`, the line is that of the office's own key.
   */
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
  /** Undefined without datacenter/racks.yaml: then nothing is placed in racks. */
  racks?: ReadonlyMap<string, Rack>;
  /** Undefined without datacenter/racks.yaml. */
  switches?: ReadonlyMap<string, Switch>;
  /** Undefined without datacenter/power.yaml: then electricity is not counted. */
  power?: Power;
  /** Undefined without datacenter/uplinks.yaml: then bandwidth is not counted. */
  uplinks?: ReadonlyMap<string, Uplink>;
  /** Undefined without datacenter/calendar.yaml: then no working time is counted. */
  calendar?: Calendar;
  /** Undefined without datacenter/letterhead.yaml: then documents have no head. */
  letterhead?: Letterhead;
  /** Undefined without datacenter/tls.yaml: then sites are served over http only, unless a request says otherwise. */
  tls?: Tls;
  /** Undefined without datacenter/backup.yaml: then nothing is said of backups. */
  backup?: BackupPlan;
  /** Planned windows of maintenance; undefined without datacenter/maintenance.yaml. */
  windows?: ReadonlyMap<string, MaintenanceWindow>;
  /** Undefined without datacenter/approvals.yaml: then no proof of approvals is demanded. */
  approvalPolicy?: ApprovalPolicy;
  /** Approvals that are no step of a request, by name; undefined for a site that was not read from a folder. */
  approvals?: readonly LoadedApproval[];
  /** Requests whose decision is proven by its evidence; undefined where nobody has looked (`withProof`). */
  proven?: ReadonlySet<string>;
  /** What was done and used; undefined for a site that was not read from a folder. */
  records?: SiteRecords;
  procedures: { readonly [K in Kind]?: Procedure };
  /** Only requests of the right shape, sorted by file; those refused are in the problems. */
  requests: readonly LoadedRequest[];
}

/** The site's requests of one kind, in their order. */
export function requestsOf<K extends Kind>(
  { requests }: Pick<Site, "requests">,
  kind: K,
): LoadedRequest<RequestOf[K]>[] {
  return requests.filter((request): request is LoadedRequest<RequestOf[K]> => request.data.kind === kind);
}

/** Whether a loaded request is one for hosting. */
export function isHosting(request: LoadedRequest): request is LoadedRequest<HostingRequest> {
  return request.data.kind === "hosting";
}

/** Whether a loaded request is one for co-location. */
export function isColocation(request: LoadedRequest): request is LoadedRequest<ColocationRequest> {
  return request.data.kind === "colocation";
}
