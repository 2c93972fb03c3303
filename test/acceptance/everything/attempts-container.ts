import {
  type Attempt,
  DOCKER1,
  type Facts,
  GATEWAY,
  names,
  reach,
  SERVER_FILES,
  type Verb,
  WEB1,
} from "./attempt";
import { containerSites } from "./runners";
import { COLOCATED, SITES, type Site } from "./sites";

/** What a program in a container tries. */
export function ofContainer(me: Site, facts: Facts): Attempt[] {
  const by = String(me.number);
  const network = `${by} network`;
  const attempt = (
    victim: Site | string,
    what: string,
    verb: Verb,
    line: string,
    allowed: Attempt["allowed"],
  ) => ({
    ...{ ...names(me, victim), what, verb, by, line, allowed },
  });
  const connect = (victim: Site | string, what: string, address: string, port: number, from = "web1") => ({
    ...attempt(victim, what, "connect", reach(address, port), { by: from, line: reach(address, port) }),
    by: network,
  });
  const pid = (site: Site) => facts.process.get(site.number) ?? 0;
  const uids = ({ uid }: Site) =>
    `for p in /proc/[0-9]*; do [ "$(stat -c %u $p)" != ${uid} ] || exit 0; done; exit 1`;
  const root = (line: string) => ({ by: "docker1", line });
  const own = (line: string) => ({ by, line });
  const containers = containerSites.filter((site) => site !== me);
  return [
    ...containers.flatMap((site) => [
      attempt(
        site,
        "volume",
        "read",
        `cat /srv/titip/${site.id}/data/data/rahasia.txt`,
        root(`cat /srv/titip/${site.id}/data/data/rahasia.txt`),
      ),
      attempt(site, "volume", "list", "ls /srv/titip /proc/1/root/srv/titip", root("ls /srv/titip")),
      attempt(
        site,
        "volume",
        "write",
        `echo x >/srv/titip/${site.id}/data/data/ditulis`,
        own("echo x >/data/ditulis"),
      ),
      attempt(
        site,
        "disk",
        "read",
        "mknod /tmp/cakram b 7 0 && head -c 1 /tmp/cakram",
        root("head -c 1 /dev/loop0"),
      ),
      attempt(
        site,
        "secrets",
        "read",
        `cat /srv/titip/${site.id}/secrets/database.env`,
        own("cat /run/secrets/database.env"),
      ),
      attempt(site, "process", "signal", `kill -CONT ${pid(site)}`, own("kill -CONT 1")),
      attempt(site, "process", "read", `cat /proc/${pid(site)}/environ`, own("cat /proc/1/environ")),
      attempt(site, "process", "list", uids(site), own(uids(me))),
      attempt(
        site,
        "identity",
        "become",
        `chown ${site.uid} /data/milik`,
        own(`: >/data/milik && chown ${me.uid} /data/milik`),
      ),
      connect(site, "container", DOCKER1, site.port),
      connect(site, "container", facts.container.get(site.number) ?? "", 8080, "docker1"),
    ]),
    ...SITES.filter(({ runtime }) => runtime !== "container").map((site) =>
      connect(site, "web server", WEB1, 80),
    ),
    connect("gw1", "gateway", GATEWAY, 22),
    connect("docker1", "sshd", DOCKER1, 22),
    connect("web1", "sshd", WEB1, 22),
    connect(COLOCATED.name, "server", COLOCATED.address, 8080),
    attempt(
      "docker1",
      "docker socket",
      "connect",
      "[ -S /var/run/docker.sock ] || [ -S /run/docker.sock ]",
      root("[ -S /run/docker.sock ]"),
    ),
    attempt(
      "docker1",
      "logs",
      "list",
      "ls /var/lib/docker/containers",
      root("ls /var/lib/docker/containers"),
    ),
    ...SERVER_FILES.map(([what, verb, line]) => attempt("docker1", what, verb, line, root(line))),
  ];
}
