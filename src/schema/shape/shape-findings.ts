import { describeShapeError, type ShapeFinding } from "./describe-error";
import type { ShapeError } from "./validators";

/** The findings that a reader needs: one per fault, without those that follow from another. */
export function shapeFindings(errors: readonly ShapeError[]): ShapeFinding[] {
  const all = errors.slice(0, mostErrors).flatMap((error) => describeShapeError(error) ?? []);
  const meant = new Set(
    all.flatMap((one) => (one.suggestion && one.rule === "unknown-field" ? [sibling(one)] : [])),
  );
  const needed = all.filter(
    (one) => !(one.rule === "missing-field" && meant.has(`${one.pointer}/${one.missing}`)),
  );
  return onePerPlace(needed);
}

/** A hostile file has tens of thousands, and describing each costs time in proportion to the file. */
const mostErrors = 100;

/** Pointer of the field that a misspelt one was meant to be: it is not missing, it is misspelt. */
function sibling(one: ShapeFinding): string {
  return `${one.pointer.slice(0, one.pointer.lastIndexOf("/"))}/${one.suggestion}`;
}

/** The most telling fault first: a text too long and of the wrong form is one fault to its writer. */
const weight = ["wrong-type", "wrong-value", "wrong-form", "out-of-range", "listed-twice"];

function onePerPlace(findings: readonly ShapeFinding[]): ShapeFinding[] {
  const kept = new Map<string, ShapeFinding>();
  for (const one of findings) {
    const key = one.rule === "missing-field" ? `${one.pointer} ${one.missing}` : one.pointer;
    const other = kept.get(key);
    if (!other || weight.indexOf(one.rule) < weight.indexOf(other.rule)) kept.set(key, one);
  }
  return [...kept.values()];
}
