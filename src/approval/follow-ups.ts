import { type OfficeTime, officeTime } from "../calendar/office-time";
import { instant } from "../schema/moments";
import type { Site } from "../schema/site";
import { type Act, actsOf } from "./acts";
import { type EvidenceFiles, listEvidence } from "./evidence";
import { judgeEvidence } from "./judge";
import { policyOf } from "./policy";

/** An emergency whose approval has not followed yet. */
export interface FollowUp {
  request: string;
  /** The suspension. */
  act: Act;
  /** Until when it must follow, on the office's clock; absent where no working time is counted. */
  due?: string;
  late: boolean;
}

/** Emergencies without their approval, in the order of the requests. None where the site demands no proof. */
export function openFollowUps(site: Site, files: EvidenceFiles, anchors: Site, now: number): FollowUp[] {
  const policy = policyOf(anchors);
  if (!policy.demands) return [];
  const evidence = new Map(listEvidence(files).evidence.map((one) => [one.path, one]));
  const office = officeOf(anchors);
  return [...actsOf(site).values()].flatMap((act) => {
    if (!act.followUp || act.requestId === undefined) return [];
    const given = evidence.get(act.path);
    const result = given && judgeEvidence(given, act, { anchors, now, strictness: "standing" });
    if (result && "verified" in result) return [];
    const deadline = office?.deadline(instant(act.at), policy.followUp);
    return [
      {
        request: act.requestId,
        act,
        due: deadline === undefined ? undefined : office?.write(deadline),
        late: deadline !== undefined && now > deadline,
      },
    ];
  });
}

function officeOf({ calendar }: Site): OfficeTime | undefined {
  try {
    return calendar && officeTime(calendar);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // `check` tells what is wrong with the calendar
    throw error;
  }
}
