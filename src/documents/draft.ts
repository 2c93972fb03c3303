import type { DocumentTemplate } from "../schema/generated/document";
import type { DocumentedRequest } from "./request-facts";

/** What a draft stands on in place of a recorded step. */
export interface DraftStep {
  at: string;
  by: string;
}

/**
 * The request as if a document's step had been recorded: a letter is written, signed and numbered before the step can
 * name it. What the document is only made for, such as an approval, is supposed. A step that is there is left as it
 * is, and the request comes back itself.
 */
export function draftOf<R extends DocumentedRequest>(
  request: R,
  { step, when = [] }: Pick<DocumentTemplate, "step" | "when">,
  draft: DraftStep,
): R {
  const steps: object = request.steps;
  if (Object.hasOwn(steps, step)) return request;
  const supposed = when.flatMap(({ path, equals }): [string, unknown][] => {
    const [, of, field, ...deeper] = path.split(".");
    return of === step && field !== undefined && deeper.length === 0 ? [[field, equals]] : [];
  });
  return { ...request, steps: { ...steps, [step]: { ...Object.fromEntries(supposed), ...draft } } };
}
