import { Doubts, isWithin, type Renamed } from "../doubts";
import { pointerStep } from "../yaml/pointer";
import { describeShapeError } from "./describe-error";
import { placeOf, renameKey, valueAt } from "./places";
import { isRecord, record } from "./record";
import { type Guess, standIn } from "./stand-in";
import {
  definitionsFor,
  type SchemaName,
  type ShapeError,
  type Shapes,
  type StepsShape,
  shapeErrors,
} from "./validators";

/** Data made whole for the rules. */
export interface Mended<T> {
  data: T;
  doubts: Doubts;
  /** Faults below misspelt keys, which show only when the key is read as it was meant. */
  further: ShapeError[];
}

/** Files with more faults than this are not worth guessing at, and a hostile one has a hundred thousand. */
const mostErrors = 100;

/** Each round brings to light what lay below a misspelt key; nobody misspells five levels. */
const mostRounds = 6;

/**
 * Completes data that have not their shape, so that rules can judge the rest of them: a misspelt key or value
 * becomes the one that was meant, and a neutral stand-in takes the place of whatever else is wrong or missing.
 * The doubts say where. Undefined when the data are too far from their shape.
 *
 * @param guessFor tells, from the data as they are by then, better stand-ins than the neutral ones
 * @param stepsShape of a request: its own procedure's
 */
export function mend<N extends SchemaName>(
  name: N,
  source: unknown,
  guessFor: (data: unknown) => Guess,
  stepsShape?: StepsShape,
): Mended<Shapes[N]> | undefined {
  const mending = new Mending(name, source, guessFor);
  for (let round = 0; round < mostRounds; round++) {
    const errors = shapeErrors(name, mending.data, stepsShape);
    if (errors.length > mostErrors) return undefined;
    if (isGoodEnough(name, mending.data, errors)) return { data: mending.data, ...mending.outcome(errors) };
    if (round === 0) mending.data = structuredClone(source);
    mending.apply(errors.filter((error) => !isHarmless(error)));
  }
  return undefined;
}

/** Faults that leave the data of their type, and nothing to guess: rules read past them. */
function isHarmless(error: ShapeError): boolean {
  if (error.propertyName !== undefined) return false;
  return isConditional(error) || ["uniqueItems", "maxItems", "if", "propertyNames"].includes(error.keyword);
}

/** A field that only some value of another one demands (`then`) is optional to TypeScript. */
function isConditional({ keyword, parentSchema, params }: ShapeError): boolean {
  const { properties } = record(parentSchema);
  return keyword === "required" && !Object.hasOwn(record(properties), String(params.missingProperty));
}

function isAboutKey({ keyword, propertyName }: ShapeError): boolean {
  return propertyName !== undefined || ["additionalProperties", "false schema"].includes(keyword);
}

function isGoodEnough<N extends SchemaName>(
  _name: N,
  data: unknown,
  errors: readonly ShapeError[],
): data is Shapes[N] {
  return isRecord(data) && errors.every(isHarmless);
}

class Mending {
  private readonly unknown: string[] = [];
  private readonly meant: string[] = [];
  private readonly renamed: Renamed[] = [];
  private readonly misspeltKeys: string[] = [];
  private readonly further: ShapeError[] = [];

  constructor(
    private readonly name: SchemaName,
    public data: unknown,
    private readonly guessFor: (data: unknown) => Guess,
  ) {}

  outcome(harmless: readonly ShapeError[]): Pick<Mended<unknown>, "doubts" | "further"> {
    this.noteFurther(harmless);
    const missing = harmless.filter(isConditional).map(missingPointer);
    const told = harmless.flatMap((error) =>
      error.keyword === "uniqueItems" ? (describeShapeError(error)?.pointer ?? []) : [],
    );
    const doubts = new Doubts({
      unknown: [...this.unknown, ...missing],
      told,
      renamed: this.renamed,
      misspeltKeys: this.misspeltKeys,
    });
    return { doubts, further: this.further };
  }

  /** Keys first: what is missing may be there under another name. */
  apply(errors: readonly ShapeError[]): void {
    const keys = errors.filter(isAboutKey);
    const chosen = keys.length > 0 ? keys : errors;
    this.noteFurther(chosen);
    for (const error of chosen) {
      if (error.propertyName !== undefined) this.dropEntry(error.instancePath, error.propertyName);
      else if (error.keyword === "additionalProperties") this.rename(error);
      else if (error.keyword === "false schema") this.drop(error.instancePath);
      else if (error.keyword === "required") this.fill(error);
      else this.replace(error);
    }
  }

  /** What shows below a key, or beside a value, only since it is read as it was meant. */
  private noteFurther(errors: readonly ShapeError[]): void {
    this.further.push(
      ...errors.filter((error) => {
        const { instancePath: place } = error;
        if (this.unknown.some((stood) => isWithin(place, stood))) return false;
        if (this.renamed.some(({ to }) => isWithin(place, to))) return true;
        return isConditional(error) && this.meant.some((pointer) => parentOf(pointer) === place);
      }),
    );
  }

  private dropEntry(map: string, key: string): void {
    if (this.drop(map + pointerStep(key))) this.misspeltKeys.push(key);
  }

  /** @returns whether it was there */
  private drop(pointer: string): boolean {
    const place = placeOf(this.data, pointer);
    if (!place || !Object.hasOwn(place.group, place.key)) return false;
    delete place.group[place.key];
    this.unknown.push(pointer);
    return true;
  }

  private rename(error: ShapeError): void {
    const found = describeShapeError(error);
    const group = valueAt(this.data, error.instancePath);
    const from = String(error.params.additionalProperty);
    if (!found || !isRecord(group)) return;
    const to = found.suggestion;
    if (to === undefined || Object.hasOwn(group, to)) {
      delete group[from];
      // It may have been meant as any of the fields that are not there.
      this.unknown.push(...(found.allowed ?? []).map((name) => error.instancePath + pointerStep(name)));
      return;
    }
    renameKey(group, from, to);
    this.renamed.push({ from: found.pointer, to: error.instancePath + pointerStep(to) });
  }

  private fill(error: ShapeError): void {
    const { properties } = record(error.parentSchema);
    this.put(missingPointer(error), record(properties)[String(error.params.missingProperty)]);
  }

  private replace(error: ShapeError): void {
    const { suggestion } = describeShapeError(error) ?? {};
    const place = placeOf(this.data, error.instancePath);
    if (suggestion === undefined || !place) this.put(error.instancePath, error.parentSchema);
    else {
      place.group[place.key] = suggestion;
      this.meant.push(error.instancePath);
    }
  }

  private put(pointer: string, schema: unknown): void {
    const value = standIn(schema, definitionsFor(this.name), pointer, this.guessFor(this.data));
    this.unknown.push(pointer);
    const place = placeOf(this.data, pointer);
    if (place) place.group[place.key] = value;
    else if (pointer === "") this.data = value;
  }
}

function missingPointer({ instancePath, params }: ShapeError): string {
  return instancePath + pointerStep(String(params.missingProperty));
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}
