import { createFleet } from "../remote/create-fleet";
import type { DatabaseNeed } from "../schema/generated/hosting-request";
import type { Kind } from "../schema/kinds";
import type { Site } from "../schema/site";
import type { Reality } from "../sop/allocate";

/**
 * Asks every server what it holds, ours or not, so that nothing is given twice. Gateways are asked where the request
 * is for a server behind them, database servers where it asks for their engine.
 * @throws ServerError of the first server that cannot be asked
 */
export async function surveyServers(
  site: Site,
  kind: Kind = "hosting",
  engine?: DatabaseNeed["engine"],
): Promise<Reality> {
  const fleet = createFleet(Object.fromEntries(site.servers));
  try {
    const webServers = [...site.servers].filter(([, { role }]) => role === "web").map(([key]) => key);
    const containerServers = kind === "hosting" ? keysOf(site, "container") : [];
    const [web, dns, gateways, databases, containers] = await Promise.all([
      Promise.all(webServers.map((key) => fleet.web(key).survey())),
      Promise.all(zonesByServer(site).map(([key, zones]) => fleet.dns(key).survey(zones))),
      Promise.all(gatewaysFor(site, kind).map((key) => fleet.gateway(key).survey())),
      Promise.all(
        serversOf(site, engine).map(async (key) => namesOn(key, await fleet.database(key).survey())),
      ),
      Promise.all(
        containerServers.map(async (key) =>
          (await fleet.containers(key).survey()).ports.map((port) => `${key}/${port}`),
        ),
      ),
    ]);
    const records = dns.flat();
    const addresses = records.filter(({ type }) => type === "A" || type === "AAAA").map(({ value }) => value);
    return {
      addresses: new Set([...[...web, ...gateways].flatMap((server) => server.addresses), ...addresses]),
      names: new Set([...web.flatMap((server) => server.names), ...records.map(({ name }) => name)]),
      uids: new Set(web.flatMap((server) => server.uids)),
      databases: new Set(databases.flat()),
      ports: new Set(containers.flat()),
    };
  } finally {
    await fleet.close();
  }
}

function keysOf(site: Site, wanted: string): string[] {
  return [...site.servers].flatMap(([key, { role }]) => (role === wanted ? [key] : []));
}

/** Database servers that offer an engine; none when none is asked for. */
function serversOf(site: Site, engine: DatabaseNeed["engine"] | undefined): string[] {
  if (engine === undefined) return [];
  return [...site.servers].flatMap(([key, { role, engines }]) =>
    role === "database" && (engines?.includes(engine) ?? true) ? [key] : [],
  );
}

function namesOn(server: string, { names }: { names: string[] }): string[] {
  return names.map((name) => `${server}/${name}`);
}

/** Gateways of the networks that serve a kind of request. */
function gatewaysFor(site: Site, kind: Kind): string[] {
  const networks = [...site.networks.values()].filter(({ serves }) =>
    serves.some((one) => one.kind === kind),
  );
  return [...new Set(networks.flatMap(({ firewall }) => (firewall === undefined ? [] : [firewall])))];
}

/** Zones that a name server of ours holds, by the server's key. */
export function zonesByServer(site: Site): [server: string, zones: string[]][] {
  const found = new Map<string, string[]>();
  for (const [zone, { provider, server }] of site.zones) {
    if (provider === "bind" && server !== undefined) found.set(server, [...(found.get(server) ?? []), zone]);
  }
  return [...found];
}
