import { checkLabel } from "../../dns/names";
import { wishedNames } from "../wished-names";
import type { Rule } from "./rule";

/** A name is one label of a host name (RFC 1035 §2.3.1, RFC 1123 §2.1) and follows the zone's own pattern. */
export const subdomainLegal: Rule = {
  id: "subdomain-legal",
  check({ site }, report) {
    const patterns = new Map<string, RegExp>();
    for (const [name, zone] of site.zones) {
      if (zone.names?.pattern !== undefined) patterns.set(name, new RegExp(zone.names.pattern, "u"));
    }
    for (const { file, data } of site.requests) {
      for (const { label, pointer } of wishedNames(data)) {
        const fault = checkLabel(label)[0];
        if (fault) {
          report({
            file,
            pointer,
            message: {
              id: `nama ini tidak sah: ${fault.reason.id}`,
              en: `this is not a legal name: ${fault.reason.en}`,
            },
            remedy: {
              id: "Pilih nama dengan huruf kecil a-z, angka dan tanda hubung, paling panjang 63 karakter.",
              en: "Choose a name of lower-case letters a-z, digits and hyphens, at most 63 characters.",
            },
            reference: { id: "RFC 1035 §2.3.1, RFC 1123 §2.1", en: "RFC 1035 §2.3.1, RFC 1123 §2.1" },
          });
          continue;
        }
        const pattern = patterns.get(data.zone);
        if (!pattern || pattern.test(label)) continue;
        report({
          file,
          pointer,
          message: {
            id: `nama ini tidak sesuai pola zona ${data.zone}: ${pattern.source}`,
            en: `this name does not follow the pattern of the zone ${data.zone}: ${pattern.source}`,
          },
          remedy: { id: "Pilih nama yang sesuai pola.", en: "Choose a name that follows the pattern." },
          reference: { id: `datacenter/zones.yaml, ${data.zone}`, en: `datacenter/zones.yaml, ${data.zone}` },
        });
      }
    }
  },
};
