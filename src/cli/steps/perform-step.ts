import { isRepeated } from "../../schema/procedure/steps-schema";
import type { LoadedRequest } from "../../schema/site";
import { recordActivity } from "../../sop/record-step";
import type { Given } from "../../sop/record-step-fields";
import { requiredFields } from "../../sop/record-step-fields";
import { type AnyActivity, stepsOf } from "../../sop/walk";
import type { Context } from "../context";
import { openDialogue } from "../dialogue/dialogue";
import { askLetter, type GivenLetter, givenLetter } from "../letters/given-letter";
import { keepPaper, lettersFolder, type Paper, readPaper } from "../letters/letter-store";
import type { OpenedSite } from "../site";
import { askFields } from "./ask-fields";
import { givenValues } from "./given-values";
import { readJsonObject } from "./read-json";
import { recordStep } from "./record-step";
import { stepTime } from "./step-time";

/** Everything given about a step, and the papers that go with it. */
export interface Wanted {
  given: Given;
  letter: GivenLetter;
}

/** What the command line says about a step, without any question. */
export async function wantedStep(
  context: Context,
  { site }: OpenedSite,
  request: LoadedRequest,
  activity: AnyActivity,
  options: Record<string, unknown>,
): Promise<Wanted> {
  const json = typeof options.fromJson === "string" ? await readJsonObject(context, options.fromJson) : {};
  const { letter: jsonLetter, ...fields } = json;
  const papers: Paper[] = [];
  const keep = (file: string) => {
    const paper = readPaper(context.root, file);
    papers.push(paper);
    return paper.sha256;
  };
  const given = givenValues(site, request, activity, options, fields, context.now(), keep);
  const letter = givenLetter(context, options, jsonLetter);
  return { given, letter: { ...letter, papers: [...letter.papers, ...papers] } };
}

/** Asks for what the activity requires and nobody gave, when somebody can be asked and it is this activity's turn. */
export async function completeStep(
  context: Context,
  { site }: OpenedSite,
  request: LoadedRequest,
  activity: AnyActivity,
  { given, letter }: Wanted,
): Promise<Wanted> {
  const needsLetter = activity.letter === "required" && letter.letter?.sha256 === undefined;
  const open = requiredFields(activity, given).some(({ name }) => given[name] === undefined) || needsLetter;
  const standing = stepsOf(request.data, activity).length > 0 && !isRepeated(activity);
  if (!context.interactive || !open || standing) return { given, letter };
  const dialogue = openDialogue(context);
  try {
    dialogue.tell(activity.title);
    const answered = await askFields(dialogue, site, request.data, activity, given);
    return { given: answered, letter: needsLetter ? await askLetter(context, dialogue, letter) : letter };
  } finally {
    dialogue.close();
  }
}

/**
 * Records the step: the papers first, so that no request ever refers to one that is not kept, then the file.
 * @returns whether anything changed; undefined when the step breaks a rule, which has been shown
 * @throws CommandError (exit code 1) when it is not this activity's turn, officer or time
 */
export function writeStep(
  context: Context,
  opened: OpenedSite,
  request: LoadedRequest,
  activity: AnyActivity,
  { given, letter }: Wanted,
): { changed: boolean } | undefined {
  const now = stepTime(request.data, undefined, context.now());
  const values = letter.letter ? { ...given, letter: letter.letter } : given;
  return recordStep<object>(
    context,
    opened,
    request,
    activity.key,
    (text) => recordActivity(opened.site, request, text, activity.key, values, now),
    () => keepPapers(context, opened, letter),
  );
}

/** Puts the papers of a step into the store. */
export function keepPapers(context: Context, { site }: OpenedSite, { papers }: GivenLetter): void {
  const folder = lettersFolder(context, site.root);
  for (const paper of papers) keepPaper(folder, paper);
}
