import {
  type Attempt,
  DB1,
  DOCKER1,
  type Facts,
  type FileAttempt,
  GATEWAY,
  names,
  others,
  type Verb,
  WEB1,
} from "./attempt";
import { containerSites, phpSites } from "./runners";
import type { Site } from "./sites";

/** SFTP reads, writes and lists; it is asked for a shell and for a way on, too. */
export function ofSftp(me: Site, { ssh, process }: Facts): Attempt[] {
  const by = String(me.number);
  const files: FileAttempt[] = [
    ["files", "read", ({ id }) => `get /srv/titip/${id}/public/rahasia.txt /dev/null`],
    ["files", "list", ({ id }) => `ls ../../${id}/public`],
    ["files", "write", ({ id }) => `put /etc/hostname /srv/titip/${id}/public/ditulis`],
    ["logs", "read", ({ id }) => `get /var/log/titip/${id}/access.log /dev/null`],
  ];
  const own: Record<Verb, string> = {
    read: "get /public/rahasia.txt /dev/null",
    list: "ls /public",
    write: "put /etc/hostname /public/ditulis",
    signal: "",
    connect: "",
    become: "",
  };
  const account = `${me.account}@${WEB1}`;
  const asTitip = (words: string) => ({ by: "control", line: `${ssh.titip} ${words}` });
  const forward = (victim: Site | string, what: string, where: string): Attempt => ({
    ...{ ...names(me, victim), what, verb: "connect", by: "control" },
    line: `timeout 3 ${ssh.site} -W ${where} ${account} | grep -q .`,
    // Something must come back: an open channel alone is none yet.
    allowed: {
      by: "control",
      line: `echo GET / | timeout 3 ${ssh.titip} -W ${where} titip@${WEB1} | grep -q .`,
    },
  });
  return [
    ...files.flatMap(([what, verb, line]) =>
      others(me).map((victim) => ({
        ...{ ...names(me, victim), what, verb, by, line: line(victim), allowed: { by, line: own[verb] } },
      })),
    ),
    ...others(me).map(
      (victim): Attempt => ({
        ...{ ...names(me, victim), what: "link", verb: "read", by },
        line: `get tautan-${victim.number} /dev/null`,
        allowed: { by, line: "get tautan-1 /dev/null" },
      }),
    ),
    ...phpSites.map(
      (victim): Attempt => ({
        ...{ ...names(me, victim), what: "process", verb: "signal", by: "control" },
        line: `${ssh.site} ${account} kill -CONT ${process.get(victim.number)}`,
        allowed: asTitip(`titip@${WEB1} 'kill -CONT $$'`),
      }),
    ),
    ...phpSites.map(
      (victim): Attempt => ({
        ...{ ...names(me, victim), what: "identity", verb: "become", by: "control" },
        line: `${ssh.site} ${victim.account}@${WEB1} -s sftp </dev/null`,
        allowed: { by: "control", line: `${ssh.site} ${account} -s sftp </dev/null` },
      }),
    ),
    ...containerSites.map((victim) => forward(victim, "container", `${DOCKER1}:${victim.port}`)),
    forward("db1", "database", `${DB1}:3306`),
    forward("gw1", "gateway", `${GATEWAY}:22`),
  ];
}
