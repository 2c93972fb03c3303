import type { Text } from "../../text";
import type { Power, Runtime } from "../generated/power";
import { parseMinutes, parsePower, parseTimeLimit } from "../quantity";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule } from "./rule";

const file = topicFiles.power;

/** What stands in power.yaml fits together: feeds name UPS that there are, gensets name feeds, runtimes fall. */
export const powerPlan: Rule = {
  id: "power-plan",
  needs: ["power"],
  check({ site: { power } }, report) {
    if (!power) return;
    checkUps(power, report);
    checkSources(power, report);
    for (const [key, { runtime }] of Object.entries(power.ups ?? {})) {
      if (runtime) checkRuntime(`/power/ups${pointerStep(key)}/runtime`, runtime, report);
    }
  },
};

function checkUps({ feeds, ups = {} }: Power, report: Report): void {
  for (const [feed, { ups: key }] of Object.entries(feeds)) {
    if (key === undefined || Object.hasOwn(ups, key)) continue;
    const pointer = `/power/feeds${pointerStep(feed)}/ups`;
    report({ file, pointer, ...missing(`UPS \`${key}\``), rests: ["/power/ups"] });
  }
}

function checkSources({ feeds, gensets = {}, utility = {} }: Power, report: Report): void {
  for (const [kind, sources] of Object.entries({ gensets, utility })) {
    for (const [key, source] of Object.entries(sources)) {
      for (const [index, feed] of source.feeds.entries()) {
        if (Object.hasOwn(feeds, feed)) continue;
        const pointer = `/power/${kind}${pointerStep(key)}/feeds/${index}`;
        report({ file, pointer, ...missing(`feed \`${feed}\``), rests: ["/power/feeds"] });
      }
    }
  }
}

function checkRuntime(at: string, { required, table }: Runtime, report: Report): void {
  const times = [
    { pointer: `${at}/required`, time: required },
    ...table.map(({ time }, index) => ({ pointer: `${at}/table/${index}/time`, time })),
  ];
  const inDays = times.filter(({ time }) => parseTimeLimit(time).unit === "days");
  for (const { pointer } of inDays) report({ file, pointer, ...workingDays });
  if (inDays.length > 0) return;
  const points = table.map(({ load, time }, index) => ({
    load: parsePower(load),
    minutes: parseMinutes(time),
    pointer: `${at}/table/${index}/time`,
  }));
  points.sort((a, b) => a.load - b.load);
  for (const [index, { minutes, pointer }] of points.entries()) {
    if (minutes > (points[index - 1]?.minutes ?? minutes))
      report({ file, pointer, ...rising, rests: [`${at}/table`] });
  }
}

interface Words {
  message: Text;
  remedy: Text;
}

function missing(what: string): Words {
  return {
    message: { id: `${what} tidak ada di ${file}`, en: `there is no ${what} in ${file}` },
    remedy: { id: "Perbaiki namanya, atau tambahkan.", en: "Correct the name, or add it." },
  };
}

const workingDays: Words = {
  message: {
    id: "lama baterai dihitung menurut jam, bukan hari kerja",
    en: "batteries run by the clock, not by working days",
  },
  remedy: { id: "Tulis dalam minutes atau hours.", en: "Write it in minutes or hours." },
};

const rising: Words = {
  message: {
    id: "baterai tidak mungkin bertahan lebih lama pada beban yang lebih besar",
    en: "batteries cannot last longer at a larger load",
  },
  remedy: { id: "Periksa tabel pada lembar data UPS.", en: "Look at the table in the UPS's data sheet." },
};
