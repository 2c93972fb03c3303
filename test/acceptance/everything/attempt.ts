import { SITES, type Site } from "./sites";

export type Verb = "read" | "write" | "list" | "signal" | "connect" | "become";

/** Something that must be refused, and the same where it is allowed: without that, a refusal would prove nothing. */
export interface Attempt {
  attacker: string;
  victim: string;
  what: string;
  verb: Verb;
  /** Name of the runner, and its line. */
  by: string;
  line: string;
  allowed: { by: string; line: string };
}

/** What the attempts have to know of a lab whose sites are there. */
export interface Facts {
  /** A process of each site's own account: on web1, or for a container as docker1 numbers it. */
  process: Map<number, number>;
  socket: Map<number, string>;
  password: Map<number, string>;
  /** On its bridge. */
  container: Map<number, string>;
  /** Words of ssh(1) with the key of the static site, and with Titip's own. */
  ssh: { site: string; titip: string };
}

export const [WEB1, GATEWAY, DB1, DOCKER1] = ["10.20.30.11", "10.20.30.1", "10.20.30.21", "10.20.30.31"];
export const reach = (address: string, port: number) => `timeout 2 bash -c '</dev/tcp/${address}/${port}'`;

export type FileAttempt = [what: string, verb: Verb, line: (site: Site) => string];
/** Files, as the shell of a web server names them. */
export const FILES: FileAttempt[] = [
  ["files", "read", ({ id }) => `cat /srv/titip/${id}/public/rahasia.txt`],
  ["files", "list", ({ id }) => `ls /srv/titip/${id}/public`],
  ["files", "write", ({ id }) => `echo x >/srv/titip/${id}/public/ditulis`],
];
export const SERVER_FILES: [what: string, verb: Verb, line: string][] = [
  ["backup", "read", "cat /etc/titip/backup.key"],
  ["backup", "list", "ls /var/backups/titip/snapshots"],
  ["backup", "write", ": >>/var/backups/titip/ditulis"],
  ["archive", "list", "ls /var/lib/titip/archive"],
  ["storage", "list", "ls /var/lib/titip/images || ls /var/lib/titip/stores"],
  ["titip-host", "become", "titip-host setup"],
  ["crontab", "become", "echo | crontab - && crontab -r"],
];

export const others = (me: Site) => SITES.filter((site) => site !== me);
export const names = (me: Site | string, victim: Site | string) => ({
  attacker: title(me),
  victim: title(victim),
});
export const title = (who: Site | string) => (typeof who === "string" ? who : `${who.number} ${who.runtime}`);
