import type { Field, StepCondition } from "../generated/procedure";
import { effects, type KnownField, verdictFields } from "../procedure/effects";
import { type AnyActivity, fieldsOf } from "../procedure/steps-schema";
import type { ProcedureView } from "../procedure-view";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Report, Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/**
 * What steps record agrees with what Titip reads of them, and with itself: fields have the type that their effect
 * demands, a choice has its values, and conditions name fields of the step and values that they can have.
 */
export const procedureFields: Rule = {
  id: "procedure-fields",
  check({ procedures }, report) {
    for (const view of procedures) {
      for (const list of ["activities", "further"] as const) {
        for (const [index, activity] of (view.procedure[list] ?? []).entries())
          checkActivity(view, activity, `/${list}/${index}`, report);
      }
    }
  },
};

/** What every step has, and a procedure cannot define anew. */
const everyStep = ["at", "by", "recorded_by", "letter", "note", "evidence"];

function checkActivity(view: ProcedureView, activity: AnyActivity, base: string, report: Report): void {
  const { file, unsure } = view;
  const known = activity.effect ? effects[activity.effect] : {};
  const effect = `${base}/effect`;
  for (const [name, field] of Object.entries(activity.fields ?? {})) {
    const pointer = `${base}/fields${pointerStep(name)}`;
    if (everyStep.includes(name)) report({ file, pointer, target: "key", ...everywhere(name) });
    const own = Object.hasOwn(known, name) ? known[name] : undefined;
    if (own) checkType(file, pointer, name, field, own, effect, report);
    if ((field.type === "choice") !== (field.of !== undefined))
      report({ file, pointer: `${pointer}/type`, ...choice(field.type), rests: [`${pointer}/of`] });
    for (const condition of ["required_when", "forbidden_when"] as const)
      checkCondition(view, activity, field[condition], `${pointer}/${condition}`, `${base}/fields`, report);
  }
  if ("branches" in activity) {
    for (const [index, { when }] of (activity.branches ?? []).entries())
      checkCondition(view, activity, when, `${base}/branches/${index}/when`, `${base}/fields`, report);
  }
  if (!unsure.about(effect) && !unsure.about(`${base}/fields`)) checkNeeded(file, activity, base, report);
}

function checkType(
  file: string,
  pointer: string,
  name: string,
  field: Field,
  own: KnownField,
  effect: string,
  report: Report,
): void {
  if (field.type !== own.type)
    report({ file, pointer: `${pointer}/type`, ...wrongType(name, own), rests: [effect] });
  else if (own.of && field.of && [...field.of].sort().join() !== [...own.of].sort().join())
    report({ file, pointer: `${pointer}/of`, ...wrongChoice(name, own.of), rests: [effect] });
}

/** Fields that Titip cannot do without must be asked for. */
function checkNeeded(
  file: string,
  { key, effect, fields = {} }: AnyActivity,
  base: string,
  report: Report,
): void {
  if (!effect) return;
  const missing = Object.entries(effects[effect]).filter(
    ([name, { required }]) => required && !(name in fields),
  );
  for (const [name] of missing) report({ file, pointer: `${base}/key`, ...needed(key, name) });
  if (effect !== "assessment") return;
  if (!verdictFields.some((name) => name in fields))
    report({ file, pointer: `${base}/key`, ...needed(key, verdictFields.join("` / `")) });
  if (!("allocation" in fields)) report({ file, pointer: `${base}/key`, ...needed(key, "allocation") });
}

function checkCondition(
  { file, unsure }: ProcedureView,
  activity: AnyActivity,
  condition: StepCondition | undefined,
  pointer: string,
  place: string,
  report: Report,
): void {
  if (!condition || unsure.about(place)) return;
  const fields = fieldsOf(activity);
  const field = fields.get(condition.field);
  const kind = { id: "isian", en: "field" };
  if (!field) {
    const space = { kind, keys: [...fields.keys()], source: file };
    report(unknownKey({ file, pointer: `${pointer}/field` }, condition.field, space));
    return;
  }
  const values = field.type === "boolean" ? ["true", "false"] : (field.of ?? []);
  const fits =
    field.type === "boolean"
      ? typeof condition.equals === "boolean"
      : values.includes(String(condition.equals));
  if (fits) return;
  report({
    file,
    pointer: `${pointer}/equals`,
    ...impossible(condition, values),
    rests: [`${pointer}/field`],
  });
}

type Words = Pick<Finding, "message" | "remedy" | "allowed">;

function everywhere(name: string): Words {
  return {
    message: { id: `\`${name}\` ada pada setiap kegiatan`, en: `every step has \`${name}\`` },
    remedy: { id: "Hapus isian ini.", en: "Remove the field." },
  };
}

function wrongType(name: string, { type }: KnownField): Words {
  return {
    message: {
      id: `Titip membaca \`${name}\` pada kegiatan ini; jenisnya harus \`${type}\``,
      en: `Titip reads \`${name}\` of this activity; it must be of the type \`${type}\``,
    },
    remedy: {
      id: `Tulis \`type: ${type}\`, atau ganti nama isian.`,
      en: `Write \`type: ${type}\`, or give the field another name.`,
    },
    allowed: [type],
  };
}

function wrongChoice(name: string, of: readonly string[]): Words {
  return {
    message: {
      id: `nilai \`${name}\` pada kegiatan ini adalah: ${of.join(", ")}`,
      en: `the values of \`${name}\` in this activity are: ${of.join(", ")}`,
    },
    remedy: { id: `Tulis \`of: [${of.join(", ")}]\`.`, en: `Write \`of: [${of.join(", ")}]\`.` },
  };
}

function choice(type: string): Words {
  return type === "choice"
    ? {
        message: { id: "pilihan tanpa `of`", en: "a choice without `of`" },
        remedy: { id: "Tulis nilai-nilainya: `of: […]`.", en: "Write its values: `of: […]`." },
      }
    : {
        message: { id: "`of` hanya untuk `type: choice`", en: "`of` is only for `type: choice`" },
        remedy: { id: "Tulis `type: choice`, atau hapus `of`.", en: "Write `type: choice`, or remove `of`." },
      };
}

function needed(key: string, name: string): Words {
  return {
    message: {
      id: `kegiatan \`${key}\` tidak mencatat \`${name}\`, yang dibaca Titip`,
      en: `the activity \`${key}\` does not record \`${name}\`, which Titip reads`,
    },
    remedy: { id: `Tambahkan \`${name}\` pada \`fields\`.`, en: `Add \`${name}\` to its \`fields\`.` },
  };
}

function impossible({ field, equals }: StepCondition, values: readonly string[]): Words {
  return {
    message: {
      id: `isian \`${field}\` tidak pernah bernilai \`${String(equals)}\``,
      en: `the field \`${field}\` never has the value \`${String(equals)}\``,
    },
    remedy: {
      id:
        values.length > 0
          ? `Tulis ${values.map((value) => `\`${value}\``).join(" atau ")}.`
          : "Pilih isian berjenis boolean atau choice.",
      en:
        values.length > 0
          ? `Write ${values.map((value) => `\`${value}\``).join(" or ")}.`
          : "Choose a field of the type boolean or choice.",
    },
    allowed: [...values],
  };
}
