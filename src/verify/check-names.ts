import { isAddress4, reverseName } from "../dns/addresses";
import { zoneOf } from "../dns/names";
import type { Site } from "../schema/site";
import type { Check } from "./evidence";
import { foundOr, type NameType, type Probes } from "./probes";

export interface NamesToCheck {
  /** Fully qualified, the main one first. */
  names: readonly string[];
  addresses: readonly string[];
  /** Each address is the service's own and resolves back to its main name. */
  reverse: boolean;
}

/** Each name and, where dedicated, each address, asked of the name server that is primary for its zone. */
export function checkNames(
  site: Site,
  { names, addresses, reverse }: NamesToCheck,
  probes: Probes,
): Promise<Check[]> {
  const four = addresses.filter(isAddress4);
  const six = addresses.filter((ip) => !isAddress4(ip));
  const forward = [
    ...names.map((name) => ask(site, probes, { check: "name", type: "A", target: name, name }, four)),
    ...(six.length === 0 ? [] : names).map((name) =>
      ask(site, probes, { check: "name", type: "AAAA", target: name, name }, six),
    ),
  ];
  const back = reverse ? addresses : [];
  const reversed = back.map((ip) =>
    ask(
      site,
      probes,
      { check: "reverse", type: "PTR", target: ip, name: reverseName(ip) },
      names.slice(0, 1),
    ),
  );
  return Promise.all([...forward, ...reversed]);
}

interface Question {
  check: "name" | "reverse";
  type: NameType;
  target: string;
  name: string;
}

async function ask(
  site: Site,
  probes: Probes,
  { check, type, target, name }: Question,
  wanted: readonly string[],
): Promise<Check> {
  const expected = list(wanted);
  const zone = zoneOf(name, site.zones.keys());
  const key = zone === undefined ? undefined : site.zones.get(zone)?.server;
  const nameServer = key === undefined ? undefined : site.servers.get(key)?.address;
  if (nameServer === undefined)
    return { check, target, expected, found: "no name server of ours holds it", result: "bad" };
  const asked = probes.resolve(nameServer, name, type);
  const { found } = await foundOr(asked, (values) => list(values) || "nothing");
  return { check, target, through: nameServer, expected, found, result: found === expected ? "good" : "bad" };
}

function list(values: readonly string[]): string {
  return [...values].sort().join(", ");
}
