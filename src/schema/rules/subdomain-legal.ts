import { checkLabel, type NameFault } from "../../dns/names";
import { matching } from "../bounded-pattern";
import { inventoryFiles } from "../site-files";
import { wishedNames } from "../wished-names";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Report, Rule } from "./rule";

/** A name is one label of a host name (RFC 1035 §2.3.1, RFC 1123 §2.1) and follows the zone's own pattern. */
export const subdomainLegal: Rule = {
  id: "subdomain-legal",
  check({ site, doubts }, report) {
    const wishes = new Map<string, Wish[]>();
    for (const { file, data, doubts: unsure } of site.requests) {
      for (const { label, pointer } of wishedNames(data)) {
        if (unsure.about(pointer)) continue;
        const fault = checkLabel(label)[0];
        if (fault) report(illegal(file, pointer, fault));
        else if (!unsure.about("/zone")) append(wishes, data.zone, { file, pointer, label });
      }
    }
    for (const [zone, { names }] of site.zones) {
      if (names?.pattern === undefined || doubts(inventoryFiles.zones).about(patternOf(zone))) continue;
      holdToPattern(zone, names.pattern, wishes.get(zone) ?? [], report);
    }
  },
};

interface Wish {
  file: string;
  pointer: string;
  label: string;
}

function append(wishes: Map<string, Wish[]>, zone: string, wish: Wish): void {
  const list = wishes.get(zone);
  if (list) list.push(wish);
  else wishes.set(zone, [wish]);
}

function holdToPattern(zone: string, pattern: string, wishes: readonly Wish[], report: Report): void {
  const right = matching(
    pattern,
    wishes.map(({ label }) => label),
  );
  if (!right) {
    report(tooSlow(zone, pattern));
    return;
  }
  for (const { file, pointer, label } of wishes) {
    if (right.has(label)) continue;
    report({
      file,
      pointer,
      message: {
        id: `nama ini tidak sesuai pola zona ${zone}: ${pattern}`,
        en: `this name does not follow the pattern of the zone ${zone}: ${pattern}`,
      },
      remedy: { id: "Pilih nama yang sesuai pola.", en: "Choose a name that follows the pattern." },
      reference: { id: `datacenter/zones.yaml, ${zone}`, en: `datacenter/zones.yaml, ${zone}` },
    });
  }
}

function illegal(file: string, pointer: string, fault: NameFault): Finding {
  return {
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
  };
}

function patternOf(zone: string): string {
  return `/zones${pointerStep(zone)}/names/pattern`;
}

/** Told once, at the pattern itself. */
function tooSlow(zone: string, pattern: string): Finding {
  return {
    file: inventoryFiles.zones,
    pointer: patternOf(zone),
    message: {
      id: `pola ini terlalu lama diperiksa: ${pattern}`,
      en: `this pattern takes too long to check: ${pattern}`,
    },
    remedy: {
      id: "Tulis pola tanpa pengulangan di dalam pengulangan, seperti (a+)+.",
      en: "Write a pattern without repetitions inside repetitions, like (a+)+.",
    },
  };
}
