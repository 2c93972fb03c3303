import { wishedNames } from "../wished-names";
import type { Rule } from "./rule";

/** Names that the zone keeps for itself, or that are zones of their own. */
export const subdomainReserved: Rule = {
  id: "subdomain-reserved",
  check({ site, live }, report) {
    const reserved = new Map<string, ReadonlySet<string>>();
    for (const [name, zone] of site.zones) reserved.set(name, new Set(zone.names?.reserved));
    for (const { file, data } of live) {
      for (const { label, pointer } of wishedNames(data)) {
        const kept = reserved.get(data.zone)?.has(label) ?? false;
        if (!kept && !site.zones.has(`${label}.${data.zone}`)) continue;
        report({
          file,
          pointer,
          message: kept
            ? {
                id: `nama \`${label}\` dicadangkan di zona ${data.zone}`,
                en: `the name \`${label}\` is reserved in the zone ${data.zone}`,
              }
            : {
                id: `\`${label}.${data.zone}\` adalah zona tersendiri`,
                en: `\`${label}.${data.zone}\` is a zone of its own`,
              },
          remedy: { id: "Pilih nama lain.", en: "Choose another name." },
          rests: ["/zone"],
          reference: { id: `datacenter/zones.yaml, ${data.zone}`, en: `datacenter/zones.yaml, ${data.zone}` },
        });
      }
    }
  },
};
