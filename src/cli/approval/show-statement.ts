import { holderAt } from "../../approval/authority";
import type { Statement } from "../../approval/statement";
import { planLines } from "../../plan/lines";
import type { Plan, RequestPlan } from "../../plan/plan";
import { printable } from "../../printable";
import type { Site } from "../../schema/site";
import type { Context } from "../context";

/** What would be done, line by line, before somebody signs for it. */
export function notePlan(context: Context, plan: RequestPlan | Plan | undefined): void {
  const parts = plan === undefined ? [] : "requests" in plan ? plan.requests : [plan];
  for (const part of parts) {
    context.note(`${printable(part.request)}:`);
    for (const line of planLines(part)) context.note(`  ${printable(line)}`);
  }
}

/** What is signed, in words. */
export function noteStatement(context: Context, site: Site, statement: Statement): void {
  const { activity, request, result, at, by, digest, kind } = statement;
  const holder = holderAt(site, by, at)?.contact;
  const name = holder === undefined ? undefined : site.contacts.get(holder)?.name;
  const lines: [id: string, en: string, value: string | undefined][] = [
    ["kegiatan", "activity", [request, activity].filter(Boolean).join(" ")],
    ["hasil", "result", result],
    ["oleh", "by", [by, name].filter(Boolean).join(", ")],
    ["pada", "at", at],
    ["sidik", "digest", digest],
    ["bukti", "evidence", kind],
  ];
  for (const [id, en, value] of lines)
    if (value !== undefined) context.note(`${context.say({ id, en })}: ${printable(value)}`);
}
