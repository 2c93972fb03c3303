import {
  type Attempt,
  DOCKER1,
  type Facts,
  FILES,
  type FileAttempt,
  GATEWAY,
  names,
  others,
  reach,
  SERVER_FILES,
  type Verb,
  WEB1,
} from "./attempt";
import { containerSites, phpSites } from "./runners";
import { COLOCATED, SITES, type Site } from "./sites";

const PHP_FILES: FileAttempt[] = [
  ["secrets", "read", ({ id }) => `cat /srv/titip/${id}/secrets/database.env`],
  ["secrets", "list", ({ id }) => `ls /srv/titip/${id}/secrets`],
  ["sessions", "read", ({ id }) => `cat /srv/titip/${id}/php/sessions/sess_rahasia`],
  ["sessions", "list", ({ id }) => `ls /srv/titip/${id}/php/sessions`],
  ["sessions", "write", ({ id }) => `echo x >/srv/titip/${id}/php/sessions/sess_ditulis`],
];
/** What belongs to a site and yet is root's: shown to be there by root. */
const ROOT_FILES: FileAttempt[] = [
  ["logs", "read", ({ id }) => `cat /var/log/titip/${id}/access.log`],
  ["logs", "list", ({ id }) => `ls /var/log/titip/${id}`],
  ["logs", "write", ({ id }) => `: >>/var/log/titip/${id}/access.log`],
  ["configuration", "write", ({ id }) => `: >>/etc/apache2/titip/live/${id}.conf`],
  ["identity", "become", ({ uid }) => `setpriv --reuid=${uid} --clear-groups true`],
];
/** What code of a site with PHP tries. */
export function ofPhp(me: Site, facts: Facts): Attempt[] {
  const by = String(me.number);
  const same = (what: string, verb: Verb, line: (site: Site) => string) => (victim: Site) => ({
    ...{ ...names(me, victim), what, verb, by, line: line(victim) },
    allowed: { by, line: line(me) },
  });
  const asRoot =
    (what: string, verb: Verb, line: (site: Site) => string, root = "web1") =>
    (victim: Site) => ({
      ...{ ...names(me, victim), what, verb, by, line: line(victim) },
      allowed: { by: root, line: line(victim) },
    });
  const php = phpSites.filter((site) => site !== me);
  const running = others(me).filter(
    ({ number, runtime }) => runtime !== "container" && facts.process.has(number),
  );
  const process = ({ number }: Site) => facts.process.get(number) ?? 0;
  const keyed = SITES.filter((site) => site.number <= 2 && site !== me);
  return [
    ...FILES.flatMap((file) => others(me).map(same(...file))),
    ...PHP_FILES.flatMap((file) => php.map(same(...file))),
    ...ROOT_FILES.flatMap((file) => others(me).map(asRoot(...file))),
    ...keyed.map(asRoot("SFTP keys", "write", ({ account }) => `: >>/etc/titip/sftp/${account}`)),
    ...php.map(asRoot("FPM socket", "connect", ({ number }) => fastcgi(facts.socket.get(number)), "apache")),
    ...running.map(same("process", "signal", (site) => `kill -CONT ${process(site)}`)),
    ...running.map(same("process", "read", (site) => `cat /proc/${process(site)}/environ`)),
    ...running.map(same("process", "list", (site) => `ls /proc/${process(site)}/fd/`)),
    ...running.map(same("process", "write", (site) => `: >>/proc/${process(site)}/mem`)),
    ...containerSites.map(asRoot("container", "connect", ({ port }) => reach(DOCKER1, port), "apache")),
    ...SITES.filter(({ runtime }) => runtime === "proxy").map(
      asRoot("what it is fetched from", "connect", () => reach(COLOCATED.address, 8080), "apache"),
    ),
    ...SERVER_FILES.map(([what, verb, line]) => asRoot(what, verb, () => line)(me)).map(ofServer("web1")),
    ...["127.0.0.1", WEB1].map((address) => ({
      ...{ ...names(me, "web1"), what: "others' visitors", verb: "list" as const, by },
      line: page(address, "/server-status", me),
      allowed: { by, line: page(address, "/rahasia.txt", me) },
    })),
    ...[
      asRoot(
        "gateway",
        "become",
        () => `${facts.ssh.titip.replace("LABKEY", "/dev/null")} titip@${GATEWAY} true`,
      )(me),
    ]
      .map((one) => ({
        ...one,
        allowed: { by: "control", line: `${facts.ssh.titip} titip@${GATEWAY} true` },
      }))
      .map(ofServer("gw1")),
  ];
}

const ofServer = (victim: string) => (one: Attempt) => ({ ...one, victim });
const page = (address: string, path: string, { name }: Site) =>
  `curl -sf -o /dev/null -H 'Host: ${name}' http://${address}${path}`;
/** curl says 7 when it cannot connect, and something else when what answers is no HTTP. */
const fastcgi = (socket = "") =>
  `curl -s -o /dev/null --max-time 2 --unix-socket ${socket} http://x/; [ $? != 7 ]`;
