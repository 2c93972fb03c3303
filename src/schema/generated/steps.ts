// Generated from schema/steps.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * What Titip knows of a request's steps: by effect, with the fields that it reads. The steps that an office writes follow its own procedure (sop/*.yaml); these shapes are what every procedure's steps become in memory.
 */
export type Steps = HostingSteps | ColocationSteps;

/**
 * Recorded steps by what they mean (effect), however the office calls them.
 */
export interface HostingSteps {
  request: RequestStep;
  registration?: RegistrationStep;
  disposition?: DispositionStep;
  assessment?: HostingAssessmentStep;
  form?: FormStep;
  decision?: DecisionStep;
  creation?: CreationStep;
  notification?: NotificationStep;
  delivery?: DeliveryStep;
  placement?: PlacementStep;
  usage_report?: UsageReportStep;
  report?: ReportStep;
  completion?: CompletionStep;
  /**
   * The service is suspended.
   *
   * @minItems 1
   * @maxItems 200
   */
  suspension?: SuspensionStep[];
  /**
   * A suspended service goes on.
   *
   * @minItems 1
   * @maxItems 200
   */
  resumption?: ResumptionStep[];
  /**
   * The term is extended.
   *
   * @minItems 1
   * @maxItems 200
   */
  renewal?: RenewalStep[];
  closure?: ClosureStep;
}
/**
 * The agency's letter of request (surat permohonan).
 */
export interface RequestStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
}
/**
 * A letter, by number, date and SHA-256; the file itself is kept outside Git.
 */
export interface Letter {
  /**
   * Number from the sender's own register.
   */
  number: string;
  /**
   * Date of the letter.
   */
  date: string;
  /**
   * SHA-256 of a file that is kept outside Git, in 64 lower-case hexadecimal digits.
   */
  sha256: string;
}
/**
 * A paper or file, kept outside Git.
 */
export interface Evidence {
  /**
   * What it is.
   */
  title: string;
  /**
   * Its date.
   */
  date?: string;
  /**
   * SHA-256 of a file that is kept outside Git, in 64 lower-case hexadecimal digits.
   */
  sha256: string;
}
/**
 * Letter scanned and entered in the agenda.
 */
export interface RegistrationStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Number in the agenda book.
   */
  agenda?: string;
}
/**
 * The disposition (disposisi).
 */
export interface DispositionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Position that shall act: key in officers.yaml.
   */
  to?: string;
  /**
   * Position that it was passed on to: key in officers.yaml.
   */
  onward?: string;
}
/**
 * Whether it can be done (kajian); allocates. One of `feasible` and `available` is there.
 */
export interface HostingAssessmentStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Positions that assessed together.
   *
   * @minItems 1
   * @maxItems 20
   */
  with?: string[];
  /**
   * Whether it can be done.
   */
  feasible?: boolean;
  /**
   * Whether there is capacity for it.
   */
  available?: boolean;
  /**
   * Why not.
   */
  reason?: string;
  allocation?: HostingAllocation;
}
/**
 * What the request is given; written by `titip assess`, approved with the decision.
 */
export interface HostingAllocation {
  /**
   * Web server: key in servers.yaml.
   */
  server: string;
  /**
   * Network: key in networks.yaml.
   */
  network: string;
  /**
   * Address where the site answers: from the network's pool, or the server's own when the network is shared.
   */
  ipv4: string;
  /**
   * IPv6 address where the site answers too: from the network's IPv6 pool, or the server's own when the network is shared.
   */
  ipv6?: string;
  database?: DatabaseAllocation;
  /**
   * Unix uid of the site's account; never given twice.
   */
  uid: number;
  container?: ContainerAllocation;
}
/**
 * The database of a hosting that asks for one.
 */
export interface DatabaseAllocation {
  /**
   * Database server: key in servers.yaml.
   */
  server: string;
  /**
   * Name of the database and of its user: the request's id with underscores, with a suffix when that was taken.
   */
  name: string;
}
/**
 * Where the application's container runs.
 */
export interface ContainerAllocation {
  /**
   * Container server: key in servers.yaml.
   */
  server: string;
  /**
   * Port of that server which leads to the container.
   */
  port: number;
}
/**
 * The applicant filled in the form.
 */
export interface FormStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
}
/**
 * Approved or not (persetujuan).
 */
export interface DecisionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * The decision.
   */
  result: "approved" | "rejected";
  /**
   * Why not.
   */
  reason?: string;
  /**
   * Digest of the plan, as `titip preview` prints it.
   */
  digest?: string;
}
/**
 * Made and configured; recorded by the pipeline after `titip up`.
 */
export interface CreationStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Digest of the plan, as `titip preview` prints it.
   */
  digest?: string;
  /**
   * SHA-256 of a file that is kept outside Git, in 64 lower-case hexadecimal digits.
   */
  outputs?: string;
}
/**
 * The applicant is told (surat pemberitahuan).
 */
export interface NotificationStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Position or agency that was told.
   */
  to?: string;
}
/**
 * The applicant brought its equipment.
 */
export interface DeliveryStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * What was brought.
   *
   * @minItems 1
   * @maxItems 50
   */
  items: DeliveredItem[];
}
/**
 * A thing that was brought.
 */
export interface DeliveredItem {
  /**
   * What it is.
   */
  name: string;
  /**
   * Maker.
   */
  brand?: string;
  /**
   * Model.
   */
  model?: string;
  /**
   * Serial number.
   */
  serial?: string;
  /**
   * Height in rack units.
   */
  rack_units?: number;
  /**
   * Electric power that it takes at most.
   */
  power?: string;
  /**
   * Operating system.
   */
  operating_system?: string;
  /**
   * Installed software.
   *
   * @minItems 1
   * @maxItems 50
   */
  software?: string[];
  /**
   * How many; one unless told.
   */
  quantity?: number;
}
/**
 * Checked against the approved specification, placed, handed over.
 */
export interface PlacementStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Whether it was taken in, or given back.
   */
  result: "accepted" | "returned";
  /**
   * Why it was given back.
   */
  reason?: string;
  differences_accepted?: DifferencesAccepted;
  /**
   * Entries of the asset register.
   *
   * @minItems 1
   * @maxItems 50
   */
  assets?: Asset[];
  minutes?: Minutes;
}
/**
 * Who takes what differs from the approved specification.
 */
export interface DifferencesAccepted {
  /**
   * Position in officers.yaml.
   */
  by: string;
  /**
   * Why.
   */
  reason: string;
}
/**
 * An entry of the asset register.
 */
export interface Asset {
  /**
   * Number in the asset register.
   */
  number: string;
  /**
   * Name or serial number of the delivered item.
   */
  item: string;
}
/**
 * Minutes of the handover (Berita Acara Serah Terima).
 */
export interface Minutes {
  /**
   * Number from the office's register.
   */
  number: string;
  /**
   * Date.
   */
  date: string;
  /**
   * Witnesses, by office.
   *
   * @minItems 1
   * @maxItems 10
   */
  witnesses?: string[];
}
/**
 * Usage data and report sent.
 */
export interface UsageReportStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  period?: ReportPeriod;
}
/**
 * Days that the report covers.
 */
export interface ReportPeriod {
  /**
   * First day.
   */
  from: string;
  /**
   * Last day.
   */
  until: string;
}
/**
 * Implementation reported.
 */
export interface ReportStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Position reported to: key in officers.yaml.
   */
  to?: string;
}
/**
 * Work finished.
 */
export interface CompletionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * SHA-256 of a file that is kept outside Git, in 64 lower-case hexadecimal digits.
   */
  verification?: string;
}
/**
 * The service is suspended.
 */
export interface SuspensionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Why.
   */
  reason: string;
  /**
   * Day when it is meant to go on.
   */
  until?: string;
  /**
   * Done at once, before its approval.
   */
  emergency?: boolean;
  /**
   * Digest of the plan, as `titip preview` prints it.
   */
  digest?: string;
}
/**
 * A suspended service goes on.
 */
export interface ResumptionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Why.
   */
  reason?: string;
  /**
   * Digest of the plan, as `titip preview` prints it.
   */
  digest?: string;
}
/**
 * The term is extended.
 */
export interface RenewalStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * New last day of the service.
   */
  until: string;
  /**
   * Digest of the plan, as `titip preview` prints it.
   */
  digest?: string;
}
/**
 * End of the service; its values rest in quarantine from this moment. The file stays.
 */
export interface ClosureStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Why the service ends.
   */
  reason: string;
  /**
   * Digest of the plan, as `titip preview` prints it.
   */
  digest?: string;
}
/**
 * Recorded steps by what they mean (effect), however the office calls them.
 */
export interface ColocationSteps {
  request: RequestStep;
  registration?: RegistrationStep;
  disposition?: DispositionStep;
  assessment?: ColocationAssessmentStep;
  form?: FormStep;
  decision?: DecisionStep;
  creation?: CreationStep;
  notification?: NotificationStep;
  delivery?: DeliveryStep;
  placement?: PlacementStep;
  usage_report?: UsageReportStep;
  report?: ReportStep;
  completion?: CompletionStep;
  /**
   * The service is suspended.
   *
   * @minItems 1
   * @maxItems 200
   */
  suspension?: SuspensionStep[];
  /**
   * A suspended service goes on.
   *
   * @minItems 1
   * @maxItems 200
   */
  resumption?: ResumptionStep[];
  /**
   * The term is extended.
   *
   * @minItems 1
   * @maxItems 200
   */
  renewal?: RenewalStep[];
  closure?: ClosureStep;
}
/**
 * Whether it can be done (kajian); allocates. One of `feasible` and `available` is there.
 */
export interface ColocationAssessmentStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml; in the request, the agency.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  /**
   * Remark.
   */
  note?: string;
  /**
   * Papers that show it.
   *
   * @minItems 1
   * @maxItems 50
   */
  evidence?: Evidence[];
  /**
   * Positions that assessed together.
   *
   * @minItems 1
   * @maxItems 20
   */
  with?: string[];
  /**
   * Whether it can be done.
   */
  feasible?: boolean;
  /**
   * Whether there is capacity for it.
   */
  available?: boolean;
  /**
   * Why not.
   */
  reason?: string;
  allocation?: ColocationAllocation;
}
/**
 * Place, power, port and addresses of a server; written by `titip assess`, approved with the decision.
 */
export interface ColocationAllocation {
  /**
   * Rack: key in racks.yaml.
   */
  rack: string;
  /**
   * Lowest rack unit that it takes, counted from the bottom.
   */
  unit: number;
  /**
   * Side of the rack.
   */
  face: "front" | "rear";
  /**
   * Power feeds, one for each power supply.
   *
   * @minItems 1
   * @maxItems 4
   */
  feeds: string[];
  /**
   * Switch: key in racks.yaml.
   */
  switch: string;
  /**
   * Port of the switch.
   */
  port: string;
  /**
   * VLAN number (IEEE 802.1Q).
   */
  vlan: number;
  /**
   * Network: key in networks.yaml.
   */
  network: string;
  /**
   * Addresses of the server, the first one its main.
   *
   * @minItems 1
   * @maxItems 64
   */
  ipv4: string[];
  /**
   * The network's router.
   */
  gateway: string;
}
