import { unitConflicts } from "../../capacity/place-claims";
import type { Text } from "../../text";
import type { Rack } from "../generated/racks";
import type { Site } from "../site";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule } from "./rule";

const file = topicFiles.racks;

/** What stands in racks.yaml fits together: devices in their racks and beside each other, feeds, switches. */
export const rackPlan: Rule = {
  id: "rack-plan",
  needs: ["racks"],
  check({ site }, report) {
    for (const [key, rack] of site.racks ?? []) {
      checkFeeds(site, key, rack, report);
      checkUnits(key, rack, report);
    }
    checkOverlaps(site, report);
    checkSwitches(site, report);
  },
};

function checkFeeds({ power }: Site, key: string, { feeds, equipment = [] }: Rack, report: Report): void {
  const at = `/racks${pointerStep(key)}`;
  for (const feed of Object.keys(feeds)) {
    if (!power || Object.hasOwn(power.feeds, feed)) continue;
    const rests = [{ file: topicFiles.power, pointer: "/power/feeds" }];
    const pointer = `${at}/feeds${pointerStep(feed)}`;
    report({ file, pointer, target: "key", ...noFeed(feed, topicFiles.power), rests });
  }
  for (const [index, one] of equipment.entries()) {
    const wrong = (one.feeds ?? []).findIndex((feed) => !Object.hasOwn(feeds, feed));
    if (wrong < 0) continue;
    const pointer = `${at}/equipment/${index}/feeds/${wrong}`;
    report({ file, pointer, ...noFeed(one.feeds?.[wrong] ?? "", key), rests: [`${at}/feeds`] });
  }
}

function checkUnits(key: string, rack: Rack, report: Report): void {
  const at = `/racks${pointerStep(key)}`;
  const { units, reserved = [], equipment = [] } = rack;
  const rests = [`${at}/units`];
  for (const [index, { from, to }] of reserved.entries()) {
    if (from <= to && to <= units) continue;
    report({ file, pointer: `${at}/reserved/${index}/to`, ...outside(key, units), rests });
  }
  for (const [index, { unit, rack_units }] of equipment.entries()) {
    if (unit + rack_units - 1 <= units) continue;
    report({ file, pointer: `${at}/equipment/${index}/unit`, ...outside(key, units), rests });
  }
}

/** Two devices of the data centre's own in one unit. */
function checkOverlaps(site: Site, report: Report): void {
  const told = new Set<string>();
  for (const { younger, holder } of unitConflicts(site, [])) {
    const { rack = "", unit = 0 } = younger.owner.unit ?? {};
    const key = `${rack} ${younger.owner.name} ${holder.owner.name}`;
    if (told.has(key)) continue;
    told.add(key);
    const equipment = site.racks?.get(rack)?.equipment ?? [];
    const index = equipment.findIndex(({ name }) => name === younger.owner.name);
    const pointer = `/racks${pointerStep(rack)}${index < 0 ? "" : `/equipment/${index}/unit`}`;
    report({ file, pointer, ...twice(rack, unit, holder.owner.name), rests: [`/racks${pointerStep(rack)}`] });
  }
}

function checkSwitches({ racks, switches }: Site, report: Report): void {
  for (const [key, { rack, racks: reached = [], ports }] of switches ?? []) {
    const at = `/switches${pointerStep(key)}`;
    const places: [string, string][] = [
      ["rack", rack],
      ...reached.map((one, i): [string, string] => [`racks/${i}`, one]),
    ];
    for (const [field, name] of places) {
      if (!racks?.has(name)) report({ file, pointer: `${at}/${field}`, ...noRack(name), rests: ["/racks"] });
    }
    if (ports.to < ports.from) report({ file, pointer: `${at}/ports/to`, ...reversed });
  }
}

interface Words {
  message: Text;
  remedy: Text;
}

function noFeed(feed: string, source: string): Words {
  return {
    message: {
      id: `feed \`${feed}\` tidak ada di ${source}`,
      en: `there is no feed \`${feed}\` in ${source}`,
    },
    remedy: { id: "Perbaiki nama feed, atau tambahkan.", en: "Correct the feed's name, or add it." },
  };
}

function outside(rack: string, units: number): Words {
  return {
    message: {
      id: `di luar rak \`${rack}\`, yang mempunyai U1 – U${units}`,
      en: `outside the rack \`${rack}\`, which has U1 – U${units}`,
    },
    remedy: { id: "Perbaiki unitnya.", en: "Correct the unit." },
  };
}

function twice(rack: string, unit: number, holder: string): Words {
  return {
    message: {
      id: `U${unit} di rak \`${rack}\` sudah diisi ${holder}`,
      en: `U${unit} of the rack \`${rack}\` is filled by ${holder}`,
    },
    remedy: {
      id: "Perbaiki unit, sisi, atau kedalaman salah satunya.",
      en: "Correct unit, face or depth of one of them.",
    },
  };
}

function noRack(name: string): Words {
  return {
    message: { id: `rak \`${name}\` tidak ada`, en: `there is no rack \`${name}\`` },
    remedy: { id: `Pilih rak yang ada di ${file}.`, en: `Choose a rack of ${file}.` },
  };
}

const reversed: Words = {
  message: { id: "port terakhir sebelum port pertama", en: "the last port is before the first" },
  remedy: { id: "Tukar keduanya.", en: "Exchange the two." },
};
