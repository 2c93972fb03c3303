import { allocationPointer } from "../request-life";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import { assessAgain, placedServers } from "./placed-servers";
import type { Rule } from "./rule";

/** A server hangs on feeds that its rack has, one for each of its supplies. */
export const feedsUnfit: Rule = {
  id: "feeds-unfit",
  check(context, report) {
    for (const { file, data, allocation } of placedServers(context)) {
      const rack = context.site.racks?.get(allocation.rack);
      if (!rack) continue;
      const known = Object.keys(rack.feeds);
      const unknown = allocation.feeds.findIndex((feed) => !known.includes(feed));
      const rests = [
        "/server/power_feeds",
        `${allocationPointer}/rack`,
        { file: topicFiles.racks, pointer: `/racks${pointerStep(allocation.rack)}/feeds` },
      ];
      const remedy = assessAgain(data.id);
      if (unknown >= 0) {
        const pointer = `${allocationPointer}/feeds/${unknown}`;
        report({ file, pointer, ...noFeed(allocation.rack), remedy, rests, allowed: known });
      } else if (allocation.feeds.length !== data.server.power_feeds) {
        const pointer = `${allocationPointer}/feeds`;
        report({
          file,
          pointer,
          ...otherNumber(allocation.feeds.length, data.server.power_feeds),
          remedy,
          rests,
        });
      }
    }
  },
};

function noFeed(rack: string) {
  return {
    message: { id: `rak \`${rack}\` tidak mempunyai feed ini`, en: `the rack \`${rack}\` has no such feed` },
  };
}

function otherNumber(given: number, wanted: number) {
  return {
    message: {
      id: `${given} feed dialokasikan untuk server dengan ${wanted} catu daya`,
      en: `${given} feed(s) are given to a server with ${wanted} power supplies`,
    },
  };
}
