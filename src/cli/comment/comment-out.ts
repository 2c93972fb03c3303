import { type CommentInput, commentOf } from "../../comment/comment-of";
import type { Comment } from "../../comment/model";
import { renderCommentHtml } from "../../comment/render-html";
import { renderMarkdown } from "../../comment/render-markdown";
import { loadTemplates } from "../../documents/load-templates";
import { planDigest } from "../../plan/digest";
import { overLimits } from "../../plan/limits";
import type { Plan } from "../../plan/plan";
import { claim } from "../../provision/claim";
import { writeAtomically } from "../atomic-write";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { openApprovals } from "../engine/approvals";
import type { RunOptions } from "../engine/runner";
import type { OpenedSite } from "../site";
import { readDrift } from "./read-drift";

/** What `preview` writes for those who approve: Markdown for a pull request, or a page. */
export const COMMENT_OPTIONS: OptionSpec[] = [
  {
    flags: "--comment <file>",
    text: {
      id: "tulis komentar untuk pemberi persetujuan ke berkas ini; '-': keluaran standar",
      en: "write the comment for those who approve to this file; '-': standard output",
    },
  },
  {
    flags: "--comment-format <format>",
    text: { id: "bentuk komentar", en: "format of the comment" },
    choices: ["markdown", "github", "html"],
    default: "markdown",
  },
  {
    flags: "--comment-drift <file>",
    text: {
      id: "sebutkan juga penyimpangan dari berkas titip drift --format json ini",
      en: "tell of the drift in this file of titip drift --format json, too",
    },
  },
];

/** What is planned, and from which record. */
export interface Preview {
  /** The deployment on record; undefined for a stack that is not there yet. */
  exported: unknown;
  /** Planned when somebody wants it. */
  plan(): Plan;
}

/**
 * Writes the comment that `--comment` asks for; from the record, so no server is asked unless that is wished. A site
 * with errors gets one too, without a preview: it says what is wrong in place of a plan.
 */
export async function tellComment(
  context: Context,
  opened: OpenedSite,
  preview: Preview | undefined,
  run: RunOptions,
  options: Record<string, unknown>,
): Promise<void> {
  const { comment: file, commentDrift } = options;
  if (typeof file !== "string") return;
  run.refresh ??= false;
  const drift = typeof commentDrift === "string" ? readDrift(commentDrift) : undefined;
  const input = await inputOf(context, opened, preview, run.assumeApproved);
  const text = printComment(commentOf({ ...input, drift }), String(options.commentFormat), context.lang);
  if (file === "-") context.print(text.trimEnd());
  else writeAtomically(file, text, 0o644);
}

async function inputOf(
  context: Context,
  { site, problems }: OpenedSite,
  preview: Preview | undefined,
  pending: readonly string[],
): Promise<CommentInput> {
  const plan = preview?.plan() ?? { digest: planDigest([]), requests: [] };
  const { templates } = loadTemplates(site.root);
  const { limits } = await openApprovals(context, site);
  return {
    ...{ site, plan, pending, problems, warnings: [] },
    refused: claim(site, new Set(pending)).refused,
    over: overLimits(plan, preview?.exported, limits),
    letters: site.letterhead && { templates, letterhead: site.letterhead },
    at: context.now().toISOString(),
    lang: context.lang,
  };
}

function printComment(comment: Comment, format: string, lang: Context["lang"]): string {
  if (format === "html") return renderCommentHtml(comment, lang);
  return renderMarkdown(comment, format === "github" ? "github" : "markdown", lang);
}
