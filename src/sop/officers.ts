import type { Kind } from "../schema/kinds";
import { activityOf } from "../schema/procedure/step-keys";
import type { Site } from "../schema/site";

/**
 * The position with the first role that the procedure names for an activity; empty when nobody has any of them.
 *
 * @param step what the activity means (effect), else its key
 */
export function positionFor({ procedures, officers }: Site, step: string, kind: Kind = "hosting"): string {
  const roles = activityOf(procedures[kind], step)?.actor ?? [];
  const positions = [...officers];
  const holders = roles.flatMap((wanted) =>
    positions.filter(([, officer]) => officer.roles.includes(wanted)),
  );
  return holders[0]?.[0] ?? "";
}
