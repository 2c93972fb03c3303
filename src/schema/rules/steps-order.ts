import type { Activity } from "../generated/procedure";
import type { JudgedRequest } from "../judged-site";
import { instant } from "../moments";
import { type Step, stepEntries } from "../request-steps";
import { procedureFiles } from "../site-files";
import type { Report, Rule, RuleContext } from "./rule";

/** Steps follow the procedure: none skipped, none after its end, none earlier than the one before. */
export const stepsOrder: Rule = {
  id: "steps-order",
  check(context, report) {
    if (context.activities.size === 0) return;
    const known = isWayKnown(context);
    for (const request of context.site.requests) {
      if (known) checkPath(request, context, report);
      checkTimes(request, report);
    }
  },
};

/** Whether the procedure's file tells where each activity leads. */
function isWayKnown({ activities, doubts }: RuleContext): boolean {
  const unsure = doubts(procedureFiles.hosting);
  return ![...activities.keys()].some((_, index) =>
    ["key", "next", "branches"].some((field) => unsure.about(`/activities/${index}/${field}`)),
  );
}

/** Walks the procedure as the steps' own results lead; what is recorded must lie on the way. */
function checkPath({ file, data, doubts }: JudgedRequest, { activities }: RuleContext, report: Report): void {
  const steps = new Map(stepEntries(data));
  const onTheWay = new Set<string>();
  const rests: string[] = []; // what led this way
  let gap: Activity | undefined;
  let told = false;
  let activity = activities.values().next().value;
  let last = activity;
  while (activity && !onTheWay.has(activity.key)) {
    onTheWay.add(activity.key);
    if (!steps.has(activity.key)) gap ??= doubts.about(`/steps/${activity.key}`) ? undefined : activity;
    else if (gap && !told) {
      report({ ...skipped(file, activity, gap), rests: [...rests] });
      told = true; // one gap is one problem, however much follows it
    }
    for (const { when } of activity.branches ?? []) rests.push(`/steps/${activity.key}/${when.field}`);
    last = activity;
    activity = activities.get(nextKey(activity, steps.get(activity.key)) ?? "");
  }
  for (const key of steps.keys()) {
    const recorded = activities.get(key);
    if (recorded && !onTheWay.has(key) && last) report({ ...afterEnd(file, recorded, last), rests });
  }
  if (steps.has("closure") && data.steps.decision?.result !== "approved") report(closedUnapproved(file));
}

/** The next activity's key; a branching activity that is not recorded leads on by its first branch. */
function nextKey({ next, branches = [] }: Activity, step: Step | undefined): string | undefined {
  if (next !== undefined) return next;
  const recorded = step && new Map<string, unknown>(Object.entries(step));
  const taken = branches.find(({ when }) => !recorded || recorded.get(when.field) === when.equals);
  return taken?.next;
}

function checkTimes({ file, data, doubts }: JudgedRequest, report: Report): void {
  let before: { key: string; at: string } | undefined;
  for (const [key, step] of stepEntries(data)) {
    if (doubts.about(`/steps/${key}/at`)) continue;
    if (before && instant(step.at) < instant(before.at)) {
      report({
        file,
        pointer: `/steps/${key}/at`,
        message: {
          id: `waktu ini lebih awal daripada kegiatan \`${before.key}\` sebelumnya (${before.at})`,
          en: `this is earlier than the activity \`${before.key}\` before it (${before.at})`,
        },
        remedy: {
          id: "Perbaiki waktunya, atau tulis kegiatan menurut urutan prosedur.",
          en: "Correct the time, or write the activities in the procedure's order.",
        },
      });
    }
    before = { key, at: step.at };
  }
}

function skipped(file: string, activity: Activity, gap: Activity) {
  return {
    file,
    pointer: `/steps/${activity.key}`,
    target: "key" as const,
    message: {
      id: `kegiatan ${gap.order} (\`${gap.key}\`) belum dicatat, padahal mendahului kegiatan ini`,
      en: `activity ${gap.order} (\`${gap.key}\`) comes before this one and is not recorded`,
    },
    remedy: { id: `Catat \`${gap.key}\` lebih dahulu.`, en: `Record \`${gap.key}\` first.` },
  };
}

function afterEnd(file: string, activity: Activity, last: Activity) {
  return {
    file,
    pointer: `/steps/${activity.key}`,
    target: "key" as const,
    message: {
      id: `proses sudah selesai pada \`${last.key}\`; kegiatan ini tidak dapat mengikutinya`,
      en: `the process ended with \`${last.key}\`; this activity cannot follow`,
    },
    remedy: {
      id: "Hapus kegiatan ini, atau perbaiki hasil sebelumnya.",
      en: "Remove this activity, or correct the result before it.",
    },
  };
}

function closedUnapproved(file: string) {
  return {
    file,
    pointer: "/steps/closure",
    target: "key" as const,
    message: {
      id: "layanan yang tidak disetujui tidak dapat ditutup",
      en: "a service that was not approved cannot be closed",
    },
    remedy: { id: "Hapus `closure`.", en: "Remove `closure`." },
    rests: ["/steps/decision/result"],
  };
}
