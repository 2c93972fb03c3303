import type { Activity } from "../generated/procedure";
import type { JudgedRequest } from "../judged-site";
import { instant } from "../moments";
import { memoryKey } from "../procedure/step-keys";
import type { ProcedureView } from "../procedure-view";
import { fieldOf, type Step, type StepEntry, stepEntries } from "../request-steps";
import type { Report, Rule } from "./rule";

/** Steps follow the procedure: none skipped, none after its end, none earlier than the one before. */
export const stepsOrder: Rule = {
  id: "steps-order",
  check({ site, procedures }, report) {
    const ways = new Map(procedures.map((view) => [view.kind, wayOf(view)]));
    for (const request of site.requests) {
      const way = ways.get(request.data.kind);
      if (way?.isKnown) checkPath(request, way, report);
      if (way) checkTimes(request, way.view, report);
    }
  },
};

/** A procedure as a way from activity to activity. */
interface Way {
  view: ProcedureView;
  /** Whether the procedure's file tells where each activity leads. */
  isKnown: boolean;
  /** Activities by the office's own keys, by which they lead to one another. */
  byKey: ReadonlyMap<string, Activity>;
}

function wayOf(view: ProcedureView): Way {
  const { activities } = view.procedure;
  const isKnown = !activities.some((_, index) =>
    ["key", "effect", "next", "branches"].some((field) => view.unsure.about(`/activities/${index}/${field}`)),
  );
  return { view, isKnown, byKey: new Map(activities.map((activity) => [activity.key, activity])) };
}

/** Walks the procedure as the steps' own results lead; what is recorded must lie on the way. */
function checkPath({ file, data, doubts }: JudgedRequest, { view, byKey }: Way, report: Report): void {
  const entries = stepEntries(data);
  const steps = new Map(entries.map(({ key, step }) => [key, step]));
  const onTheWay = new Set<string>();
  const rests: string[] = []; // what led this way
  let gap: Activity | undefined;
  let told = false;
  let activity = view.procedure.activities[0];
  let last = activity;
  while (activity && !onTheWay.has(memoryKey(activity))) {
    const name = memoryKey(activity);
    onTheWay.add(name);
    if (!steps.has(name)) gap ??= doubts.about(`/steps/${name}`) ? undefined : activity;
    else if (gap && !told) {
      report({ ...skipped(file, activity, gap), rests: [...rests] });
      told = true; // one gap is one problem, however much follows it
    }
    for (const { when } of activity.branches ?? []) rests.push(`/steps/${name}/${when.field}`);
    last = activity;
    activity = byKey.get(nextKey(activity, steps.get(name)) ?? "");
  }
  for (const key of steps.keys()) {
    const recorded = view.activities.get(key);
    if (recorded && !onTheWay.has(key) && last) report({ ...afterEnd(file, recorded, last), rests });
  }
  if (steps.has("closure") && data.steps.decision?.result !== "approved")
    report(closedUnapproved(file, view.officeKey("closure")));
}

/** The next activity's key; a branching activity that is not recorded leads on by its first branch. */
function nextKey({ next, branches = [] }: Activity, step: Step | undefined): string | undefined {
  if (next !== undefined) return next;
  return branches.find(({ when }) => !step || fieldOf(step, when.field) === when.equals)?.next;
}

/** Steps that repeat have times of their own: `service-order`. */
function checkTimes({ file, data, doubts }: JudgedRequest, view: ProcedureView, report: Report): void {
  let before: StepEntry | undefined;
  for (const entry of stepEntries(data)) {
    const { key, pointer, step } = entry;
    if (pointer !== `/steps/${key}` || doubts.about(`${pointer}/at`)) continue;
    if (before && instant(step.at) < instant(before.step.at))
      report(tooEarly(file, pointer, view.officeKey(before.key), before.step.at));
    before = entry;
  }
}

function tooEarly(file: string, pointer: string, before: string, at: string) {
  return {
    file,
    pointer: `${pointer}/at`,
    message: {
      id: `waktu ini lebih awal daripada kegiatan \`${before}\` sebelumnya (${at})`,
      en: `this is earlier than the activity \`${before}\` before it (${at})`,
    },
    remedy: {
      id: "Perbaiki waktunya, atau tulis kegiatan menurut urutan prosedur.",
      en: "Correct the time, or write the activities in the procedure's order.",
    },
  };
}

function skipped(file: string, activity: Activity, gap: Activity) {
  return {
    file,
    pointer: `/steps/${memoryKey(activity)}`,
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
    pointer: `/steps/${memoryKey(activity)}`,
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

function closedUnapproved(file: string, closure: string) {
  return {
    file,
    pointer: "/steps/closure",
    target: "key" as const,
    message: {
      id: "layanan yang tidak disetujui tidak dapat ditutup",
      en: "a service that was not approved cannot be closed",
    },
    remedy: { id: `Hapus \`${closure}\`.`, en: `Remove \`${closure}\`.` },
    rests: ["/steps/decision/result"],
  };
}
