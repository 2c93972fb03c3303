import { isIPv4 } from "node:net";
import { canonicalAccess } from "../../provision/access-rules";
import type { Access, RuleSetInputs } from "../../provision/desired-state";
import type { RuleReality } from "../../remote/fleet";
import type { CheckFailure, ManagedResource } from "./managed-resource";

export interface RuleSetOutputs extends RuleSetInputs {
  /** What nobody approved is dropped. */
  defaultDeny: boolean;
  /** The gateway's next boot brings the same rules back. */
  restoredAtBoot: boolean;
  /** Rules that somebody put among these by hand, as nftables lists them. */
  foreignRules: string[];
}

const NETWORK = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d|[12]\d|3[0-2])$/;
const REQUEST_ID = /^[A-Z]{3}-[0-9]{4}-[0-9]{4,}$/;

/** What a gateway lets through to one co-located server, in a chain of Titip's own nftables table. */
export const ruleSet: ManagedResource<RuleSetInputs, RuleSetOutputs> = {
  type: "titip:firewall:RuleSet",
  replaceOn: ["request", "server"],
  learned: [],

  check(news) {
    const failures = refused(news);
    if (failures.length > 0) return { inputs: news, failures };
    const inputs = { ...news, addresses: [...news.addresses].sort(), access: canonicalAccess(news.access) };
    return { inputs, failures };
  },

  id: (inputs) => `${inputs.server}/${inputs.request}`,

  plan: (inputs) => ({ ...inputs, defaultDeny: true, restoredAtBoot: true, foreignRules: [] }),

  async apply({ fleet }, inputs) {
    const gateway = fleet.gateway(inputs.server);
    if (!inputs.closed) return describe(inputs, await gateway.put(inputs));
    await gateway.remove(inputs.request);
    return ruleSet.plan(inputs);
  },

  async read({ fleet }, { server, request }, olds) {
    const reality = await fleet.gateway(server).read(request);
    const recorded = olds.request ? (olds as RuleSetOutputs) : undefined;
    // The rules of an ended service are gone, and that is as it should be: the record of it stays.
    if (!reality) return recorded?.closed && { inputs: recorded, outputs: recorded };
    const { addresses, access } = reality;
    const inputs: RuleSetInputs = { request, server, addresses, access };
    return { inputs, outputs: describe(recorded ?? inputs, reality) };
  },

  async remove({ fleet }, { server, request }) {
    await fleet.gateway(server).remove(request);
    return undefined;
  },
};

/** What was ordered, overlaid with what the kernel really enforces, so that a difference shows in `diff`. */
function describe({ closed, ...inputs }: RuleSetInputs, reality: RuleReality): RuleSetOutputs {
  return { ...inputs, ...reality };
}

function refused({ request, addresses, access }: RuleSetInputs): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const refuse = (property: string, found: unknown) =>
    failures.push({ property, reason: `${JSON.stringify(found)} cannot stand in a rule set` });
  if (!REQUEST_ID.test(request)) refuse("request", request);
  addresses.forEach((address, index) => {
    if (!isIPv4(address)) refuse(`addresses[${index}]`, address);
  });
  access.forEach((entry, index) => {
    for (const property of refusedProperties(entry)) refuse(`access[${index}].${property}`, entry[property]);
  });
  return failures;
}

function refusedProperties({ protocol, port, from }: Access): (keyof Access)[] {
  const checks: [keyof Access, boolean][] = [
    ["protocol", protocol === "tcp" || protocol === "udp"],
    ["port", Number.isInteger(port) && port >= 1 && port <= 65535],
    ["from", (from ?? []).every((network) => isIPv4(NETWORK.exec(network)?.[1] ?? ""))],
  ];
  return checks.flatMap(([property, ok]) => (ok ? [] : [property]));
}
