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
   * What the server does: serves web sites (Apache) or zones (BIND), or guards co-located servers (nftables).
   */
  role: "web" | "dns" | "gateway";
  /**
   * The server's own address; sites with a shared address answer here.
   */
  address: string;
  ssh: Ssh;
  /**
   * Runtimes of applications that this web server offers.
   */
  runtimes?: ("static" | "php" | "proxy" | "container")[];
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
   * Bandwidth for sites.
   */
  bandwidth?: string;
  /**
   * Which share of storage, memory, cores, databases and bandwidth may be given; all of it when absent.
   */
  margin?: string;
}
