import { isObject } from "../is-object";
import { ForgeError } from "./http";

/** Fields of an answer, each looked at before it is used: a forge is another party. */
export class Answer {
  private constructor(
    private readonly value: Record<string, unknown>,
    private readonly place: string,
  ) {}

  /** @throws ForgeError for anything but an object */
  static of(value: unknown, place: string): Answer {
    if (!isObject(value)) throw new ForgeError(place, "the answer is no object");
    return new Answer(value, place);
  }

  static list(values: readonly unknown[], place: string): Answer[] {
    return values.map((value) => Answer.of(value, place));
  }

  has(key: string): boolean {
    return this.value[key] !== undefined && this.value[key] !== null;
  }

  is(key: string): boolean {
    return this.value[key] === true;
  }

  text(key: string): string {
    const value = this.value[key];
    if (typeof value === "string") return value;
    throw this.missing(key, "text");
  }

  /** Empty where there is none. */
  textOr(key: string): string {
    return this.has(key) ? this.text(key) : "";
  }

  number(key: string): number {
    const value = this.value[key];
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    throw this.missing(key, "number");
  }

  inner(key: string): Answer {
    return Answer.of(this.value[key], `${this.place} ${key}`);
  }

  inners(key: string): Answer[] {
    const value = this.value[key];
    if (!Array.isArray(value)) throw this.missing(key, "list");
    return Answer.list(value, `${this.place} ${key}`);
  }

  private missing(key: string, kind: string): ForgeError {
    return new ForgeError(this.place, `the answer has no ${kind} '${key}'`);
  }
}
