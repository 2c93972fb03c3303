import { type AnyActivity, fieldsOf, type StepField } from "../schema/procedure/steps-schema";
import type { Text } from "../text";

/** What somebody wants recorded, by the names of the step's fields; what is not there takes its usual value. */
export type Given = Readonly<Record<string, unknown>>;

/** A field of a step that is to be asked for. */
export interface AskedField extends StepField {
  name: string;
  title: Text;
}

/** What every step may hold, besides its activity's own fields. */
export const COMMON_FIELDS = ["at", "by", "recorded_by", "letter", "note", "evidence"];

/** The activity's own fields that must be there, by what else is given. What an allocator writes is not asked for. */
export function requiredFields(activity: AnyActivity, given: Given): AskedField[] {
  return [...fieldsOf(activity)].flatMap(([name, field]) =>
    needs(field, given) ? [{ ...field, name, title: field.title ?? { id: name, en: name } }] : [],
  );
}

function needs({ type, required, required_when: when }: StepField, given: Given): boolean {
  if (type === "allocation") return false;
  return required === true || (when !== undefined && given[when.field] === when.equals);
}

/** Why the given values do not make a step of the activity; undefined when they do, as far as names go. */
export function forbidsFields(activity: AnyActivity, given: Given): Text | undefined {
  return unknownField(activity, given) ?? forbiddenField(activity, given) ?? missingField(activity, given);
}

function unknownField(activity: AnyActivity, given: Given): Text | undefined {
  const { key } = activity;
  const known = [...fieldsOf(activity).keys(), ...COMMON_FIELDS];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  return {
    id: `kegiatan ${key} tidak mencatat ${unknown}; yang dicatat: ${known.join(", ")}`,
    en: `the activity ${key} does not record ${unknown}; it records ${known.join(", ")}`,
  };
}

function forbiddenField(activity: AnyActivity, given: Given): Text | undefined {
  for (const [name, { type, forbidden_when: when }] of fieldsOf(activity)) {
    if (given[name] === undefined) continue;
    if (type === "allocation") {
      return {
        id: `${name} hanya ditulis oleh titip assess`,
        en: `${name} is written by titip assess alone`,
      };
    }
    if (when && given[when.field] === when.equals) {
      return {
        id: `${name} tidak boleh dicatat bila ${when.field}: ${when.equals}`,
        en: `${name} may not be recorded with ${when.field}: ${when.equals}`,
      };
    }
  }
  return undefined;
}

function missingField(activity: AnyActivity, given: Given): Text | undefined {
  const names = requiredFields(activity, given).flatMap(({ name }) =>
    given[name] === undefined ? [name] : [],
  );
  if (activity.letter === "required" && given.letter === undefined) names.push("letter");
  if (names.length === 0) return undefined;
  return {
    id: `kegiatan ${activity.key} memerlukan ${names.join(", ")}`,
    en: `the activity ${activity.key} needs ${names.join(", ")}`,
  };
}

/** A step's values in the order in which the procedure's files have them. */
export function inOrder(activity: AnyActivity, values: Given): Record<string, unknown> {
  const order = ["at", "by", "recorded_by", ...fieldsOf(activity).keys(), "letter", "note", "evidence"];
  return Object.fromEntries(
    order.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}
