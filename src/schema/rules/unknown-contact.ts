import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** The contact exists and speaks for the applicant. */
export const unknownContact: Rule = {
  id: "unknown-contact",
  needs: ["agencies", "contacts"],
  check({ site }, report) {
    const byAgency = new Map<string, string[]>();
    for (const [key, { agency }] of site.contacts) {
      if (agency !== undefined) byAgency.set(agency, [...(byAgency.get(agency) ?? []), key]);
    }
    const kind = { id: "narahubung", en: "contact" };
    for (const { file, data } of site.requests) {
      const { agency, contact } = data.applicant;
      const place = { file, pointer: "/applicant/contact" };
      const keys = byAgency.get(agency) ?? (site.agencies.has(agency) ? [] : [...site.contacts.keys()]);
      const known = site.contacts.get(contact);
      if (!known) report(unknownKey(place, contact, { kind, keys, source: inventoryFiles.contacts }));
      else if (known.agency !== agency && site.agencies.has(agency)) {
        report({
          ...place,
          message: {
            id: `narahubung \`${contact}\` bukan dari \`${agency}\`${known.agency ? `, melainkan dari \`${known.agency}\`` : ""}`,
            en: `the contact \`${contact}\` is not of \`${agency}\`${known.agency ? ` but of \`${known.agency}\`` : ""}`,
          },
          remedy: { id: `Pilih narahubung dari \`${agency}\`.`, en: `Choose a contact of \`${agency}\`.` },
          allowed: keys,
          rests: [
            "/applicant/agency",
            { file: inventoryFiles.contacts, pointer: `/contacts${pointerStep(contact)}/agency` },
          ],
        });
      }
    }
  },
};
