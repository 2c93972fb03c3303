// Generated from schema/servers.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/servers.yaml: the servers that Titip configures, and how they are reached.
 */
export interface ServersFile {
  /**
   * Servers by key.
   */
  servers: {
    [k: string]: Server;
  };
}
/**
 * One server.
 */
export interface Server {
  /**
   * What the server does: serves web sites (Apache) or zones (BIND), guards co-located servers (nftables), holds databases, or runs containers (Docker).
   */
  role: "web" | "dns" | "gateway" | "database" | "container";
  /**
   * The server's own address; sites with a shared address answer here.
   */
  address: string;
  /**
   * The server's own IPv6 address, if it has one; sites with a shared address answer here too.
   */
  ipv6?: string;
  ssh: Ssh;
  /**
   * Runtimes of applications that this web server offers.
   */
  runtimes?: ("static" | "php" | "proxy" | "container")[];
  ports?: PortRange;
  /**
   * What this web server binds its sites to, having been set up for it (docs/limits.md): storage as allotted (quota), memory and cores of PHP (control groups), bandwidth and concurrent requests (mod_qos). Nothing when absent; the size of a request's body, and a request's own `connections`, bind everywhere.
   */
  limits?: ("storage" | "memory" | "bandwidth" | "connections")[];
  /**
   * Engines that this database server offers; all when absent.
   *
   * @minItems 1
   */
  engines?: ("mariadb" | "postgresql")[];
  capacity?: Capacity;
}
/**
 * How the server is reached.
 */
export interface Ssh {
  /**
   * Name or address to connect to.
   */
  host: string;
  /**
   * TCP port; 22 when absent.
   */
  port?: number;
  /**
   * Account to log in with.
   */
  user: string;
  /**
   * The server's public key, as in /etc/ssh/ssh_host_ed25519_key.pub: type and base64. Another key is refused.
   */
  host_key: string;
}
/**
 * Of a container server: ports that sites' containers are given; 20000 to 29999 when absent.
 */
export interface PortRange {
  /**
   * First port.
   */
  from: number;
  /**
   * Last port.
   */
  to: number;
}
/**
 * What the server has for sites.
 */
export interface Capacity {
  /**
   * Most sites.
   */
  sites?: number;
  /**
   * Storage for sites.
   */
  storage?: string;
  /**
   * Memory for sites.
   */
  memory?: string;
  /**
   * Processor cores for sites.
   */
  cpu?: number;
  /**
   * Storage for databases.
   */
  database?: string;
  /**
   * Connections to databases, of all sites together (MariaDB and PostgreSQL: max_connections, without the administrator's own).
   */
  connections?: number;
  /**
   * Bandwidth for sites.
   */
  bandwidth?: string;
  /**
   * Which share of storage, memory, cores, databases and bandwidth may be given; all of it when absent.
   */
  margin?: string;
}
