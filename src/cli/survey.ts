import { createFleet } from "../remote/create-fleet";
import type { Kind } from "../schema/kinds";
import type { Site } from "../schema/site";
import type { Reality } from "../sop/allocate";

/**
 * Asks every server what it holds, ours or not, so that nothing is given twice. Gateways are asked where the request
 * is for a server behind them.
 * @throws ServerError of the first server that cannot be asked
 */
export async function surveyServers(site: Site, kind: Kind = "hosting"): Promise<Reality> {
  const fleet = createFleet(Object.fromEntries(site.servers));
  try {
    const webServers = [...site.servers].filter(([, { role }]) => role === "web").map(([key]) => key);
    const [web, dns, gateways] = await Promise.all([
      Promise.all(webServers.map((key) => fleet.web(key).survey())),
      Promise.all(zonesByServer(site).map(([key, zones]) => fleet.dns(key).survey(zones))),
      Promise.all(gatewaysFor(site, kind).map((key) => fleet.gateway(key).survey())),
    ]);
    const records = dns.flat();
    const addresses = records.filter(({ type }) => type === "A").map(({ value }) => value);
    return {
      addresses: new Set([...[...web, ...gateways].flatMap((server) => server.addresses), ...addresses]),
      names: new Set([...web.flatMap((server) => server.names), ...records.map(({ name }) => name)]),
      uids: new Set(web.flatMap((server) => server.uids)),
    };
  } finally {
    await fleet.close();
  }
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
