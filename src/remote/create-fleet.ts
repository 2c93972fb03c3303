import type { Fleet, Gateway, NameServer, WebServer } from "./fleet";
import { NftablesGateway } from "./gateway";
import type { ServerInventory } from "./inventory";
import { BindNameServer } from "./name-server";
import { ServerError } from "./server-error";
import { Session, type SessionOptions } from "./session";
import { ApacheServer, type GroupOptions } from "./web-server";

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

  constructor(
    private readonly servers: Map<string, ServerInventory>,
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

  async close(): Promise<void> {
    const servers = [this.webServers, this.nameServers, this.gateways].flatMap((map) => [...map.values()]);
    await Promise.all(servers.map((server) => server.idle()));
    await Promise.all([...this.sessions.values()].map((session) => session.close()));
  }

  private session(server: string): Session {
    return remembered(this.sessions, server, () => {
      const inventory = this.servers.get(server);
      if (!inventory) throw unknownServer(server, [...this.servers.keys()]);
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
