import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { FORBIDDEN_IN_TEXT } from "../../printable";
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
 * Throws the operating system's error (`ELOOP` for a link, `EISDIR` for whatever else is no file).
 */
export function readBytes(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new NotAFile();
    const size = stat.size;
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

/** A folder, pipe, socket or device stands where a file should. */
class NotAFile extends Error {
  readonly code = "EISDIR";
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
  const bad = FORBIDDEN_IN_TEXT.exec(text);
  return bad ? forbiddenCharacter(text, bad.index, bad[0]) : undefined;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

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
  const pile = [...character].length > 1;
  return {
    rule: "forbidden-character",
    line: before.split("\n").length,
    column: index - before.lastIndexOf("\n"),
    found: `U+${code}`,
    message: pile
      ? {
          id: `terlalu banyak tanda ditumpuk pada satu huruf, mulai U+${code}`,
          en: `too many marks are piled on one letter, beginning with U+${code}`,
        }
      : {
          id: `ada karakter yang tidak terlihat atau tidak diizinkan: U+${code}`,
          en: `an invisible or forbidden character stands here: U+${code}`,
        },
    remedy: {
      id: "Hapus karakter itu; ketik ulang baris ini bila disalin dari dokumen lain.",
      en: "Remove the character; type the line again if it was copied from another document.",
    },
  };
}
