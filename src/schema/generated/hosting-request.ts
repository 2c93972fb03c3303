// Generated from schema/hosting-request.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * requests/hosting/<id>.yaml: one request for hosting, from the agency's letter to the end of the service. The file is never deleted.
 */
export interface HostingRequest {
  /**
   * Kind of request.
   */
  kind: "hosting";
  /**
   * Agenda id, given at registration, never reused; also the name of the file.
   */
  id: string;
  applicant: Applicant;
  application: Application;
  /**
   * Zone in zones.yaml that the subdomain is made in.
   */
  zone: string;
  /**
   * Name of the site in the zone, one label: `simpus` is simpus.cirebonkab.go.id.
   */
  subdomain: string;
  /**
   * Further names in the same zone (CNAME).
   *
   * @maxItems 20
   */
  aliases?: string[];
  resources: Resources;
  term: Term;
  steps: HostingSteps;
}
/**
 * Who asks.
 */
export interface Applicant {
  /**
   * Key in agencies.yaml.
   */
  agency: string;
  /**
   * Key in contacts.yaml: no personal data here.
   */
  contact: string;
}
/**
 * What is to be hosted.
 */
export interface Application {
  /**
   * Name of the system.
   */
  name: string;
  /**
   * What runs the application on the web server.
   */
  runtime: "static" | "php" | "proxy" | "container";
  /**
   * How sensitive the system's data are: public, limited to known users, or restricted.
   */
  classification: "public" | "limited" | "restricted";
}
/**
 * What the application needs.
 */
export interface Resources {
  /**
   * Storage of files.
   */
  storage: string;
  /**
   * Memory.
   */
  memory: string;
  /**
   * Internet bandwidth.
   */
  bandwidth: string;
  database?: DatabaseNeed;
}
/**
 * A database, when one is needed.
 */
export interface DatabaseNeed {
  /**
   * Database engine.
   */
  engine: "mariadb" | "postgresql";
  /**
   * Storage of the database.
   */
  size: string;
}
/**
 * First and last day of the service.
 */
export interface Term {
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
 * The procedure's own activities, in its order (sop/hosting.yaml): who, when, with what evidence.
 */
export interface HostingSteps {
  request: RequestStep;
  registration?: RegistrationStep;
  disposition?: DispositionStep;
  assessment?: AssessmentStep;
  decision?: DecisionStep;
  creation?: CreationStep;
  notification?: NotificationStep;
  usage_report?: UsageReportStep;
  report?: ReportStep;
  completion?: CompletionStep;
  closure?: ClosureStep;
}
/**
 * 1. The agency's letter of request (surat permohonan).
 */
export interface RequestStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * The agency: key in agencies.yaml.
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
 * 2. Letter scanned, entered in the agenda, disposition sheet attached.
 */
export interface RegistrationStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  /**
   * Number in the agenda book.
   */
  agenda: string;
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
 * 3. The head's disposition to the application division.
 */
export interface DispositionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  /**
   * Position that shall act: key in officers.yaml.
   */
  to: string;
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
 * 4. Assessed by the application division with server, address, bandwidth and domain data (kajian).
 */
export interface AssessmentStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
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
  feasible: boolean;
  /**
   * Why not; needed when not feasible.
   */
  reason?: string;
  allocation?: HostingAllocation;
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
   * Unix uid of the site's account; never given twice.
   */
  uid: number;
}
/**
 * 5. Approved and can be carried out, or not (persetujuan).
 */
export interface DecisionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  /**
   * The decision.
   */
  result: "approved" | "rejected";
  /**
   * Why not; needed when rejected.
   */
  reason?: string;
  /**
   * Digest of the plan: `sha256:` and 64 hexadecimal digits, as `titip preview` prints it.
   */
  digest?: string;
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
 * 6. Server made and configured.
 */
export interface CreationStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  /**
   * Digest of the plan: `sha256:` and 64 hexadecimal digits, as `titip preview` prints it.
   */
  digest?: string;
  /**
   * SHA-256 of a file that is kept outside Git, in 64 lower-case hexadecimal digits.
   */
  outputs?: string;
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
 * 7. Letter that tells the agency the hosting data and configuration (surat pemberitahuan).
 */
export interface NotificationStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
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
 * 8. Usage data and report sent.
 */
export interface UsageReportStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  letter?: Letter;
  period?: ReportPeriod;
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
 * 9. Implementation reported.
 */
export interface ReportStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  /**
   * Position reported to: key in officers.yaml.
   */
  to?: string;
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
 * 10. Work finished.
 */
export interface CompletionStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
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
 * End of the service; its address and name rest in quarantine from this moment. The file stays.
 */
export interface ClosureStep {
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who did or decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  /**
   * Why the service ends.
   */
  reason: string;
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
