import type { Text } from "../../text";
import { allocationPointer } from "../request-life";
import type { Site } from "../site";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import { assessAgain, type PlacedServer, placedServers } from "./placed-servers";
import type { Place, Rule } from "./rule";

/** The allocated VLAN and router are those of the network, and the switch carries the VLAN. */
export const vlanUnknown: Rule = {
  id: "vlan-unknown",
  check(context, report) {
    for (const server of placedServers(context)) {
      for (const { field, message, place } of findFaults(context.site, server)) {
        report({
          file: server.file,
          pointer: `${allocationPointer}/${field}`,
          message,
          remedy: assessAgain(server.data.id),
          rests: [`${allocationPointer}/network`, `${allocationPointer}/switch`, place],
        });
      }
    }
  },
};

interface Fault {
  field: "vlan" | "gateway";
  message: Text;
  /** What of the inventory it rests on. */
  place: Place;
}

function findFaults(site: Site, { allocation }: PlacedServer): Fault[] {
  const { vlan, gateway, network: key, switch: device } = allocation;
  const network = site.networks.get(key);
  const carried = site.switches?.get(device)?.vlans;
  const ofNetwork = { file: topicFiles.networks, pointer: `/networks${pointerStep(key)}` };
  const ofSwitch = { file: topicFiles.racks, pointer: `/switches${pointerStep(device)}/vlans` };
  const faults: Fault[] = [];
  if (network && network.vlan !== vlan)
    faults.push({ field: "vlan", message: notOfNetwork("VLAN", key, network.vlan), place: ofNetwork });
  else if (carried && !carried.includes(vlan))
    faults.push({ field: "vlan", message: notCarried(device, carried), place: ofSwitch });
  if (network && network.gateway !== gateway)
    faults.push({
      field: "gateway",
      message: notOfNetwork("gateway", key, network.gateway),
      place: ofNetwork,
    });
  return faults;
}

function notOfNetwork(what: string, network: string, right: string | number | undefined): Text {
  if (right === undefined) {
    return {
      id: `jaringan \`${network}\` belum mempunyai ${what} di ${topicFiles.networks}`,
      en: `the network \`${network}\` has no ${what} in ${topicFiles.networks}`,
    };
  }
  return {
    id: `${what} jaringan \`${network}\` adalah ${right}`,
    en: `the ${what} of the network \`${network}\` is ${right}`,
  };
}

function notCarried(device: string, vlans: readonly number[]): Text {
  return {
    id: `switch \`${device}\` hanya membawa VLAN ${vlans.join(", ")}`,
    en: `the switch \`${device}\` carries only VLAN ${vlans.join(", ")}`,
  };
}
