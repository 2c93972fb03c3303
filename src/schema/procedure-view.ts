import type { Doubts } from "./doubts";
import type { Activity, Procedure } from "./generated/procedure";
import type { DoubtsOf } from "./judged-site";
import { type Kind, kinds } from "./kinds";
import type { FieldType } from "./procedure/effects";
import { activityOf, allActivities, memoryKey, officeKey } from "./procedure/step-keys";
import { type AnyActivity, fieldsOf } from "./procedure/steps-schema";
import type { Site } from "./site";
import { procedureFiles } from "./site-files";

/** A procedure as rules look at it. */
export interface ProcedureView {
  kind: Kind;
  /** Its file, relative to the root. */
  file: string;
  procedure: Procedure;
  /** What is not known of the file. */
  unsure: Doubts;
  /** The procedure's own activities by the names that steps have in memory, in order. */
  activities: ReadonlyMap<string, Activity>;
  /** The activity, or step beyond them, of a name in memory. */
  activity(step: string): AnyActivity | undefined;
  /** The office's own word for a step. */
  officeKey(step: string): string;
  /** Fields of a step that name positions. */
  officerFields(step: string): readonly { name: string; type: FieldType }[];
}

const naming: ReadonlySet<FieldType> = new Set(["officer", "officers", "differences"]);

/** The procedures that the site has. */
export function procedureViews({ procedures }: Pick<Site, "procedures">, doubts: DoubtsOf): ProcedureView[] {
  return kinds.flatMap((kind) => {
    const procedure = procedures[kind];
    if (!procedure) return [];
    const file = procedureFiles[kind];
    const activities = new Map(procedure.activities.map((activity) => [memoryKey(activity), activity]));
    const officerFields = new Map(allActivities(procedure).map((one) => [memoryKey(one), namingFields(one)]));
    return [
      {
        kind,
        file,
        procedure,
        unsure: doubts(file),
        activities,
        activity: (step) => activities.get(step) ?? activityOf(procedure, step),
        officeKey: (step) => activities.get(step)?.key ?? officeKey(procedure, step),
        officerFields: (step) => officerFields.get(step) ?? [],
      },
    ];
  });
}

function namingFields(activity: AnyActivity): { name: string; type: FieldType }[] {
  return [...fieldsOf(activity)].flatMap(([name, { type }]) => (naming.has(type) ? [{ name, type }] : []));
}
