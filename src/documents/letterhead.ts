import { dateText } from "../report/date-text";
import type { DocumentTemplate } from "../schema/generated/document";
import type { Letterhead } from "../schema/generated/letterhead";
import type { Block } from "./block";
import { officerAt, type People } from "./people";
import type { Scope } from "./scope";

/** Whatever a document carries before its text: letterhead, then number, subject and addressee, or a title. */
export function headBlocks(
  template: DocumentTemplate,
  letterhead: Letterhead,
  scope: Scope,
  day: string,
): Block[] {
  const { government, office, address } = letterhead;
  const head: Block = { kind: "letterhead", government, office, address };
  if (template.layout === "record") {
    const number = template.number && `Nomor: ${letterNumber(template.number, scope)}`;
    return [head, { kind: "title", text: scope.text(template.subject), number }];
  }
  const fields = [
    ...(template.number ? [{ label: "Nomor", values: [letterNumber(template.number, scope)] }] : []),
    { label: "Sifat", values: [scope.text(template.nature ?? "Biasa")] },
    { label: "Lampiran", values: [scope.text(template.attachment ?? "–")] },
    { label: "Hal", values: [scope.text(template.subject)] },
  ];
  const placeAndDate = `${letterhead.place}, ${dateText(day, "id")}`;
  const lines = (template.addressee ?? []).map((line) => scope.text(line));
  return [
    head,
    { kind: "reference", fields, placeAndDate },
    ...(lines.length > 0 ? [{ kind: "addressee" as const, lines }] : []),
  ];
}

/** Numbers come from the office's register by way of a step; one that was not given is not made up. */
function letterNumber(path: string, scope: Scope): string {
  return scope.optional(`{${path}}`) ?? "… (belum diberi nomor)";
}

/** Who gets a copy of the document. */
export function copyBlocks(
  document: string,
  letterhead: Letterhead,
  people: People,
  moment: string,
): Block[] {
  const copies = letterhead.copies ?? {};
  const entries = Object.hasOwn(copies, document) ? (copies[document] ?? []) : [];
  const items = entries.flatMap(({ position, text }) => {
    if (position === undefined) return text ?? [];
    return officerAt(people, position, moment)?.title.replace(/^Pl[th]\. /, "") ?? [];
  });
  return items.length > 0 ? [{ kind: "list", title: "Tembusan:", items }] : [];
}
