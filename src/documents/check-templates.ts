import type { DocumentTemplate } from "../schema/generated/document";
import type { LoadedFile } from "../schema/loaded-file";
import type { Problem } from "../schema/problem";
import { suggest } from "../schema/suggest";
import { pointerStep } from "../schema/yaml/pointer";
import type { Text } from "../text";
import { FILTER_NAMES } from "./filters";
import { placeholders } from "./scope";

/** What a document may name, by the first word of its path. */
const ROOTS =
  "request server agency contact office procedure steps history configuration usage capacity differences verification item n".split(
    " ",
  );

const CONTENTS = "heading paragraph emphasis note warning fields table chart list lines".split(" ");

/** What schema/document.json cannot say of a template: its name, its blocks, its placeholders. */
export function checkTemplate(loaded: LoadedFile<DocumentTemplate>): Problem[] {
  return [...checkName(loaded), ...checkLetter(loaded), ...checkBlocks(loaded), ...checkTexts(loaded)];
}

type Loaded = LoadedFile<DocumentTemplate>;

function problem(
  { file, position, written }: Loaded,
  rule: string,
  pointer: string,
  words: { message: Text; remedy: Text; allowed?: string[]; suggestion?: string },
): Problem {
  const place = position(pointer, "value");
  return { rule, severity: "error", file, pointer, ...place, found: written(pointer), ...words };
}

function checkName(loaded: Loaded): Problem[] {
  const { document } = loaded.data;
  if (loaded.file.endsWith(`/${document}.yaml`)) return [];
  const words = {
    message: {
      id: "kunci dokumen tidak sama dengan nama berkasnya",
      en: "the document's key is not its file's name",
    },
    remedy: { id: `Namai berkasnya ${document}.yaml.`, en: `Name the file ${document}.yaml.` },
  };
  return [problem(loaded, "template-name", "/document", words)];
}

function checkLetter(loaded: Loaded): Problem[] {
  if (loaded.data.layout !== "letter" || loaded.data.addressee) return [];
  const words = {
    message: { id: "surat tanpa alamat tujuan", en: "a letter without an addressee" },
    remedy: {
      id: "Tambahkan `addressee`, atau pakai `layout: record`.",
      en: "Add `addressee`, or use `layout: record`.",
    },
  };
  return [problem(loaded, "template-block", "/layout", words)];
}

function checkBlocks(loaded: Loaded): Problem[] {
  return loaded.data.body.flatMap((block, index) => {
    const held = CONTENTS.filter((content) => Object.hasOwn(block, content));
    if (held.length === 1) return [];
    const words = {
      message: {
        id: `satu blok memuat tepat satu isi, ini ${held.length}`,
        en: `a block holds exactly one content, this one ${held.length}`,
      },
      remedy: { id: "Bagi menjadi beberapa blok.", en: "Make blocks of it." },
      allowed: CONTENTS,
    };
    return [problem(loaded, "template-block", `/body/${index}`, words)];
  });
}

function checkTexts(loaded: Loaded): Problem[] {
  return texts(loaded.data, "").flatMap(({ text, pointer }) => {
    const { paths, wrong } = placeholders(text);
    const unknown = paths.filter((path) => !ROOTS.includes(root(path)));
    return [
      ...wrong.map((one) => wrongForm(loaded, pointer, one)),
      ...unknown.map((path) => unknownRoot(loaded, pointer, path)),
    ];
  });
}

function root(path: string): string {
  return path.split(".")[0] ?? "";
}

function wrongForm(loaded: Loaded, pointer: string, placeholder: string): Problem {
  const words = {
    message: {
      id: `\`${placeholder}\` bukan tempat isian yang benar`,
      en: `\`${placeholder}\` is no placeholder`,
    },
    remedy: {
      id: `Tulis {jalur} atau {jalur|bentuk}; bentuk: ${FILTER_NAMES.join(", ")}.`,
      en: `Write {path} or {path|filter}; filters: ${FILTER_NAMES.join(", ")}.`,
    },
  };
  return problem(loaded, "template-placeholder", pointer, words);
}

function unknownRoot(loaded: Loaded, pointer: string, path: string): Problem {
  const words = {
    message: { id: `\`${path}\` tidak dikenal`, en: `there is no \`${path}\`` },
    remedy: { id: "Awali jalur dengan salah satu yang ada.", en: "Begin the path with one that exists." },
    allowed: ROOTS,
    suggestion: suggest(root(path), ROOTS),
  };
  return problem(loaded, "template-placeholder", pointer, words);
}

interface Found {
  text: string;
  pointer: string;
}

/** Every text and path of a template, as text, with its place. */
function texts(data: unknown, pointer: string, key = ""): Found[] {
  if (typeof data === "string")
    return PATHS.has(key) ? [{ text: `{${data}}`, pointer }] : [{ text: data, pointer }];
  if (Array.isArray(data)) return data.flatMap((entry, index) => texts(entry, `${pointer}/${index}`, key));
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    texts(value, `${pointer}${pointerStep(name)}`, name),
  );
}

/** Keys whose values are paths. */
const PATHS = new Set(["each", "officer", "path", "number", "date"]);
