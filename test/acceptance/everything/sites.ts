import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  CERTIFICATE_AUTHORITY,
  CONTAINER_SERVER,
  DATABASE_SERVER,
  LAB_HOSTS_WITH_GATEWAY,
  type LabHost,
} from "../../../lab";
import { labHostKey } from "../../../lab/keys";
import { withContainerServer, writeBuild } from "../container/container-project";
import type { Engine } from "../database/clients";
import type { Project } from "../support/project";
import { colocationIdOf, idOf, requestText, writeColocation } from "../support/requests";

/** A lab with one server of every role. */
export const EVERY_ROLE: readonly LabHost[] = [
  ...LAB_HOSTS_WITH_GATEWAY.filter(({ name }) => name !== "web2").map((host) =>
    host.name === "web1" ? { ...host, mounts: true as const } : host,
  ),
  DATABASE_SERVER,
  CONTAINER_SERVER,
  CERTIFICATE_AUTHORITY,
];

export type Runtime = "static" | "php" | "proxy" | "container";

export interface Site {
  number: number;
  id: string;
  runtime: Runtime;
  account: string;
  uid: number;
  name: string;
  url: string;
  engine?: Engine;
  database: string;
  /** On docker1. */
  port: number;
}

const site = (number: number, runtime: Runtime, more: Pick<Site, "engine"> = {}): Site => ({
  number,
  id: idOf(number),
  runtime,
  account: idOf(number).toLowerCase(),
  uid: 21000 + number,
  name: `situs${number}.cirebonkab.go.id`,
  url: `${number === 1 ? "https" : "http"}://situs${number}.cirebonkab.go.id`,
  database: `hst_2026_${9000 + number}`,
  port: 20000 + number,
  ...more,
});

/** A site of every runtime, and a second one of each that runs programs: the nearest neighbours. */
export const SITES = [
  site(1, "static"),
  site(2, "php", { engine: "mariadb" }),
  site(3, "proxy"),
  site(4, "container", { engine: "postgresql" }),
  site(5, "php", { engine: "postgresql" }),
  site(6, "container", { engine: "mariadb" }),
] as const;

/** A co-located server: what the site behind the proxy is fetched from. */
export const COLOCATED = { id: colocationIdOf(1), name: "server1", address: "10.20.40.10" };
const SIX = { network: "fd20:20:30", address: "fd20:20:30::100", reverse: "0.0.0.0.0.3.0.0.0.2.0.0.0.2.d.f" };

/** Writes inventory and approved requests. @param keys SSH public keys by number of the site */
export function writeEverything(project: Project, keys: Record<number, string>): void {
  mkdirSync(join(project.root, "requests/hosting"), { recursive: true });
  writeInventory(project);
  for (const one of SITES) project.write(`requests/hosting/${one.id}.yaml`, requestOf(project, one, keys));
  const access = [
    { protocol: "tcp" as const, port: 8080, from: ["10.20.30.11/32"] },
    { protocol: "tcp" as const, port: 443 },
  ];
  writeColocation(project, { number: 1, ipv4: [COLOCATED.address], access });
}

function writeInventory(project: Project): void {
  withContainerServer(project);
  const db1 = `  db1:
    role: database
    address: ${DATABASE_SERVER.address}
    ssh: { host: ${DATABASE_SERVER.address}, user: titip, host_key: "${labHostKey("db1")}" }
    engines: [mariadb, postgresql]
    capacity: { database: 1 GiB, connections: 50 }
`;
  const servers = project.read("datacenter/servers.yaml");
  project.write(
    "datacenter/servers.yaml",
    servers.replace(
      "[static, container]",
      "[static, php, proxy, container]\n    limits: [storage, memory, bandwidth, connections]",
    ) + db1,
  );
  const networks = project.read("datacenter/networks.yaml");
  const pool = `{ from: "${SIX.address}", to: "${SIX.network}::1ff" }`;
  project.write(
    "datacenter/networks.yaml",
    networks.replace("    reserved:", `    ipv6: { pool: ${pool} }\n    reserved:`),
  );
  const zone = `  ${SIX.reverse}.ip6.arpa:\n    provider: bind\n    server: ns1\n    ttl: 3600\n`;
  project.write("datacenter/zones.yaml", project.read("datacenter/zones.yaml") + zone);
  const hosts = ["docker1", "db1"].map((name) => `    ${name}: { repository: /var/backups/titip }\n`);
  project.write("datacenter/backup.yaml", project.read("datacenter/backup.yaml") + hosts.join(""));
}

function requestOf(project: Project, one: Site, keys: Record<number, string>): string {
  const { number, id, runtime, uid, engine, database, port } = one;
  const health = `health: [/bin/wget, -q, -O, /dev/null, "http://127.0.0.1:8080/"]`;
  const needs: Record<Runtime, () => string> = {
    static: () => "static",
    php: () => "php",
    proxy: () => `proxy, proxy: { target: http://${COLOCATED.address}:8080 }`,
    container: () =>
      `container, container: { build: { sha256: ${writeBuild(project, id)} }, port: 8080, volumes: [/data], processes: 40, ${health} }`,
  };
  const need = engine
    ? `, database: { engine: ${engine}, size: 64 MiB, connections: 4 }`
    : ", connections: 20, upload: 1 MiB";
  const given = [
    `uid: ${uid}`,
    ...(number === 1 ? [`ipv6: "${SIX.address}"`] : []),
    ...(engine ? [`database: { server: db1, name: ${database} }`] : []),
    ...(runtime === "container" ? [`container: { server: docker1, port: ${port} }`] : []),
  ];
  const key = keys[number];
  const text = requestText(id, number === 1 ? { number, ipv4: "10.20.30.150" } : { number })
    .replace("runtime: static", `runtime: ${needs[runtime]()}`)
    .replace(
      /resources: \{.*\}/,
      `resources: { storage: 16 MiB, memory: 128 MiB, bandwidth: 80 Mbit/s, cpu: 1${need} }`,
    )
    .replace(`uid: ${uid}`, given.join(", "))
    .replace("steps:\n", number === 1 ? "tls: acme\nsteps:\n" : "steps:\n");
  return key ? text.replace("term:", `access: { sftp: ["${key}"] }\nterm:`) : text;
}
