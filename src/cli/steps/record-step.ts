import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StepKey } from "../../schema/request-steps";
import type { LoadedRequest } from "../../schema/site";
import type { Text } from "../../text";
import { writeAtomically } from "../atomic-write";
import { failed } from "../command-error";
import type { Context } from "../context";
import { noteProblems, type OpenedSite, openSite } from "../site";

/** What an edit of `src/sop` gives: the request's new text, or why there is none. */
export type Edit<Result> = (Result & { text: string; changed: boolean }) | { refusal: Text };

/**
 * Changes a request's file by one step, in one piece. When the new text breaks a rule (officer, order, time, a
 * value held elsewhere), the problems are shown and the old text comes back.
 *
 * @param edit from the file's text to the new one
 * @returns what the edit gave; undefined when the step was taken back
 * @throws CommandError (exit code 1) when the edit refuses
 */
export function recordStep<Result>(
  context: Context,
  { site, problems }: OpenedSite,
  request: LoadedRequest,
  step: StepKey,
  edit: (text: string) => Edit<Result>,
): (Result & { changed: boolean }) | undefined {
  const file = join(site.root, request.file);
  const old = readFileSync(file, "utf8");
  const result = edit(old);
  if ("refusal" in result) throw failed(result.refusal);
  if (!result.changed) return result;
  writeAtomically(file, result.text);
  const known = new Set(problems.map(wordsOf));
  const wrong = openSite(site.root).problems.filter(
    (problem) =>
      problem.severity === "error" && problem.file === request.file && !known.has(wordsOf(problem)),
  );
  if (wrong.length === 0) return result;
  writeAtomically(file, old);
  noteProblems(context, site.root, wrong);
  context.note(context.say(takenBack(step, request.file)));
  return undefined;
}

/** Lines move when a step is added; a problem stays the same by its words. A warning may become an error by the step. */
function wordsOf({ rule, severity, file, message }: OpenedSite["problems"][number]): string {
  return `${rule} ${severity} ${file} ${message.en}`;
}

function takenBack(step: string, file: string): Text {
  return {
    id: `Langkah ${step} tidak dicatat: ia melanggar aturan di atas. ${file} tetap seperti semula.`,
    en: `The step ${step} was not recorded: it breaks the rules above. ${file} is as it was.`,
  };
}
