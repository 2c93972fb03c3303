// Generated from schema/hosting-request.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

import type {HostingSteps} from "./steps";

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
  /**
   * Recorded steps by what they mean; in the file, by the keys of the procedure.
   */
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
  /**
   * Processor cores, when the application needs a known number.
   */
  cpu?: number;
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
