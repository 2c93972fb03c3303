import type { FollowUp } from "../../approval/follow-ups";
import type { VerifiedApproval } from "../../approval/judge";
import { printRefusals, type RefusalFormat, refusalJson, refusalMarkdown } from "../../approval/refusal";
import type { ChangeVerdict } from "../../approval/verify-change";
import { jsonText, printable } from "../../printable";
import type { Site } from "../../schema/site";
import type { Text } from "../../text";
import type { Context } from "../context";

/** What came of looking at a change: on standard output, in the form that was asked for. */
export function printVerdict(
  context: Context,
  anchors: Site,
  verdict: ChangeVerdict,
  format: RefusalFormat,
): void {
  const { lang } = context;
  const { refusals, verified, followUps } = verdict;
  if (format === "json") {
    context.print(jsonText(verdictJson(verdict, lang)));
    return;
  }
  if (format === "github") {
    const commands = printRefusals(refusals, { format, lang }).trimEnd();
    if (commands !== "") context.command(commands);
  }
  const lines = [
    ...verified.map((one) => line(format, verifiedWords(anchors, one)[lang])),
    ...followUps.map((one) => line(format, followUpWords(one)[lang])),
    ...refusals.flatMap((one) =>
      format === "markdown"
        ? refusalMarkdown(one, lang)
        : format === "github"
          ? []
          : printRefusals([one], { format, lang }).trimEnd(),
    ),
    line(format, summary(verdict)[lang]),
  ];
  context.print(lines.join("\n"));
}

function line(format: RefusalFormat, words: string): string {
  return format === "markdown" ? `- ${printable(words)}` : printable(words);
}

/** `HST-2026-0007 decision: verified (ssh) by kabid-aplikasi, Rina …`, with the digest. */
export function verifiedWords(anchors: Site, { act, statement, contact }: VerifiedApproval): Text {
  const { by, at, kind, digest } = statement;
  const what = [act.requestId, act.approval ? `approvals/${act.approval.name}` : act.activity];
  const name = anchors.contacts.get(contact)?.name;
  const who = [by, name].filter(Boolean).join(", ");
  const tail = digest === undefined ? "" : `, ${digest}`;
  const head = what.filter(Boolean).join(" ");
  return {
    id: `${head}: diverifikasi (${kind}), ${who}, ${at}${tail}`,
    en: `${head}: verified (${kind}), ${who}, ${at}${tail}`,
  };
}

/** An emergency whose approval is still to come. */
export function followUpWords({ request, act, due, late }: FollowUp): Text {
  const { activity, at } = act;
  const until = due === undefined ? "" : late ? ` TERLAMBAT, batasnya ${due}` : `, batas ${due}`;
  const untilEn = due === undefined ? "" : late ? ` LATE, it was due ${due}` : `, due ${due}`;
  return {
    id: `${request}: penghentian darurat (${activity}, ${at}) menunggu persetujuan${until}`,
    en: `${request}: the emergency (${activity}, ${at}) waits for its approval${untilEn}`,
  };
}

function summary({ refusals, verified }: ChangeVerdict): Text {
  return {
    id: `${verified.length} persetujuan diverifikasi, ${refusals.length} penolakan`,
    en: `${verified.length} approvals verified, ${refusals.length} refusals`,
  };
}

function verdictJson({ refusals, verified, followUps }: ChangeVerdict, lang: Context["lang"]) {
  return {
    refusals: refusals.map((one) => refusalJson(one, lang)),
    verified: verified.map(({ act, statement, contact }) => ({ path: act.path, contact, ...statement })),
    followUps: followUps.map(({ request, act, due, late }) => ({
      request,
      path: act.path,
      at: act.at,
      due,
      late,
    })),
  };
}
