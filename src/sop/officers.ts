import type { Site } from "../schema/site";

/** The first position whose role the procedure names for an activity; empty when there is none. */
export function positionFor({ procedures, officers }: Site, activity: string): string {
  const { activities = [], further = [] } = procedures.hosting ?? {};
  const roles = [...activities, ...further].find(({ key }) => key === activity)?.actor ?? [];
  const match = [...officers].find(([, officer]) => officer.roles.some((role) => roles.includes(role)));
  return match?.[0] ?? "";
}
