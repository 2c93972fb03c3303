import type { LabFixture } from "../lab-fixture";
import { type Attempt, DB1, DOCKER1, type Facts, names, reach, WEB1 } from "./attempt";
import { ofContainer } from "./attempts-container";
import { ofPhp } from "./attempts-php";
import { ofSftp } from "./attempts-sftp";
import { containerSites, phpSites } from "./runners";
import { COLOCATED, SITES, type Site } from "./sites";

const PORTS = { mariadb: 3306, postgresql: 5432 };

/** All that must be refused. */
export function attempts(lab: LabFixture, facts: Facts): Attempt[] {
  return [
    ...phpSites.flatMap((me) => ofPhp(me, facts)),
    ...containerSites.flatMap((me) => ofContainer(me, facts)),
    ...ofSftp(SITES[0], facts),
    ...ofColocated(facts),
    ...[...phpSites, ...containerSites].flatMap((me) => ofDatabaseClient(me, facts)),
  ].map((one) => ({ ...withKey(lab, one), allowed: withKey(lab, one.allowed) }));
}

function withKey<T extends { line: string }>(lab: LabFixture, one: T): T {
  return { ...one, line: one.line.replaceAll("LABKEY", lab.sshKey) };
}

function ofColocated({ container }: Facts): Attempt[] {
  const connect = (victim: Site | string, what: string, address: string, port: number): Attempt => ({
    ...{ ...names(COLOCATED.name, victim), what, verb: "connect", by: COLOCATED.name },
    ...{ line: reach(address, port), allowed: { by: "web1", line: reach(address, port) } },
  });
  return [
    ...SITES.filter(({ runtime }) => runtime !== "container").map((site) =>
      connect(site, "web server", site.number === 1 ? "10.20.30.150" : WEB1, 80),
    ),
    ...containerSites.map((site) => connect(site, "container", DOCKER1, site.port)),
    ...containerSites.map((site) => ({
      ...connect(site, "container", container.get(site.number) ?? "", 8080),
      allowed: { by: "docker1", line: reach(container.get(site.number) ?? "", 8080) },
    })),
    ...phpSites.map((site) => connect(site, "database", DB1, PORTS[site.engine ?? "mariadb"])),
    connect("web1", "sshd", WEB1, 22),
    connect("db1", "sshd", DB1, 22),
    connect("docker1", "sshd", DOCKER1, 22),
  ];
}

/** A neighbour's database: with one's own user, with the neighbour's, and with the neighbour's password elsewhere. */
function ofDatabaseClient(me: Site, { password }: Facts): Attempt[] {
  const login = (victim: Site, user: string, secret: string) =>
    victim.engine === "mariadb"
      ? `MYSQL_PWD='${secret}' timeout 10 mariadb --no-defaults -h ${DB1} -u ${user} ${victim.database} -e 'SELECT 1'`
      : `cd /; PGPASSWORD='${secret}' timeout 10 psql -X -w -h ${DB1} -U ${user} ${victim.database} -c 'SELECT 1'`;
  const place = (site: Site) =>
    site.runtime === "container" ? `${site.number} network` : String(site.number);
  const own = password.get(me.number) ?? "";
  return [...phpSites, ...containerSites]
    .filter((site) => site !== me)
    .flatMap((victim) => {
      const theirs = password.get(victim.number) ?? "";
      const allowed = { by: place(victim), line: login(victim, victim.database, theirs) };
      const lines: [string, string][] = [
        ["own user", login(victim, me.database, own)],
        ["its user, own password", login(victim, victim.database, own)],
        ["its user, no password", login(victim, victim.database, "")],
        // An account is good from its site's server only, so a password that got out is of no use elsewhere.
        ...(victim.runtime === me.runtime
          ? []
          : [["its user, its password", login(victim, victim.database, theirs)] as [string, string]]),
      ];
      return lines.map(
        ([how, line]): Attempt => ({
          ...{
            ...names(me, victim),
            what: `database: ${how}`,
            verb: "connect",
            by: place(me),
            line,
            allowed,
          },
        }),
      );
    });
}
