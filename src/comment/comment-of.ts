import { blockingProblems } from "../provision/blocking-problems";
import { aboutAll } from "./about";
import { allocationSection } from "./allocation";
import { approvalSection, rejectionSection } from "./approval";
import { capacitySection } from "./capacity";
import { changesSection, linesSection } from "./changes";
import type { CommentInput } from "./given";
import { letterSections } from "./letter";
import type { Comment, Section } from "./model";
import { summarySection, titleOf } from "./summary";
import { warningsSection } from "./warnings";

export type { CommentInput } from "./given";

/**
 * What a civil servant reads before approving: pure, the same input gives the same comment. First what will exist, then
 * what changes, what is given, what is left, what will be written, what to mind, what either answer means; every line of
 * the plan comes last.
 */
export function commentOf(input: CommentInput): Comment {
  const { plan, lang } = input;
  const all = aboutAll(input);
  const faulty = blockingProblems(input.problems).length > 0;
  const some = all.length > 0;
  const sections: (Section | undefined)[] = [
    summarySection(input, all),
    ...(some ? [changesSection(all, lang)] : []),
    allocationSection(all, lang),
    capacitySection(input, all),
    ...letterSections(input, all),
    warningsSection(input),
    ...(some ? [rejectionSection(all, lang)] : []),
    ...(faulty ? [] : [approvalSection(input, all)]),
    ...(some ? [linesSection(all, lang)] : []),
  ];
  return {
    title: titleOf(input, all),
    digest: plan.digest,
    sections: sections.flatMap((section) => section ?? []),
  };
}
