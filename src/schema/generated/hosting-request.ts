// Generated from schema/hosting-request.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

import type {HostingSteps} from "./steps";

/**
 * Value of a setting.
 */
export type EnvironmentValue = string;
/**
 * A public key of OpenSSH, as in the .pub file: type, base64 and, if wanted, a comment.
 */
export type SftpKey = string;

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
  access?: SiteAccess;
  /**
   * How the site is served: over https with a certificate by ACME, with one that an administrator put on the web server, or over http only. What datacenter/tls.yaml says when absent.
   */
  tls?: "none" | "acme" | "certificate";
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
  container?: ContainerNeed;
  php?: PhpNeed;
  proxy?: ProxyTarget;
}
/**
 * The application's container; needed with runtime container. One of `image` and `build` says what runs.
 */
export interface ContainerNeed {
  /**
   * Image of a registry, by digest: a tag may be moved after the approval.
   */
  image?: string;
  build?: BuildFolder;
  /**
   * TCP port on which the application answers http inside its container.
   */
  port: number;
  /**
   * What runs, when not what the image says: program and arguments, no shell.
   *
   * @minItems 1
   * @maxItems 50
   */
  command?: string[];
  /**
   * Settings of the application; nothing secret, for they are read by everybody who may read the request.
   */
  environment?: {
    [k: string]: EnvironmentValue;
  };
  /**
   * Folders of the container whose files stay; together they may hold resources.storage. All else is read-only, but for /tmp.
   *
   * @maxItems 8
   */
  volumes?: string[];
  /**
   * Most processes and threads at a time; 100 when absent.
   */
  processes?: number;
  /**
   * Program and arguments that Docker runs in the container every 5 seconds; exit code 0 says that it is well.
   *
   * @minItems 1
   * @maxItems 50
   */
  health?: string[];
}
/**
 * Build folder that the agency delivered, with its Dockerfile, as builds/<request id>.
 */
export interface BuildFolder {
  /**
   * SHA-256 of the folder: of the list that `find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum` prints in it.
   */
  sha256: string;
}
/**
 * How PHP runs the application; only with runtime php.
 */
export interface PhpNeed {
  /**
   * Seconds that one request may take; 60 when absent.
   */
  time?: number;
}
/**
 * Where the site comes from; needed with runtime proxy.
 */
export interface ProxyTarget {
  /**
   * Address and port of the server behind, over http. The web server must allow it: PROXY_TARGETS in its /etc/titip/host.conf.
   */
  target: string;
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
  /**
   * Most requests that are answered at a time; more are turned away with 503. What the web server gives each site when absent.
   */
  connections?: number;
  /**
   * Largest body of a request, such as an uploaded file. Without a limit when absent; 32 MiB with runtime php.
   */
  upload?: string;
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
  /**
   * Most connections at a time; 20 when absent.
   */
  connections?: number;
  /**
   * Raise it by one to have a new password made; 1 when absent.
   */
  password_version?: number;
}
/**
 * How the agency brings the site's files.
 */
export interface SiteAccess {
  /**
   * Public keys that may log in by SFTP as the site's account: type, base64 and, if wanted, a comment that names no person.
   *
   * @minItems 1
   * @maxItems 20
   */
  sftp?: SftpKey[];
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
