import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Text } from "../../text";

/** Largest file that is read, in bytes; a request has about 2 KiB. */
export const maximumFileSize = 256 * 1024;

/** Why a file could not be taken as text. */
export interface SourceFault {
  rule: string;
  message: Text;
  remedy: Text;
  line: number;
  column: number;
  found?: string;
}

export type SourceText = { text: string } | { fault: SourceFault };

/**
 * Reads a file's bytes without following a symbolic link or waiting on a pipe.
 * Throws the operating system's error (`ELOOP` for a link).
 */
export function readBytes(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const size = fstatSync(file).size;
    const buffer = Buffer.allocUnsafe(Math.min(size, maximumFileSize) + 1);
    let length = 0;
    while (length < buffer.length) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** UTF-8 text from bytes, or the one reason why it is refused. A byte order mark of UTF-8 is dropped. */
export function decodeSource(bytes: Buffer): SourceText {
  if (bytes.length > maximumFileSize) return { fault: tooLarge() };
  if (looksLikeUtf16(bytes)) return { fault: wrongEncoding("UTF-16") };
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    return { fault: wrongEncoding("?") };
  }
  const fault = findForbidden(text);
  return fault ? { fault } : { text };
}

/** The first character that may not stand in a text, as a fault; undefined when there is none. */
export function findForbidden(text: string): SourceFault | undefined {
  const bad = forbidden.exec(text);
  return bad ? forbiddenCharacter(text, bad.index, bad[0]) : undefined;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * Control characters but tab and line ends, marks that reorder text for the reader's eye (Trojan Source,
 * CVE-2021-42574), other invisible characters that make two names look alike, and lone surrogates.
 */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]|\r(?!\n)/u;

function looksLikeUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  const mark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return mark || (bytes.length >= 4 && (first === 0) !== (second === 0) && bytes.length % 2 === 0);
}

function tooLarge(): SourceFault {
  return {
    rule: "file-size",
    line: 1,
    column: 1,
    message: {
      id: `berkas lebih besar dari ${maximumFileSize / 1024} KiB`,
      en: `the file is larger than ${maximumFileSize / 1024} KiB`,
    },
    remedy: {
      id: "Simpan lampiran di luar berkas permohonan dan rujuk dengan SHA-256.",
      en: "Keep attachments outside the request and refer to them by SHA-256.",
    },
  };
}

function wrongEncoding(found: string): SourceFault {
  return {
    rule: "file-encoding",
    line: 1,
    column: 1,
    found: found === "?" ? undefined : found,
    message: { id: "berkas bukan teks UTF-8", en: "the file is not UTF-8 text" },
    remedy: { id: "Simpan ulang berkas dengan pengodean UTF-8.", en: "Save the file again as UTF-8." },
  };
}

function forbiddenCharacter(text: string, index: number, character: string): SourceFault {
  const before = text.slice(0, index);
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return {
    rule: "forbidden-character",
    line: before.split("\n").length,
    column: index - before.lastIndexOf("\n"),
    found: `U+${code}`,
    message: {
      id: `ada karakter yang tidak terlihat atau tidak diizinkan: U+${code}`,
      en: `an invisible or forbidden character stands here: U+${code}`,
    },
    remedy: {
      id: "Hapus karakter itu; ketik ulang baris ini bila disalin dari dokumen lain.",
      en: "Remove the character; type the line again if it was copied from another document.",
    },
  };
}
