import { holderOn } from "../schema/holder-on";
import { localDay } from "../schema/moments";
import type { Site } from "../schema/site";
import type { Facts } from "./facts";

/** What of the site says who somebody is. */
export type People = Pick<Site, "officers" | "agencies" | "contacts">;

export const NAME_ERASED = "nama telah dihapus dari data kontak";
export const NO_HOLDER = "tidak ada pemegang jabatan yang tercatat pada tanggal ini";

/** Somebody as a document names them. */
export interface Person {
  /** Position with Plt. or Plh., or the agency. */
  title: string;
  /** Not there when the contact was erased or nobody held the position. */
  name?: string;
  nip?: string;
  /** Why there is no name. */
  nameless?: string;
}

/**
 * The holder of a position on the day of a moment. Who acts (Plh., Plt.) stands before the regular holder.
 *
 * @param key position in officers.yaml; undefined is returned for one that is not there
 */
export function officerAt({ officers, contacts }: People, key: string, moment: string): Person | undefined {
  const officer = officers.get(key);
  if (!officer) return undefined;
  const holder = holderOn(officer.holders, localDay(moment));
  if (!holder) return { title: officer.title, nameless: NO_HOLDER };
  const title = holder.acting ? `${ACTING[holder.acting]} ${officer.title}` : officer.title;
  const contact = contacts.get(holder.contact);
  if (!contact || isErased(contact.name)) return { title, nameless: NAME_ERASED };
  return { title, name: contact.name, nip: contact.nip };
}

const ACTING = { plt: "Plt.", plh: "Plh." } as const;

/** An erased person leaves the key with `(dihapus)` or the like for a name: see docs/people-and-papers.md. */
function isErased(name: string): boolean {
  return /^\(.*\)$/.test(name);
}

/** A position's holder or an agency, as facts; `label` is what a text prints of them. */
export function personFacts(people: People, key: string, moment: string): Facts {
  const agency = people.agencies.get(key);
  const person: Person = officerAt(people, key, moment) ?? { title: agency?.name ?? key };
  const { title, name, nip, nameless } = person;
  const detail = name ?? nameless;
  return { key, title, name, nip, nameless, label: detail ? `${title} (${detail})` : title };
}

/** The agency's contact of a request, as facts; an erased one says so in place of the name. */
export function contactFacts({ contacts }: People, key: string): Facts {
  const contact = contacts.get(key);
  if (!contact || isErased(contact.name))
    return { name: `(${NAME_ERASED})`, nameless: NAME_ERASED, label: `(${NAME_ERASED})` };
  const { name, nip, phone, email } = contact;
  return { name, nip, phone, email, label: name };
}
