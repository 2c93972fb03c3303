import type { Server } from "../schema/generated/servers";

/** How a container server's Docker daemon is reached: arguments of `docker.Provider`. */
export interface DesiredDaemon {
  /** Key of the server; also the name of the provider. */
  server: string;
  /** `ssh://titip@10.20.30.31:22`. */
  host: string;
  /** Arguments of ssh(1). */
  sshOpts: string[];
}

/**
 * Over SSH, with the host key of the inventory and no other: neither files of known hosts nor a question are ever
 * asked. `KnownHostsCommand` (OpenSSH 8.5 and later, ssh_config(5)) takes words, no shell.
 */
export function desiredDaemon(server: string, { ssh }: Server): DesiredDaemon {
  const [type = "", key = ""] = ssh.host_key.trim().split(/\s+/);
  const algorithms = type === "ssh-rsa" ? "rsa-sha2-512,rsa-sha2-256" : type;
  const options = [
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    "UserKnownHostsFile=/dev/null",
    "GlobalKnownHostsFile=/dev/null",
    "UpdateHostKeys=no",
    `HostKeyAlgorithms=${algorithms}`,
    `HostKeyAlias=${server}`,
    `KnownHostsCommand=/bin/echo ${server} ${type === "rsa-sha2-512" ? "ssh-rsa" : type} ${key}`,
  ];
  return {
    server,
    host: `ssh://${ssh.user}@${ssh.host}:${ssh.port ?? 22}`,
    sshOpts: options.flatMap((option) => ["-o", option]),
  };
}

/** The host key that `desiredDaemon` wrote, as the inventory has it; undefined when there is none. */
export function pinnedKey(sshOpts: readonly string[]): { type: string; key: string } | undefined {
  const command = sshOpts.find((option) => option.startsWith("KnownHostsCommand="));
  const [, , type, key] = command?.split(" ") ?? [];
  return type && key ? { type, key } : undefined;
}
