import { findCommit, isNoObject, mergeBase } from "../git/commits";
import { judgeChange } from "../git/judge-change";
import type { Repository } from "../git/run-git";
import { printable } from "../printable";
import { hasErrors } from "../schema/problem";
import type { Language, Text } from "../text";
import { type GateAnswer, type GatePort, judgePush } from "./main-gate";
import { printAnswer } from "./print-answer";
import { type PushedRef, refRefusals } from "./pushed-refs";
import { MAIN_REF } from "./server-folder";
import { withTreeFolders } from "./tree-folders";

/**
 * The pre-receive hook: looks at everything that is pushed and says why it is refused. One ref that is refused refuses
 * the push as a whole, as Git has it.
 *
 * @param repository with the push's quarantine
 * @returns whether the push may go on
 */
export async function receive(
  repository: Repository,
  pushed: readonly PushedRef[],
  { port, lang, print }: { port: GatePort; lang: Language; print(text: string): void },
): Promise<boolean> {
  let isFine = true;
  for (const one of pushed) {
    const answer = await judgeRef(repository, one, { port, lang });
    if (answer === undefined) continue;
    isFine = false;
    print(`${REFUSED[lang]} ${printable(one.ref)}`);
    print(answer);
  }
  return isFine;
}

const REFUSED: Text = { id: "Ditolak:", en: "Refused:" };

/** Reasons as text; undefined when there is nothing to say against it. */
async function judgeRef(
  repository: Repository,
  pushed: PushedRef,
  { port, lang }: { port: GatePort; lang: Language },
): Promise<string | undefined> {
  const forbidden = refRefusals(pushed);
  if (forbidden.length > 0) return printAnswer(answerOf(forbidden), lang);
  if (isNoObject(pushed.after)) return undefined;
  if (pushed.ref !== MAIN_REF) {
    const refusals = await judgeBranch(repository, pushed);
    return refusals.length > 0 ? printAnswer(answerOf(refusals), lang) : undefined;
  }
  const base = isNoObject(pushed.before) ? undefined : pushed.before;
  // Printed inside: what is told of a file is read from its folder.
  return withTreeFolders(repository, async (folders) => {
    const answer = await judgePush(repository, { base, head: pushed.after }, folders, port);
    const isRefused = answer.refusals.length > 0 || hasErrors(answer.problems);
    return isRefused ? printAnswer(answer, lang) : undefined;
  });
}

/** A branch is compared with where it left main: what main has is not its doing. */
async function judgeBranch(repository: Repository, { after }: PushedRef) {
  const main = await findCommit(repository, MAIN_REF);
  if (main === undefined) return [];
  const base = await mergeBase(repository, main, after);
  return judgeChange(repository, base, after, { as: "branch" });
}

function answerOf(refusals: GateAnswer["refusals"]): GateAnswer {
  return { refusals, problems: [], root: "" };
}
