/** The part of `servers:` in `datacenter/servers.yaml` that is needed to reach a server. */
export interface ServerInventory {
  role: string;
  /** Address that its sites share. */
  address: string;
  ssh: {
    host: string;
    port?: number;
    user?: string;
    /** Whole public key line, `ssh-ed25519 AAAA…`; the only key that is accepted. */
    host_key: string;
  };
}

/** `user@host:port`, as messages name a server. */
export function hostLabel({ ssh }: ServerInventory): string {
  return `${ssh.user ?? "titip"}@${ssh.host}:${ssh.port ?? 22}`;
}
