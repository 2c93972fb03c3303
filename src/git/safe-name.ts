import { FORBIDDEN_IN_TEXT } from "../printable";

/** Longest path of a repository, in bytes: below what file systems take, with room for the folder above. */
const LONGEST_PATH = 512;

/**
 * Why a path of a branch is not written to disk nor shown as it is; undefined for an ordinary one. Ordinary is: UTF-8,
 * no control or invisible characters, no step out of its folder, nothing that Git or a file system reads otherwise.
 */
export type NameFault = "encoding" | "line-feed" | "invisible" | "way-out" | "git-folder" | "odd" | "long";

export function nameFault({ path, exact }: { path: string; exact: boolean }): NameFault | undefined {
  if (!exact) return "encoding";
  if (/[\n\r]/.test(path)) return "line-feed";
  if (path.includes("\t") || FORBIDDEN_IN_TEXT.test(path)) return "invisible";
  if (Buffer.byteLength(path) > LONGEST_PATH) return "long";
  const steps = path.split("/");
  if (steps.some((step) => step === "" || step === "." || step === "..")) return "way-out";
  if (steps.some((step) => GIT_NAMES.test(step))) return "git-folder";
  return steps.some((step) => ODD.test(step) || step !== step.normalize("NFC")) ? "odd" : undefined;
}

/** `.git` as file systems of other machines read it too (CVE-2014-9390): any case, `git~1`, trailing dots or blanks. */
const GIT_NAMES = /^(\.git|git~\d+)[. ]*$/i;

/**
 * Backslash and colon lead elsewhere on other machines; a hyphen at the beginning looks like an option, a blank at
 * either end like nothing; `.gitattributes`, `.gitmodules` and their like steer Git.
 */
const ODD = /[\\:*?"<>|]|^-|^ | $|\.$|^\.git(attributes|modules|ignore)$/i;
