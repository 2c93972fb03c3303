import { type Backups, ResticBackups } from "./backups";
import { ApacheCertificates } from "./certificates";
import { DockerServer } from "./container-server";
import { SqlServer } from "./database-server";
import type {
  CertificateStore,
  ContainerServer,
  DatabaseServer,
  Fleet,
  Gateway,
  NameServer,
  SecretStore,
  WebServer,
} from "./fleet";
import { NftablesGateway } from "./gateway";
import type { GroupOptions } from "./grouped-server";
import type { ServerInventory } from "./inventory";
import { BindNameServer } from "./name-server";
import { SiteSecrets } from "./secret-store";
import { ServerError } from "./server-error";
import { Session, type SessionOptions } from "./session";
import { ApacheServer } from "./web-server";

export type { ServerInventory } from "./inventory";

export type FleetOptions = SessionOptions & GroupOptions;

/**
 * The servers of the inventory (`servers:` of `datacenter/servers.yaml`); each is connected to when it is first
 * needed, by one session. Nothing here talks to a server before.
 */
export function createFleet(servers: Record<string, ServerInventory>, options: FleetOptions = {}): Fleet {
  return new SshFleet(new Map(Object.entries(servers)), options);
}

class SshFleet implements Fleet {
  private readonly sessions = new Map<string, Session>();
  private readonly webServers = new Map<string, ApacheServer>();
  private readonly nameServers = new Map<string, BindNameServer>();
  private readonly gateways = new Map<string, NftablesGateway>();
  private readonly databaseServers = new Map<string, SqlServer>();
  private readonly secretStores = new Map<string, SiteSecrets>();
  private readonly certificateStores = new Map<string, ApacheCertificates>();
  private readonly containerServers = new Map<string, DockerServer>();
  /** Those that may be in the middle of something. */
  private readonly servers: Map<string, { idle(): Promise<void> }>[] = [
    this.webServers,
    this.nameServers,
    this.gateways,
    this.databaseServers,
    this.secretStores,
    this.certificateStores,
    this.containerServers,
  ];

  constructor(
    private readonly inventory: Map<string, ServerInventory>,
    private readonly options: FleetOptions,
  ) {}

  web(server: string): WebServer {
    return remembered(this.webServers, server, () => new ApacheServer(this.session(server), this.options));
  }

  dns(server: string): NameServer {
    const expectMore = () =>
      [...this.webServers.values(), ...this.gateways.values()].some(({ changing }) => changing);
    return remembered(
      this.nameServers,
      server,
      () => new BindNameServer(this.session(server), { ...this.options, expectMore }),
    );
  }

  gateway(server: string): Gateway {
    return remembered(this.gateways, server, () => new NftablesGateway(this.session(server), this.options));
  }

  database(server: string): DatabaseServer {
    return remembered(this.databaseServers, server, () => new SqlServer(this.session(server), this.options));
  }

  secrets(server: string): SecretStore {
    return remembered(this.secretStores, server, () => new SiteSecrets(this.session(server), this.options));
  }

  backups(server: string): Backups {
    return new ResticBackups(this.session(server));
  }

  containers(server: string): ContainerServer {
    return remembered(
      this.containerServers,
      server,
      () => new DockerServer(this.session(server), this.options),
    );
  }

  certificates(server: string): CertificateStore {
    return remembered(
      this.certificateStores,
      server,
      () => new ApacheCertificates(this.session(server), this.options),
    );
  }

  async close(): Promise<void> {
    await Promise.all(
      this.servers.flatMap((servers) => [...servers.values()]).map((server) => server.idle()),
    );
    await Promise.all([...this.sessions.values()].map((session) => session.close()));
  }

  private session(server: string): Session {
    return remembered(this.sessions, server, () => {
      const inventory = this.inventory.get(server);
      if (!inventory) throw unknownServer(server, [...this.inventory.keys()]);
      return new Session(server, inventory, this.options);
    });
  }
}

function remembered<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function unknownServer(server: string, known: string[]): ServerError {
  const list = known.join(", ");
  return new ServerError({
    server,
    what: {
      id: `server ini tidak ada di datacenter/servers.yaml (ada: ${list})`,
      en: `no such server in datacenter/servers.yaml (there are: ${list})`,
    },
    remedy: { id: "perbaiki kunci server pada alokasi", en: "mend the server key in the allocation" },
  });
}
