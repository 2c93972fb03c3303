import type { Text } from "../../text";
import { suggest } from "../suggest";
import { pointerStep } from "../yaml/pointer";
import { wordsForSchemaPath } from "./format-words";
import { record } from "./record";
import type { ShapeError } from "./validators";

/** What is wrong with the shape of a file, before its place in the text is known. */
export interface ShapeFinding {
  rule: string;
  pointer: string;
  /** Whether the key or the value is the culprit. */
  target: "key" | "value";
  message: Text;
  remedy: Text;
  allowed?: string[];
  suggestion?: string;
  /** The field that is missing. */
  missing?: string;
}

/** One ajv error in words; undefined for errors that only repeat others. */
export function describeShapeError(error: ShapeError): ShapeFinding | undefined {
  return describers[error.keyword]?.(error);
}

type Describer = (error: ShapeError) => ShapeFinding | undefined;

const describers: Readonly<Record<string, Describer>> = {
  required: missingField,
  additionalProperties: unknownField,
  "false schema": forbiddenField,
  type: wrongType,
  enum: wrongValue,
  const: wrongValue,
  pattern: wrongForm,
  format: wrongForm,
  minLength: wrongForm,
  maxLength: tooLong,
  minimum: outOfRange,
  maximum: outOfRange,
  minItems: wrongCount,
  maxItems: wrongCount,
  uniqueItems: twice,
};

function finding(
  error: ShapeError,
  rule: string,
  words: Pick<ShapeFinding, "message" | "remedy">,
): ShapeFinding {
  // For the key of a map, ajv names the map and hands the key over as `propertyName`.
  if (error.propertyName === undefined)
    return { rule, pointer: error.instancePath, target: "value", ...words };
  return { rule, pointer: error.instancePath + pointerStep(error.propertyName), target: "key", ...words };
}

function missingField(error: ShapeError): ShapeFinding {
  const name = String(error.params.missingProperty);
  return {
    ...finding(error, "missing-field", {
      message: { id: `isian wajib \`${name}\` tidak ada`, en: `the required field \`${name}\` is missing` },
      remedy: withMeaning(error, name, { id: `Tambahkan \`${name}:\``, en: `Add \`${name}:\`` }),
    }),
    target: "key",
    missing: name,
  };
}

/** The field's own description helps more than its name; it exists in English only, as editors show it. */
function withMeaning(error: ShapeError, name: string, text: Text): Text {
  const properties = record(record(error.parentSchema).properties);
  const description = record(properties[name]).description;
  if (typeof description !== "string") return { id: `${text.id}.`, en: `${text.en}.` };
  return { id: `${text.id}.`, en: `${text.en} (${description.replace(/\.$/, "")}).` };
}

function unknownField(error: ShapeError): ShapeFinding {
  const name = String(error.params.additionalProperty);
  const known = Object.keys(record(record(error.parentSchema).properties));
  const present = record(error.data);
  const allowed = known.filter((key) => !Object.hasOwn(present, key));
  const suggestion = suggest(name, allowed);
  return {
    rule: "unknown-field",
    pointer: error.instancePath + pointerStep(name),
    target: "key",
    message: { id: `isian \`${clip(name)}\` tidak dikenal`, en: `the field \`${clip(name)}\` is not known` },
    remedy: suggestion
      ? { id: `Ganti menjadi \`${suggestion}\`.`, en: `Write \`${suggestion}\`.` }
      : { id: "Hapus isian ini.", en: "Remove the field." },
    allowed,
    suggestion,
  };
}

function forbiddenField(error: ShapeError): ShapeFinding {
  const name = error.instancePath.split("/").at(-1) ?? "";
  return {
    ...finding(error, "unknown-field", {
      message: { id: `\`${name}\` tidak boleh ada di sini`, en: `\`${name}\` may not stand here` },
      remedy: { id: `Hapus \`${name}\`.`, en: `Remove \`${name}\`.` },
    }),
    target: "key",
  };
}

const typeWords: Readonly<Record<string, Text>> = {
  string: { id: "teks", en: "a text" },
  integer: { id: "bilangan bulat", en: "a whole number" },
  number: { id: "bilangan", en: "a number" },
  boolean: { id: "true atau false", en: "true or false" },
  array: { id: "daftar", en: "a list" },
  object: { id: "kumpulan isian", en: "a group of fields" },
};

function wrongType(error: ShapeError): ShapeFinding {
  const wanted = [error.params.type]
    .flat()
    .map((type) => typeWords[String(type)] ?? { id: String(type), en: String(type) });
  const list = {
    id: wanted.map((word) => word.id).join(" / "),
    en: wanted.map((word) => word.en).join(" or "),
  };
  const scalar = error.data !== null && typeof error.data !== "object";
  const quote = scalar && error.params.type === "string";
  return finding(error, "wrong-type", {
    message:
      error.data === null
        ? { id: `nilainya kosong; seharusnya ${list.id}`, en: `the value is empty; ${list.en} is expected` }
        : { id: `seharusnya ${list.id}`, en: `${list.en} is expected` },
    remedy: quote
      ? { id: "Apit nilainya dengan tanda kutip.", en: "Put the value in quotation marks." }
      : { id: `Tulis ${list.id}${asList(error)}.`, en: `Write ${list.en}${asList(error)}.` },
  });
}

/** A single text where a list is wanted, put in brackets. */
function asList({ params, data }: ShapeError): string {
  return params.type === "array" && typeof data === "string" ? `: \`[${clip(data)}]\`` : "";
}

function wrongValue(error: ShapeError): ShapeFinding {
  const values: unknown[] =
    error.keyword === "const" ? [error.params.allowedValue] : [error.params.allowedValues].flat();
  const allowed = values.map(String);
  const suggestion = typeof error.data === "string" ? suggest(error.data, allowed) : undefined;
  const choice = allowed.map((value) => `\`${value}\``);
  return {
    ...finding(error, "wrong-value", {
      message: { id: "nilai ini tidak termasuk pilihan", en: "this is none of the allowed values" },
      remedy: {
        id: `Tulis ${suggestion ? `\`${suggestion}\`` : choice.join(" atau ")}.`,
        en: `Write ${suggestion ? `\`${suggestion}\`` : choice.join(" or ")}.`,
      },
    }),
    allowed,
    suggestion,
  };
}

function wrongForm(error: ShapeError): ShapeFinding {
  const words = wordsForSchemaPath(error.schemaPath) ?? {
    id: "teks yang tidak kosong",
    en: "a text that is not empty",
  };
  const example = firstExample(error);
  return finding(error, "wrong-form", {
    message: {
      id: `penulisannya salah; seharusnya ${words.id}`,
      en: `it is not written as it should be: ${words.en}`,
    },
    remedy:
      example === undefined
        ? { id: `Tulis ${words.id}.`, en: `Write ${words.en}.` }
        : { id: `Tulis misalnya \`${example}\`.`, en: `Write for example \`${example}\`.` },
  });
}

function firstExample(error: ShapeError): string | undefined {
  const examples = record(error.parentSchema).examples;
  const first: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return typeof first === "string" ? first : undefined;
}

function tooLong(error: ShapeError): ShapeFinding {
  const limit = String(error.params.limit);
  return finding(error, "out-of-range", {
    message: {
      id: `teks lebih panjang dari ${limit} karakter`,
      en: `the text is longer than ${limit} characters`,
    },
    remedy: { id: "Persingkat teksnya.", en: "Make the text shorter." },
  });
}

function outOfRange(error: ShapeError): ShapeFinding {
  const limit = String(error.params.limit);
  const least = error.keyword === "minimum";
  return finding(error, "out-of-range", {
    message: least
      ? { id: `nilainya kurang dari ${limit}`, en: `the value is less than ${limit}` }
      : { id: `nilainya lebih dari ${limit}`, en: `the value is more than ${limit}` },
    remedy: least
      ? { id: `Tulis bilangan paling kecil ${limit}.`, en: `Write a number of at least ${limit}.` }
      : { id: `Tulis bilangan paling besar ${limit}.`, en: `Write a number of at most ${limit}.` },
  });
}

function wrongCount(error: ShapeError): ShapeFinding {
  const limit = String(error.params.limit);
  if (error.keyword === "minItems" && limit === "1") {
    return finding(error, "out-of-range", {
      message: { id: "daftar ini kosong", en: "the list is empty" },
      remedy: { id: "Isi paling sedikit satu butir.", en: "Give at least one entry." },
    });
  }
  const least = error.keyword === "minItems";
  return finding(error, "out-of-range", {
    message: least
      ? { id: `daftar ini kurang dari ${limit} butir`, en: `the list has fewer than ${limit} entries` }
      : { id: `daftar ini lebih dari ${limit} butir`, en: `the list has more than ${limit} entries` },
    remedy: least
      ? { id: `Isi paling sedikit ${limit} butir.`, en: `Give at least ${limit}.` }
      : { id: `Kurangi menjadi paling banyak ${limit} butir.`, en: `Leave at most ${limit}.` },
  });
}

function twice(error: ShapeError): ShapeFinding {
  return {
    ...finding(error, "listed-twice", {
      message: { id: "butir ini ditulis dua kali dalam daftar", en: "this entry stands twice in the list" },
      remedy: { id: "Hapus salah satunya.", en: "Remove one of them." },
    }),
    pointer: `${error.instancePath}/${Math.max(Number(error.params.i), Number(error.params.j))}`,
  };
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
