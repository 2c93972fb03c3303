import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSite } from "../../schema/load-site";
import type { Problem } from "../../schema/problem";
import type { LoadedRequest } from "../../schema/site";
import type { Text } from "../../text";
import { writeAtomically } from "../atomic-write";
import { failed } from "../command-error";
import type { Context } from "../context";
import { noteProblems, type OpenedSite } from "../site";

/** What an edit of `src/sop` gives: the request's new text, or why there is none. */
export type Edit<Result extends object> =
  | (Result & { text: string; changed: boolean })
  | { refusal: Text; remedy?: Text };

/**
 * Changes a request's file by one step, in one piece. The new text is checked with the whole site before anything
 * is written: when it breaks a rule (officer, order, time, a value held elsewhere), the problems are shown and the
 * file stays as it is.
 *
 * @param edit from the file's text to the new one
 * @param first what must be done before the file is written, when it will be
 * @returns what the edit gave; undefined when the step was not recorded
 * @throws CommandError (exit code 1) when the edit refuses
 */
export function recordStep<Result extends object>(
  context: Context,
  { site, problems }: OpenedSite,
  request: LoadedRequest,
  step: string,
  edit: (text: string) => Edit<Result>,
  first: () => void = () => {},
): (Result & { changed: boolean }) | undefined {
  const file = join(site.root, request.file);
  const result = edit(readFileSync(file, "utf8"));
  if ("refusal" in result) throw failed(result.refusal, result.remedy);
  if (!result.changed) return result;
  const texts = new Map([[request.file, result.text]]);
  const wrong = newProblems(site.root, problems, texts);
  if (wrong.length === 0) {
    first();
    writeAtomically(file, result.text);
    return result;
  }
  noteProblems(context, site.root, wrong, texts);
  context.note(context.say(notRecorded(step, request.file)));
  return undefined;
}

/**
 * Errors that the site would have with new texts, and does not have yet: in those files, and in any other that they
 * put in the wrong (a heavier server leaves no power for the next request). Nothing is written.
 */
export function newProblems(
  root: string,
  known: readonly Problem[],
  texts: ReadonlyMap<string, string>,
): Problem[] {
  const words = new Set(known.map(wordsOf));
  const places = new Set(known.filter(isError).map(placeOf));
  return loadSite(root, texts).problems.filter((problem) => {
    if (!isError(problem)) return false;
    return texts.has(problem.file) ? !words.has(wordsOf(problem)) : !places.has(placeOf(problem));
  });
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

/** Lines move when a step is added; a problem stays the same by its words. A warning may become an error by the step. */
function wordsOf({ rule, severity, file, message }: Problem): string {
  return `${rule} ${severity} ${file} ${message.en}`;
}

/**
 * In another file what was wrong before was not brought about by the step, though its words change: the sum of what
 * exceeds a limit, or a name that its holder gives up and that is in quarantine from then on.
 */
function placeOf({ file, pointer }: Problem): string {
  return `${file} ${pointer}`;
}

function notRecorded(step: string, file: string): Text {
  return {
    id: `Langkah ${step} tidak dicatat: ia melanggar aturan di atas. ${file} tetap seperti semula.`,
    en: `The step ${step} was not recorded: it breaks the rules above. ${file} is as it was.`,
  };
}
