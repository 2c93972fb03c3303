import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Config, NodeSSH } from "node-ssh";
import type { ClientChannel, KexAlgorithm, ServerHostKeyAlgorithm } from "ssh2";
import type { ServerInventory } from "./inventory";

/** The only command that is ever executed on a server; the sudo rule allows exactly this. */
export const REMOTE_COMMAND = "sudo -n /usr/local/sbin/titip-host serve";

/** The helper's stdin and stdout over an SSH connection of its own. */
export interface RemoteChannel {
  stream: ClientChannel;
  /** Cuts the connection. */
  dispose(): void;
}

/** Signature algorithms a pinned key may be proven with; RSA keys never sign with SHA-1. */
const PROOFS: Record<string, ServerHostKeyAlgorithm[]> = { "ssh-rsa": ["rsa-sha2-512", "rsa-sha2-256"] };
const KEX: KexAlgorithm[] = ["curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256"];
const READY_TIMEOUT = 15_000;

/** Thrown by the verifier's side so that a wrong key is told from other handshake failures. */
export class HostKeyMismatch extends Error {
  constructor(readonly offered: string) {
    super(`the server offered another host key: ${offered}`);
    this.name = "HostKeyMismatch";
  }
}

/**
 * Connects with the pinned host key and starts the helper.
 * @throws HostKeyMismatch, or the error of ssh2 (`level`, `code`)
 */
export async function openChannel(inventory: ServerInventory, env = process.env): Promise<RemoteChannel> {
  const { NodeSSH: Client } = await import("node-ssh"); // a quarter of a command's start: only for those that connect
  const ssh = new Client();
  let offered: string | undefined;
  const config = connectConfig(inventory, env, (key) => {
    offered = key;
  });
  try {
    await ssh.connect(config);
  } catch (error) {
    throw offered === undefined ? error : new HostKeyMismatch(offered);
  }
  ssh.connection?.on("error", () => ssh.dispose()); // a cut connection shows as the end of the stream
  return { stream: await startHelper(ssh), dispose: () => ssh.dispose() };
}

function startHelper(ssh: NodeSSH): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => {
      ssh.dispose();
      reject(error);
    };
    if (!ssh.connection) return failed(new Error("connection closed"));
    ssh.connection.exec(REMOTE_COMMAND, (error, stream) => (error ? failed(error) : resolve(stream)));
  });
}

/**
 * How to log in: the inventory's host key and no other, TITIP_SSH_KEY, else the agent, else the usual key file.
 * @param onMismatch told the key that a server offered instead
 */
export function connectConfig(
  { ssh }: Pick<ServerInventory, "ssh">,
  env: NodeJS.ProcessEnv,
  onMismatch: (offered: string) => void,
): Config {
  const [type = "", blob = ""] = ssh.host_key.trim().split(/\s+/);
  const pinned = Buffer.from(blob, "base64");
  return {
    host: ssh.host,
    port: ssh.port ?? 22,
    username: ssh.user ?? "titip",
    readyTimeout: READY_TIMEOUT,
    keepaliveInterval: 15_000,
    keepaliveCountMax: 4,
    algorithms: {
      kex: KEX,
      serverHostKey: PROOFS[type] ?? [type as ServerHostKeyAlgorithm],
    },
    hostVerifier: (key: Buffer) => {
      if (pinned.length > 0 && key.equals(pinned)) return true;
      onMismatch(key.toString("base64"));
      return false;
    },
    ...credentials(env),
  };
}

/** TITIP_SSH_KEY, else the agent, else the usual key file. */
function credentials(env: NodeJS.ProcessEnv): { agent?: string; privateKeyPath?: string } {
  if (env.TITIP_SSH_KEY) return { privateKeyPath: env.TITIP_SSH_KEY };
  if (env.SSH_AUTH_SOCK) return { agent: env.SSH_AUTH_SOCK };
  const usual = join(homedir(), ".ssh", "id_ed25519");
  return existsSync(usual) ? { privateKeyPath: usual } : {};
}
