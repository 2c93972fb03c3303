export type HostRole = "web" | "dns";

/** A server of the lab. Addresses are the same in every lab; labs never meet. */
export interface LabHost {
  name: string;
  /** IPv4 on the lab's bridge. */
  address: string;
  role: HostRole;
}

/** What a lab consists of unless told otherwise; the same servers as in `datacenter/servers.yaml`. */
export const LAB_HOSTS: readonly LabHost[] = [
  { name: "web1", address: "10.20.30.11", role: "web" },
  { name: "web2", address: "10.20.30.12", role: "web" },
  { name: "ns1", address: "10.20.30.53", role: "dns" },
];

/** The machine's own place in a lab: its file system and tools, the lab's network. */
export const CONTROL = "control";
export const CONTROL_ADDRESS = "10.20.30.2";
export const NAME_SERVER_ADDRESS = "10.20.30.53";
export const PREFIX_LENGTH = 24;

/** Name of the lab where none is given. */
export const DEFAULT_LAB = "titip";
