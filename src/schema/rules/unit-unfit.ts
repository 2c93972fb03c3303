import { deviceOf, isShallow } from "../../capacity/devices";
import { unitConflicts } from "../../capacity/place-claims";
import { isDeepEnough } from "../../capacity/rack-space";
import type { Text } from "../../text";
import type { Rack } from "../generated/racks";
import { allocationPointer } from "../request-life";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import { holderOf, oncePerPair, unitWords, yieldsPlace } from "./place-finding";
import { assessAgain, type PlacedServer, placedServers } from "./placed-servers";
import type { Place, Report, Rule, RuleContext } from "./rule";

/**
 * A server stands within its rack, is not deeper than it, blows its air the way that the others do, and leaves the
 * data centre's own devices their units.
 */
export const unitUnfit: Rule = {
  id: "unit-unfit",
  check(context, report) {
    for (const server of placedServers(context)) {
      const { file, data, allocation } = server;
      const rack = context.site.racks?.get(allocation.rack);
      const fault = rack && findFault(server, rack);
      if (!fault) continue;
      report({
        file,
        pointer: `${allocationPointer}/${fault.field}`,
        message: fault.message,
        remedy: assessAgain(data.id),
        rests: ["/server/rack_units", "/server/depth", `${allocationPointer}/rack`, rackOf(allocation.rack)],
      });
    }
    checkOwn(context, report);
  },
};

/** Units of the data centre's own devices, and those that it keeps free. */
function checkOwn({ site, live }: RuleContext, report: Report): void {
  const conflicts = unitConflicts(site, live).filter(
    (conflict) => yieldsPlace(conflict) && conflict.holder.owner.request === undefined,
  );
  for (const conflict of oncePerPair(conflicts)) {
    const { request, unit } = conflict.younger.owner;
    if (!request) continue;
    const [what, held] = [unitWords(conflict), holderOf(conflict)];
    report({
      file: request.file,
      pointer: `${allocationPointer}/unit`,
      message: { id: `${what.id} dipakai ${held.id}`, en: `${what.en} is taken by ${held.en}` },
      remedy: assessAgain(request.data.id),
      rests: [rackOf(unit?.rack ?? "")],
    });
  }
}

function rackOf(key: string): Place {
  return { file: topicFiles.racks, pointer: `/racks${pointerStep(key)}` };
}

function findFault(
  { data, allocation }: PlacedServer,
  rack: Rack,
): { field: "unit" | "rack" | "face"; message: Text } | undefined {
  const device = deviceOf(data, allocation);
  const top = device.unit + device.height - 1;
  if (top > rack.units) return { field: "unit", message: outside(allocation.rack, rack, device.unit, top) };
  if (!isDeepEnough(rack, device)) return { field: "rack", message: tooDeep(allocation.rack, rack) };
  if (device.face === "rear" && !isShallow(device, rack)) return { field: "face", message: backwards };
  return undefined;
}

function outside(key: string, { units }: Rack, from: number, to: number): Text {
  return {
    id: `U${from} – U${to} melewati rak \`${key}\`, yang tingginya ${units} U`,
    en: `U${from} – U${to} goes beyond the rack \`${key}\`, which has ${units} U`,
  };
}

function tooDeep(key: string, { depth }: Rack): Text {
  return {
    id: `server lebih dalam daripada rak \`${key}\` (${depth})`,
    en: `the server is deeper than the rack \`${key}\` (${depth})`,
  };
}

const backwards: Text = {
  id: "hanya perangkat yang dalamnya paling banyak setengah rak boleh dipasang di sisi belakang",
  en: "only a device of at most half the rack's depth may be mounted on the rear side",
};
