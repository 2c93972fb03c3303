import { dateText } from "../report/date-text";
import type { DocumentTemplate, TemplateSignature } from "../schema/generated/document";
import type { Letterhead, Signatory } from "../schema/generated/letterhead";
import type { Signature, SignaturesBlock } from "./block";
import { type Facts, isFacts } from "./facts";
import { officerAt, type People, type Person } from "./people";
import type { Scope } from "./scope";

export interface Signing {
  template: DocumentTemplate;
  letterhead: Letterhead;
  people: People;
  scope: Scope;
  /** Moment of the step: who held the position then signs. */
  moment: string;
  /** Day that the document bears. */
  day: string;
}

/** The places for signatures. A record has place and date above the last of them; a letter has them at its head. */
export function signatureBlock(signing: Signing): SignaturesBlock {
  const { template, scope } = signing;
  const wanted = template.signatures ?? [{}];
  const signatures = wanted
    .filter(({ when = [] }) => when.every((condition) => scope.holds(condition)))
    .flatMap((place) => signaturesOf(place, signing));
  return { kind: "signatures", signatures: dated(signatures, signing) };
}

/** Whoever is not known yet signs on a day that is not known either. */
function dated(signatures: Signature[], { template, letterhead, day }: Signing): Signature[] {
  if (template.layout === "letter" || signatures.length !== 1) return signatures;
  const placeAndDate = `${letterhead.place}, ${dateText(day, "id")}`;
  return signatures.map((signature) =>
    signature.name === "" && signature.below.length === 0
      ? signature
      : { ...signature, above: [placeAndDate, ...signature.above] },
  );
}

function signaturesOf(place: TemplateSignature, signing: Signing): Signature[] {
  const { scope } = signing;
  const captions = place.caption === undefined ? [] : [scope.text(place.caption)];
  if (place.each !== undefined) {
    const entries = scope.has(place.each) ? scope.list(place.each) : [];
    return entries.map((entry, index) => {
      const person = isFacts(entry) ? entry : { title: String(entry) };
      return signed(
        personOf(person),
        captions.map((caption) => `${caption} ${index + 1},`),
      );
    });
  }
  if (place.applicant) return [applicantSignature(captions, scope)];
  if (place.blank) return [{ above: captions, name: "", below: [] }];
  if (place.officer !== undefined) return [signed(personAt(place.officer, scope), captions)];
  return [officeSignature(captions, signing)];
}

/** The officer of the step, or whom the letterhead names in his place. */
function officeSignature(captions: string[], signing: Signing): Signature {
  const { template, letterhead, people, scope, moment } = signing;
  const others = letterhead.signatories ?? {};
  const other: Signatory | undefined = Object.hasOwn(others, template.document)
    ? others[template.document]
    : undefined;
  const person = other && officerAt(people, other.position, moment);
  if (!other || !person) return signed(personAt(`steps.${template.step}.by`, scope), captions);
  const principal = other.on_behalf_of && officerAt(people, other.on_behalf_of, moment);
  return signed(person, principal ? [...captions, `a.n. ${withoutActing(principal.title)}`] : captions);
}

/** In whose name one signs is an office, whoever holds it. */
function withoutActing(title: string): string {
  return title.replace(/^Pl[th]\. /, "");
}

function applicantSignature(captions: string[], scope: Scope): Signature {
  const contact = scope.group("contact");
  const agency = scope.text("{agency.name}");
  const person = contact ? personOf({ ...contact, title: agency }) : { title: agency };
  return signed(contact?.nameless ? { ...person, name: undefined } : person, captions);
}

function personAt(path: string, scope: Scope): Person {
  scope.text(`{${path}.title}`); // remembers a step that is not there
  return personOf(scope.group(path) ?? {});
}

function personOf({ title, name, nip, nameless }: Facts): Person {
  const text = (fact: unknown) => (typeof fact === "string" ? fact : undefined);
  return { title: text(title) ?? "", name: text(name), nip: text(nip), nameless: text(nameless) };
}

function signed({ title, name, nip, nameless }: Person, captions: string[]): Signature {
  const below = [...(nip ? [`NIP ${nip}`] : []), ...(nameless ? [`(${nameless})`] : [])];
  return { above: title ? [...captions, `${title},`] : captions, name: name ?? "", below };
}
