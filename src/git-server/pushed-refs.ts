import type { Refusal } from "../approval/refusal";
import { isNoObject, isObjectId } from "../git/commits";
import { MAIN_REF } from "./server-folder";

/** One ref of a push, as Git tells its hooks: `old new ref` on a line. */
export interface PushedRef {
  before: string;
  after: string;
  ref: string;
}

/** @throws Error for lines that Git does not write */
export function readPushed(text: string): PushedRef[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [before = "", after = "", ...rest] = line.split(" ");
      if (!isObjectId(before) || !isObjectId(after) || rest.length === 0)
        throw new Error(`not a line of a pre-receive hook: ${JSON.stringify(line)}`);
      return { before, after, ref: rest.join(" ") };
    });
}

/** What nobody may push, whatever it holds: refs beside the branches, and main's end. */
export function refRefusals({ after, ref }: PushedRef): Refusal[] {
  if (ref === "refs/notes/titip") return [notesRefusal()];
  if (!ref.startsWith("refs/heads/")) return [onlyBranches(ref)];
  return ref === MAIN_REF && isNoObject(after) ? [mainStays()] : [];
}

function notesRefusal(): Refusal {
  return {
    rule: "notes-push",
    found: {
      id: "refs/notes/titip ditulis oleh server saja: di sana tercatat apa yang diterapkan",
      en: "refs/notes/titip is written by the server alone: it says what was applied",
    },
    remedy: {
      id: "Jangan kirim catatan; untuk membacanya: git fetch origin refs/notes/titip:refs/notes/titip",
      en: "Do not push notes; to read them: git fetch origin refs/notes/titip:refs/notes/titip",
    },
  };
}

function onlyBranches(ref: string): Refusal {
  return {
    rule: "ref-push",
    found: { id: `${ref} bukan cabang`, en: `${ref} is no branch` },
    remedy: {
      id: "Kirim sebagai cabang: git push origin HEAD:refs/heads/<nama>",
      en: "Push it as a branch: git push origin HEAD:refs/heads/<name>",
    },
  };
}

function mainStays(): Refusal {
  return {
    rule: "main-removed",
    found: { id: "main tidak boleh dihapus", en: "main must not be removed" },
    remedy: { id: "Hapus cabang lain saja.", en: "Remove other branches only." },
  };
}
