// Generated from schema/colocation-request.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

import type {ColocationSteps} from "./steps";

/**
 * Agenda id, never reused; also the name of the file.
 */
export type ColocationId = string;

/**
 * requests/colocation/<id>.yaml: one request for co-location, from the agency's letter to the end of the service. The file is never deleted.
 */
export interface ColocationRequest {
  /**
   * Kind of request.
   */
  kind: "colocation";
  id: ColocationId;
  applicant: Applicant;
  application: ColocatedApplication;
  /**
   * Zone in zones.yaml that the subdomain is made in.
   */
  zone: string;
  /**
   * Name of the server in the zone, one label.
   */
  subdomain: string;
  /**
   * Further names in the same zone (CNAME).
   *
   * @maxItems 20
   */
  aliases?: string[];
  server: ServerSpecification;
  resources: ColocationResources;
  /**
   * What may be reached from outside; everything else is refused.
   *
   * @minItems 0
   * @maxItems 50
   */
  access: Access[];
  term: Term;
  /**
   * Recorded steps by what they mean; in the file, by the keys of the procedure.
   */
  steps: ColocationSteps;
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
 * What the server is for.
 */
export interface ColocatedApplication {
  /**
   * Name of the system.
   */
  name: string;
  /**
   * How sensitive the system's data are: public, limited to known users, or restricted.
   */
  classification: "public" | "limited" | "restricted";
}
/**
 * The server as the agency means to bring it.
 */
export interface ServerSpecification {
  /**
   * Maker.
   */
  brand: string;
  /**
   * Model.
   */
  model: string;
  /**
   * Serial number.
   */
  serial?: string;
  /**
   * Height in rack units.
   */
  rack_units: number;
  /**
   * Depth.
   */
  depth?: string;
  /**
   * Weight.
   */
  weight?: string;
  /**
   * Electric power that it takes at most, all supplies together.
   */
  power: string;
  /**
   * Redundant power supplies, one for each feed.
   */
  power_feeds: number;
  /**
   * Heat given off; as the power, when not told.
   */
  heat?: string;
  /**
   * Operating system.
   */
  operating_system: string;
  /**
   * Software and supporting applications.
   *
   * @minItems 1
   * @maxItems 50
   */
  software: string[];
  /**
   * Network interfaces.
   *
   * @minItems 1
   * @maxItems 16
   */
  interfaces: NetworkInterface[];
}
/**
 * A network interface of the server.
 */
export interface NetworkInterface {
  /**
   * Name.
   */
  name: string;
  /**
   * Hardware address.
   */
  mac: string;
  /**
   * Speed.
   */
  speed: string;
}
/**
 * What the server needs.
 */
export interface ColocationResources {
  /**
   * Internet bandwidth.
   */
  bandwidth: string;
  /**
   * How many addresses.
   */
  addresses: number;
}
/**
 * A service of the server that may be reached.
 */
export interface Access {
  /**
   * Transport protocol.
   */
  protocol: "tcp" | "udp";
  /**
   * Port.
   */
  port: number;
  /**
   * Networks that may reach it; everybody when not told.
   *
   * @minItems 1
   * @maxItems 50
   */
  from?: string[];
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
