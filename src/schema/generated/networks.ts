// Generated from schema/networks.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/networks.yaml: networks, their address pools and which requests draw from them.
 */
export interface NetworksFile {
  /**
   * Networks by key.
   */
  networks: {
    [k: string]: Network;
  };
}
/**
 * One network, or one use of it.
 */
export interface Network {
  /**
   * What it is for.
   */
  description?: string;
  /**
   * Network and prefix length (CIDR).
   */
  prefix: string;
  /**
   * VLAN number (IEEE 802.1Q).
   */
  vlan?: number;
  /**
   * The router's address.
   */
  gateway?: string;
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  firewall?: string;
  /**
   * shared: sites answer on their web server's address, no PTR. dedicated: each site has an address of its own from the pool, with a PTR.
   */
  address: "shared" | "dedicated";
  pool?: AddressRange;
  /**
   * Addresses of the pool that are never given.
   */
  reserved?: string[];
  ipv6?: Ipv6;
  /**
   * Which requests draw from this network; the first network that fits is taken.
   *
   * @minItems 1
   */
  serves: Service[];
}
/**
 * First and last address that may be given.
 */
export interface AddressRange {
  /**
   * First address.
   */
  from: string;
  /**
   * Last address.
   */
  to: string;
}
/**
 * IPv6 of this network: sites that are assessed from now on get an address of it too, with AAAA and, when dedicated, PTR. When shared, that of their web server.
 */
export interface Ipv6 {
  pool?: Ipv6Range;
}
/**
 * First and last address that may be given; needed when the network is dedicated.
 */
export interface Ipv6Range {
  /**
   * First address.
   */
  from: string;
  /**
   * Last address.
   */
  to: string;
}
/**
 * A kind of request, limited to some classifications.
 */
export interface Service {
  /**
   * Kind of request.
   */
  kind: "hosting" | "colocation";
  /**
   * Classifications of applications.
   *
   * @minItems 1
   */
  classification: ("public" | "limited" | "restricted")[];
}
