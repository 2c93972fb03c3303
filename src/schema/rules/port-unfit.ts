import { portsOf } from "../../capacity/switch-resources";
import { reaches } from "../../sop/allocate-port";
import type { Text } from "../../text";
import type { Switch } from "../generated/racks";
import { allocationPointer } from "../request-life";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import { assessAgain, type PlacedServer, placedServers } from "./placed-servers";
import type { Rule } from "./rule";

/** A server is plugged into a port that its switch has for it, of a switch whose cables reach its rack. */
export const portUnfit: Rule = {
  id: "port-unfit",
  check(context, report) {
    for (const server of placedServers(context)) {
      const { file, data, allocation } = server;
      const device = context.site.switches?.get(allocation.switch);
      const fault = device && findFault(server, device, context.site.racks?.has(allocation.rack) === true);
      if (!fault) continue;
      report({
        file,
        pointer: `${allocationPointer}/${fault.field}`,
        message: fault.message,
        remedy: assessAgain(data.id),
        rests: [
          `${allocationPointer}/switch`,
          `${allocationPointer}/rack`,
          { file: topicFiles.racks, pointer: `/switches${pointerStep(allocation.switch)}` },
        ],
      });
    }
  },
};

function findFault(
  { allocation }: PlacedServer,
  device: Switch,
  rackIsKnown: boolean,
): { field: "port" | "switch"; message: Text } | undefined {
  const { rack, switch: key, port } = allocation;
  if (!portsOf(device).includes(port)) return { field: "port", message: noPort(key) };
  if (rackIsKnown && !reaches(device, rack)) return { field: "switch", message: outOfReach(key, rack) };
  return undefined;
}

function noPort(key: string): Text {
  return {
    id: `switch \`${key}\` tidak mempunyai port ini untuk permohonan`,
    en: `the switch \`${key}\` has no such port for requests`,
  };
}

function outOfReach(key: string, rack: string): Text {
  return {
    id: `kabel switch \`${key}\` tidak sampai ke rak \`${rack}\``,
    en: `the cables of the switch \`${key}\` do not reach the rack \`${rack}\``,
  };
}
