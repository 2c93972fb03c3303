import type { YAMLError } from "yaml";
import type { Text } from "../../text";
import type { Position } from "../problem";
import { syntaxWords } from "./syntax-words";

/** Something in the YAML itself that is refused. */
export interface YamlFault extends Position {
  rule: string;
  message: Text;
  remedy: Text;
  found?: string;
}

export function syntaxFault(error: YAMLError): YamlFault {
  const start = error.linePos?.[0] ?? { line: 1, col: 1 };
  const place = { line: start.line, column: start.col };
  const words = syntaxWords(error.code, error.message);
  return {
    rule: "yaml-syntax",
    ...place,
    message: { id: `penulisan YAML salah: ${words.id}`, en: `this is not valid YAML: ${words.en}` },
    remedy: {
      id: "Periksa indentasi, tanda kutip dan tanda kurung di baris ini.",
      en: "Check the indentation, quotation marks and brackets on this line.",
    },
  };
}

export function duplicateKeyFault(place: Position): YamlFault {
  return {
    rule: "yaml-duplicate-key",
    ...place,
    message: { id: "kunci ini ditulis dua kali", en: "this key is written twice" },
    remedy: { id: "Hapus salah satunya.", en: "Remove one of them." },
  };
}

export function aliasFault(place: Position, found: string): YamlFault {
  return {
    rule: "yaml-alias",
    ...place,
    found,
    message: {
      id: "jangkar dan alias YAML tidak dipakai di sini",
      en: "YAML anchors and aliases are not used here",
    },
    remedy: { id: "Tulis nilainya langsung.", en: "Write the value itself." },
  };
}

export function tagFault(place: Position, found: string): YamlFault {
  return {
    rule: "yaml-tag",
    ...place,
    found,
    message: { id: "tag YAML tidak dipakai di sini", en: "YAML tags are not used here" },
    remedy: { id: "Tulis nilainya tanpa tag.", en: "Write the value without a tag." },
  };
}

export function secondDocument(place: Position): YamlFault {
  return {
    rule: "yaml-documents",
    ...place,
    message: { id: "satu berkas berisi satu dokumen YAML", en: "a file holds one YAML document" },
    remedy: {
      id: "Pindahkan dokumen kedua ke berkas tersendiri dan hapus `---`.",
      en: "Move the second document to a file of its own and remove `---`.",
    },
  };
}

export function tooDeepFault(): YamlFault {
  return {
    rule: "yaml-syntax",
    line: 1,
    column: 1,
    message: { id: "susunan YAML terlalu dalam", en: "the YAML is nested too deeply" },
    remedy: { id: "Sederhanakan susunannya.", en: "Make its structure simpler." },
  };
}

export function emptyFault(): YamlFault {
  return {
    rule: "yaml-empty",
    line: 1,
    column: 1,
    message: { id: "berkas kosong", en: "the file is empty" },
    remedy: {
      id: "Isi berkas menurut contoh di docs, atau hapus.",
      en: "Fill the file after the examples in docs, or remove it.",
    },
  };
}
