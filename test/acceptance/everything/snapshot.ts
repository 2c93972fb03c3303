import type { LabFixture } from "../lab-fixture";
import { OWN_LOOPS } from "../support/own-loops";

/**
 * Everything that a server is: files with mode, owner and contents, accounts, processes, mounts, addresses, firewall,
 * control groups; and by its role databases with users and rights, zones, containers.
 */
export interface Snapshot {
  /** Lines that are equal whenever the servers are, by host. */
  [host: string]: string[];
}

/** Lines that are not compared, and why. */
export interface Exception {
  line: RegExp;
  reason: string;
}

const COMMON = String.raw`
export LC_ALL=C
find / -xdev \( -path /usr -o -path /proc -o -path /sys -o -path /var/lib/mysql -o -path /var/lib/postgresql -o -path /var/lib/docker \) -prune \
  -o \( -type f -size -50M -fprint0 /dev/fd/3 -o -true \) -printf 'file %p %y %m %u:%g %l\n' 3>/tmp/daftar
xargs -0 sha256sum </tmp/daftar | sed 's/^\([0-9a-f]*\)  \(.*\)/content \2 \1/'; rm /tmp/daftar
find /usr -xdev -printf 'file %p %y %m %u:%g %l %T@ %s\n' | sed 's/ [0-9]*$//;t'
find /run /tmp /dev -printf 'file %p %y %m %u:%g %l\n'
sed 's/^/account /' /etc/passwd /etc/group
ps axo user:32,args >/tmp/daftar; sed 's/^/process /' /tmp/daftar | sort -u; rm /tmp/daftar
cut -d ' ' -f 2,3 /proc/mounts | sed 's/^/mount /'
ip -o address | sed 's/ valid_lft.*//;s/^[0-9]*:/address/;s/  */ /g'
ip route | sed 's/^/route /'
nft list ruleset 2>/dev/null | sed 's/packets [0-9]* bytes [0-9]*//;s/^/firewall /'
find /sys/fs/cgroup -mindepth 2 -type d -path '*titip*' -printf 'group %p\n'
{ ${OWN_LOOPS}; } | sed 's/^/loop /'`;

const DATABASES = `
mariadb -N -B -e "SELECT 'database', SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, SCHEMA_COMMENT FROM information_schema.SCHEMATA;
 SELECT 'user', Host, User, Priv FROM mysql.global_priv; SELECT 'right', d.* FROM mysql.db d; SELECT 'right', t.* FROM mysql.tables_priv t;
 SELECT 'right', c.* FROM mysql.columns_priv c; SELECT 'right', p.* FROM mysql.procs_priv p; SELECT 'role', r.* FROM mysql.roles_mapping r"
as() { cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
as psql -X -q -A -t -c "SELECT 'database', datname, rolname, datacl, datconnlimit FROM pg_database d JOIN pg_roles r ON r.oid = datdba"
as pg_dumpall --globals-only | grep -v -e '^--' -e restrict | sed 's/^/role /'`;

const CONTAINERS = `
docker ps -a --no-trunc --format 'container {{.Names}} {{.Image}} {{.Command}}'
docker images -a --no-trunc --format 'image {{.Repository}}:{{.Tag}} {{.ID}}'
docker network ls --format 'network {{.Name}} {{.Driver}}'; docker volume ls --format 'volume {{.Name}}'`;

const ZONES = String.raw`
sed -n 's/^zone "\([^"]*\)".*/\1/p' /etc/bind/named.conf.local | while read -r zone; do
  dig @127.0.0.1 -k /etc/titip/ddns.key +noall +answer AXFR "$zone" | grep -v SOA | sed 's/[[:space:]][[:space:]]*/ /g;s/^/record /'
done`;

const BY_HOST: Record<string, string> = { db1: DATABASES, docker1: CONTAINERS, ns1: ZONES };

export async function snapshot(lab: LabFixture, hosts: readonly string[]): Promise<Snapshot> {
  const all = hosts.map(async (host) => {
    const text = await lab.shell(host, `${COMMON}\n${BY_HOST[host] ?? ""}`);
    return [host, text.split("\n").sort()] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/**
 * What no two looks at a server have in common, and what Titip leaves by intention. Logs are the daemons'; what they say
 * of a removed site is for the administrator's own time to keep them.
 */
export const EXCEPTIONS: readonly Exception[] = [
  { line: / process root +sleep 5$/, reason: "a heartbeat of titip-host, which ends by itself" },
  {
    line: / process (root|titip) +sshd: titip| process postgres .*(autovacuum|parallel) worker| \/dev\/shm\/PostgreSQL\./,
    reason: "sessions of Titip's that are about to end, and what PostgreSQL does by itself now and then",
  },
  { line: / \/var\/log\/(?!titip)/, reason: "logs of daemons" },
  {
    line: / \/var\/lib\/bind\/|\/var\/cache\/bind/,
    reason: "named's journals and dumps: its zones are compared",
  },
  {
    line: / \/run\/(docker|containerd|motd|titip|apache2)/,
    reason: "of this boot: sockets, locks, namespaces",
  },
  {
    line: / \/etc\/g?(passwd|group|shadow)- /,
    reason: "copies that useradd and userdel leave of what was before them",
  },
  {
    line: / \/etc\/(apache2\/titip|titip\/firewall)\/(gen-|live )/,
    reason:
      "the generation that is served, which is empty, and the one before it, which the next change clears",
  },
  { line: / \/var\/lib\/titip\/(generation|reserve) /, reason: "a counter, and room for undoing" },
  { line: / \/var\/lib\/titip\/usage/, reason: "what a closed service used is still to be reported" },
  { line: / \/var\/lib\/titip\/images(\/new)? /, reason: "empty folders" },
  { line: / \/etc\/titip\/addresses /, reason: "an empty list" },
  { line: / \/sys\/fs\/cgroup\/[a-z]+\/titip$/, reason: "an empty group" },
  { line: / role .*\btitip\b/, reason: "the owner of databases, who cannot log in and owns none any more" },
  {
    line: / \/var\/backups\/titip| \/etc\/titip\/backup\.key|\/\.cache|\/var\/cache\/restic|\/var\/lib\/titip\/backup/,
    reason: "backups outlive what they are of",
  },
];

/** What is no more (`-`) and what is new (`+`), each with its host, but for the exceptions. */
export function differences(before: Snapshot, after: Snapshot, except = EXCEPTIONS): string[] {
  return Object.keys(before).flatMap((host) => {
    const [was, is] = [new Set(before[host]), new Set(after[host])];
    return [
      ...[...was].filter((line) => !is.has(line)).map((line) => `- ${host} ${line}`),
      ...[...is].filter((line) => !was.has(line)).map((line) => `+ ${host} ${line}`),
    ].filter((line) => !except.some((one) => one.line.test(line)));
  });
}
