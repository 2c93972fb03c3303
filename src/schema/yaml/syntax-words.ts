import type { ErrorCode } from "yaml";
import type { Text } from "../../text";

/** What the YAML parser's errors mean, for people who do not know its grammar. */
const words: Partial<Record<ErrorCode, Text>> = {
  TAB_AS_INDENT: {
    id: "indentasi memakai tab; pakailah spasi",
    en: "a tab is used for indentation; use spaces",
  },
  BAD_INDENT: {
    id: "indentasi baris ini tidak cocok dengan baris di sekitarnya",
    en: "the indentation does not fit the lines around it",
  },
  MISSING_CHAR: {
    id: "ada tanda yang kurang: kutip, kurung, koma atau titik dua",
    en: "a mark is missing: a quotation mark, bracket, comma or colon",
  },
  UNEXPECTED_TOKEN: { id: "ada tanda yang tidak pada tempatnya", en: "something stands where it cannot" },
  MULTILINE_IMPLICIT_KEY: {
    id: "kunci harus dalam satu baris; mungkin ada kurung atau kutip yang belum ditutup",
    en: "a key must be on one line; perhaps a bracket or quotation mark is not closed",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    id: "titik dua kedua di satu baris; apit nilainya dengan tanda kutip",
    en: "a second colon on one line; put the value in quotation marks",
  },
  BLOCK_IN_FLOW: {
    id: "kumpulan isian bertingkat tidak dapat berada di dalam kurung",
    en: "indented fields cannot stand inside brackets",
  },
  BAD_SCALAR_START: {
    id: "nilai ini harus diapit tanda kutip",
    en: "this value must be put in quotation marks",
  },
  BAD_DQ_ESCAPE: {
    id: "urutan \\ ini tidak dikenal; pakailah tanda kutip tunggal",
    en: "this \\ sequence is not known; use single quotation marks",
  },
  BAD_ALIAS: { id: "alias YAML (*) tidak dipakai di sini", en: "YAML aliases (*) are not used here" },
  NON_STRING_KEY: { id: "kunci harus berupa teks", en: "a key must be a text" },
};

/** The parser's error in words; its own sentence, which is English, for rare ones. */
export function syntaxWords(code: ErrorCode, message: string): Text {
  const own = (message.split(/ at line \d+/)[0] ?? message).trim();
  return words[code] ?? { id: own, en: own };
}
