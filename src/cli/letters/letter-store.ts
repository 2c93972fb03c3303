import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolders } from "../../make-folders";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import type { Context } from "../context";

/** A paper that was read and is not kept yet. */
export interface Paper {
  bytes: Buffer;
  /** 64 lower-case hexadecimal digits; what the request refers to it by. */
  sha256: string;
}

/** Larger scans than this do not belong to a letter. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Folder of the letters, outside Git's history, because letters are personal data and Git never forgets:
 * TITIP_LETTERS, else `letters/` in the site's folder, which .gitignore leaves out.
 */
export function lettersFolder(context: Context, siteRoot: string): string {
  const { TITIP_LETTERS } = context.environment;
  return TITIP_LETTERS ? resolve(context.root, TITIP_LETTERS) : join(siteRoot, "letters");
}

/**
 * @param folder that the file's name starts from
 * @throws CommandError (exit code 2) for a file that is none, is empty, or is too large
 */
export function readPaper(folder: string, file: string): Paper {
  const path = resolve(folder, file);
  const size = statSync(path, { throwIfNoEntry: false });
  if (size?.isDirectory()) {
    throw unusable({
      id: `${file} adalah folder; sebutkan berkasnya`,
      en: `${file} is a folder; name the file`,
    });
  }
  if (!size?.isFile())
    throw unusable({ id: `berkas surat ${file} tidak ada`, en: `there is no letter file ${file}` });
  if (size.size === 0)
    throw unusable({ id: `berkas surat ${file} kosong`, en: `the letter file ${file} is empty` });
  if (size.size > MOST_BYTES) {
    throw unusable({
      id: `berkas surat ${file} melebihi 64 MiB`,
      en: `the letter file ${file} exceeds 64 MiB`,
    });
  }
  const bytes = readFileSync(path);
  return { bytes, sha256: sha256Of(bytes) };
}

/** Where a paper of this digest is, or would be, kept. */
export function paperPath(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

/**
 * Keeps a paper under its own digest, so that it is there once and cannot be exchanged unnoticed. Only its owner
 * may read it. Keeping it again changes nothing; a damaged copy is replaced.
 */
export function keepPaper(folder: string, { bytes, sha256 }: Paper): void {
  const path = paperPath(folder, sha256);
  if (existsSync(path) && sha256Of(readFileSync(path)) === sha256) return;
  makeFolders(dirname(path));
  rmSync(path, { force: true }); // a damaged copy would hand its mode on
  writeAtomically(path, bytes);
}

export function sha256Of(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
