export type HostRole = "web" | "dns" | "gateway" | "database" | "container" | "acme";

/** A further network card of a host: a bridge of the lab, made when first needed, and the address on it. */
export interface LabCard {
  /** Name of the bridge. */
  bridge: string;
  /** IPv4 with prefix length. */
  address: string;
}

/** A server of the lab. Addresses are the same in every lab; labs never meet. */
export interface LabHost {
  name: string;
  /** IPv4 on the lab's bridge. */
  address: string;
  role: HostRole;
  /** Cards beside the first one. */
  cards?: readonly LabCard[];
  /** May mount file systems: a web server that binds its sites' storage by images (docs/limits.md). */
  mounts?: true;
}

/** What a lab consists of unless told otherwise; with the gateway the servers of `datacenter/servers.yaml`. */
export const LAB_HOSTS: readonly LabHost[] = [
  { name: "web1", address: "10.20.30.11", role: "web" },
  { name: "web2", address: "10.20.30.12", role: "web" },
  { name: "ns1", address: "10.20.30.53", role: "dns" },
];

/** Router and firewall between the data centre, co-located servers and everybody else. */
export const GATEWAY: LabHost = {
  name: "gw1",
  address: "10.20.30.1",
  role: "gateway",
  cards: [
    { bridge: "colo", address: "10.20.40.1/24" },
    { bridge: "luar", address: "192.0.2.1/24" },
  ],
};

/** A lab with a gateway: for co-location. */
export const LAB_HOSTS_WITH_GATEWAY: readonly LabHost[] = [...LAB_HOSTS, GATEWAY];

/** MariaDB and PostgreSQL. */
export const DATABASE_SERVER: LabHost = { name: "db1", address: "10.20.30.21", role: "database" };

/** A Docker daemon. */
export const CONTAINER_SERVER: LabHost = { name: "docker1", address: "10.20.30.31", role: "container" };

/** A certificate authority that speaks ACME (RFC 8555). */
export const CERTIFICATE_AUTHORITY: LabHost = { name: "acme1", address: "10.20.30.41", role: "acme" };

/** Co-located servers stand behind this card of the gateway. */
export const COLOCATION = { bridge: "colo", gateway: "10.20.40.1", prefixLength: 24 };

/** The machine's own place in a lab: its file system and tools, the lab's network. */
export const CONTROL = "control";
export const CONTROL_ADDRESS = "10.20.30.2";
export const NAME_SERVER_ADDRESS = "10.20.30.53";
export const PREFIX_LENGTH = 24;

/** As `control`, but a stranger on the internet (RFC 5737), whose only way in is the gateway. */
export const OUTSIDE = "outside";
export const OUTSIDE_ADDRESS = "192.0.2.10";

/** Every server that a lab can have. web1 may bind its sites' storage, too. */
export const ALL_LAB_HOSTS: readonly LabHost[] = [
  ...LAB_HOSTS_WITH_GATEWAY.map((host) => (host.name === "web1" ? { ...host, mounts: true as const } : host)),
  DATABASE_SERVER,
  CONTAINER_SERVER,
  CERTIFICATE_AUTHORITY,
];

/** Name of the lab where none is given. */
export const DEFAULT_LAB = "titip";
