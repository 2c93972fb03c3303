import type { Letterhead } from "../generated/letterhead";
import { inventoryFiles, optionalFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule, RuleContext } from "./rule";
import { unknownKey } from "./unknown-key";

/** Keys inside the inventory lead to entries of the inventory. */
export const inventoryReference: Rule = {
  id: "inventory-reference",
  check(context, report) {
    const { usable } = context;
    if (usable.has("agencies")) checkContacts(context, report);
    if (usable.has("contacts")) checkHolders(context, report);
    if (usable.has("servers")) {
      checkZones(context, report);
      checkFirewalls(context, report);
    }
    if (usable.has("officers")) checkLetterhead(context, report);
  },
};

function checkContacts({ site }: RuleContext, report: Report): void {
  const kind = { id: "perangkat daerah", en: "agency" };
  const space = { kind, keys: [...site.agencies.keys()], source: inventoryFiles.agencies };
  for (const [key, { agency }] of site.contacts) {
    if (agency === undefined || site.agencies.has(agency)) continue;
    const place = { file: inventoryFiles.contacts, pointer: `/contacts${pointerStep(key)}/agency` };
    report(unknownKey(place, agency, space));
  }
}

function checkHolders({ site }: RuleContext, report: Report): void {
  const kind = { id: "orang", en: "person" };
  const space = { kind, keys: [...site.contacts.keys()], source: inventoryFiles.contacts };
  for (const [key, { holders }] of site.officers) {
    for (const [index, { contact }] of holders.entries()) {
      if (site.contacts.has(contact)) continue;
      const pointer = `/officers${pointerStep(key)}/holders/${index}/contact`;
      report(unknownKey({ file: inventoryFiles.officers, pointer }, contact, space));
    }
  }
}

function checkZones({ site }: RuleContext, report: Report): void {
  const keys = [...site.servers].flatMap(([key, server]) => (server.role === "dns" ? [key] : []));
  const space = { kind: { id: "server DNS", en: "name server" }, keys, source: inventoryFiles.servers };
  for (const [key, { server }] of site.zones) {
    if (server === undefined || site.servers.get(server)?.role === "dns") continue;
    const place = { file: inventoryFiles.zones, pointer: `/zones${pointerStep(key)}/server` };
    const role = { file: inventoryFiles.servers, pointer: `/servers${pointerStep(server)}/role` };
    report({ ...unknownKey(place, server, space), rests: [role] });
  }
}

function checkFirewalls({ site }: RuleContext, report: Report): void {
  const keys = [...site.servers].flatMap(([key, server]) => (server.role === "gateway" ? [key] : []));
  const space = { kind: { id: "server gerbang", en: "gateway" }, keys, source: inventoryFiles.servers };
  for (const [key, { firewall }] of site.networks) {
    if (firewall === undefined || keys.includes(firewall)) continue;
    const place = { file: inventoryFiles.networks, pointer: `/networks${pointerStep(key)}/firewall` };
    const role = { file: inventoryFiles.servers, pointer: `/servers${pointerStep(firewall)}/role` };
    report({ ...unknownKey(place, firewall, space), rests: [role] });
  }
}

/** Whoever signs, or gets a copy. */
function checkLetterhead({ site }: RuleContext, report: Report): void {
  const kind = { id: "jabatan", en: "position" };
  const space = { kind, keys: [...site.officers.keys()], source: inventoryFiles.officers };
  for (const [pointer, position] of letterheadPositions(site.letterhead)) {
    if (position === undefined || site.officers.has(position)) continue;
    report(unknownKey({ file: optionalFiles.letterhead, pointer: `/letterhead${pointer}` }, position, space));
  }
}

function letterheadPositions(
  letterhead: Letterhead | undefined,
): [pointer: string, key: string | undefined][] {
  const { signatories = {}, copies = {} } = letterhead ?? {};
  const named: [pointer: string, key: string | undefined][] = [];
  for (const [document, { position, on_behalf_of }] of Object.entries(signatories)) {
    const place = `/signatories${pointerStep(document)}`;
    named.push([`${place}/position`, position], [`${place}/on_behalf_of`, on_behalf_of]);
  }
  for (const [document, list] of Object.entries(copies)) {
    for (const [at, { position }] of list.entries())
      named.push([`/copies${pointerStep(document)}/${at}/position`, position]);
  }
  return named;
}
