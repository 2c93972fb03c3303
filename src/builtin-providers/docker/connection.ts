import { Agent } from "node:http";
import type { Duplex } from "node:stream";
import Docker from "dockerode";
import { NodeSSH } from "node-ssh";
import { pinnedKey } from "../../provision/docker-daemon";
import { connectConfig, HostKeyMismatch } from "../../remote/channel";

/** What `docker.Provider` is given: `ssh://user@host:port`, and arguments of ssh(1) with the pinned host key. */
export interface DaemonAddress {
  host: string;
  sshOpts: readonly string[];
}

/** The only command that is executed on a container server by this program: the socket of its daemon, as a stream. */
const DIAL = "docker system dial-stdio";
/** sshd allows ten sessions on one connection (MaxSessions). */
const STREAMS = 6;

/** One SSH connection to a container server; each request to the daemon is a session of it. */
export class DaemonConnection {
  private opening: Promise<NodeSSH> | undefined;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: STREAMS });
  readonly docker: Docker;

  /** @throws Error when the address has no pinned host key: there is no trust on first use */
  constructor(
    private readonly address: DaemonAddress,
    private readonly environment = process.env,
  ) {
    if (!pinnedKey(address.sshOpts)) throw new Error(`${address.host}: no pinned host key in sshOpts`);
    const connect = (_options: unknown, done: (error: Error | null, stream?: Duplex) => void) => {
      this.dial().then(
        (stream) => done(null, stream),
        (error: Error) => done(error),
      );
      return undefined;
    };
    Object.assign(this.agent, { createConnection: connect });
    const options = { protocol: "http" as const, host: "docker", port: 80, agent: this.agent }; // agent: of docker-modem
    this.docker = new Docker(options);
  }

  async close(): Promise<void> {
    this.agent.destroy();
    (await this.opening?.catch(() => undefined))?.dispose();
  }

  private async dial(): Promise<Duplex> {
    const { connection } = await this.open();
    return new Promise((resolve, reject) => {
      if (!connection) return reject(new Error(`${this.address.host}: the connection is closed`));
      connection.exec(DIAL, (error, stream) => {
        if (error) return reject(error);
        stream.stderr.resume();
        resolve(asSocket(stream));
      });
    });
  }

  private open(): Promise<NodeSSH> {
    this.opening ??= this.connect().catch((error) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async connect(): Promise<NodeSSH> {
    const { hostname, port, username } = new URL(this.address.host);
    const { type = "", key = "" } = pinnedKey(this.address.sshOpts) ?? {};
    const ssh = { host: hostname, port: Number(port || 22), user: username, host_key: `${type} ${key}` };
    let offered: string | undefined;
    const config = connectConfig({ ssh }, this.environment, (found) => {
      offered = found;
    });
    const client = new NodeSSH();
    await client.connect(config).catch((error: Error) => {
      if (offered !== undefined) throw new HostKeyMismatch(offered);
      throw new Error(`${this.address.host}: ${error.message}`);
    });
    client.connection?.on("close", () => {
      this.opening = undefined;
    });
    client.connection?.on("error", () => client.dispose());
    return client;
  }
}

/** Node's http expects of a connection what only sockets have. */
function asSocket(stream: Duplex): Duplex {
  const none = () => stream;
  return Object.assign(stream, {
    setKeepAlive: none,
    setNoDelay: none,
    setTimeout: none,
    ref: none,
    unref: none,
  });
}
