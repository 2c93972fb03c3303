import type { Site } from "../schema/site";

/** The position with the first role that the procedure names for an activity; empty when nobody has any of them. */
export function positionFor({ procedures, officers }: Site, activity: string): string {
  const { activities = [], further = [] } = procedures.hosting ?? {};
  const roles = [...activities, ...further].find(({ key }) => key === activity)?.actor ?? [];
  const positions = [...officers];
  const holders = roles.flatMap((wanted) =>
    positions.filter(([, officer]) => officer.roles.includes(wanted)),
  );
  return holders[0]?.[0] ?? "";
}
