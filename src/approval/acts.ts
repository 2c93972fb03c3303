import { officeKey } from "../schema/procedure/step-keys";
import type { LoadedApproval } from "../schema/read-approvals";
import { stepEntries } from "../schema/request-steps";
import type { LoadedRequest, ServiceRequest, Site } from "../schema/site";
import type { RecordedStep } from "../sop/walk";
import { approvalEvidencePath, stepEvidencePath } from "./evidence";
import { approvalStatement, type Proof, type Statement, stepStatement } from "./statement";

/** Something that evidence can be of: a step of a request, the follow-up of an emergency, or a file of `approvals/`. */
export interface Act {
  /** Where its evidence lies, without ending. */
  path: string;
  /** Where it stands. */
  file: string;
  line: number;
  /** Id of the request; absent for what concerns the whole plan. */
  requestId?: string;
  /** The request; undefined when it was taken away. */
  request?: ServiceRequest;
  /** The office's key of the activity, or the approval's kind. */
  activity: string;
  /** What the step means (its effect, else its key); undefined for a file of `approvals/`. */
  effect?: string;
  /** From 1. */
  number: number;
  followUp: boolean;
  /** Of a step. */
  step?: RecordedStep;
  /** Of a file of `approvals/`. */
  approval?: LoadedApproval;
  at: string;
  by: string;
  recordedBy?: string;
}

/** Steps by which an official decides, so that they need evidence. */
const DECIDING: ReadonlySet<string> = new Set(["decision", "suspension", "resumption", "renewal", "closure"]);

/** Whether the act decides something, as a follow-up, an approval and some steps do. */
export function decides({ effect, followUp }: Act): boolean {
  return !followUp && (effect === undefined || DECIDING.has(effect));
}

/** Whether an act is a suspension that did not wait for its approval. */
export function isEmergency({ effect, step, followUp }: Act): boolean {
  return effect === "suspension" && !followUp && step?.emergency === true;
}

/** Everything of a site that evidence can be of, by the place of the evidence. */
export function actsOf(site: Site): Map<string, Act> {
  const acts = [
    ...site.requests.flatMap((request) => stepActs(site, request)),
    ...(site.approvals ?? []).map((approval) => approvalAct(site, approval)),
  ];
  return new Map(acts.map((act) => [act.path, act]));
}

/** Acts of one request, in the order of its file. */
export function stepActs(site: Pick<Site, "procedures">, { file, data, position }: LoadedRequest): Act[] {
  const numbers = new Map<string, number>();
  return stepEntries(data).flatMap(({ key, pointer, step }) => {
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    const activity = officeKey(site.procedures[data.kind], key);
    const act: Act = {
      path: stepEvidencePath(data.id, activity, number),
      file,
      line: position(pointer).line,
      requestId: data.id,
      request: data,
      activity,
      effect: key,
      number,
      followUp: false,
      step: { ...step },
      at: step.at,
      by: step.by,
      recordedBy: step.recorded_by,
    };
    return isEmergency(act) ? [act, followUpOf(act)] : [act];
  });
}

/** The approval that must follow an emergency. */
function followUpOf(act: Act): Act {
  return {
    ...act,
    path: stepEvidencePath(act.requestId ?? "", act.activity, act.number, true),
    followUp: true,
  };
}

function approvalAct({ requests }: Site, approval: LoadedApproval): Act {
  const { file, name, data } = approval;
  return {
    path: approvalEvidencePath(name),
    file,
    line: 1,
    requestId: data.request,
    request: requests.find((one) => one.data.id === data.request)?.data,
    activity: data.kind,
    number: 1,
    followUp: false,
    approval,
    at: data.at,
    by: data.by,
    recordedBy: data.recorded_by,
  };
}

/**
 * What the evidence of an act must say.
 * @param said by the evidence at hand, for what it alone tells: of a follow-up who and when, and the digest of a step
 *   that has no field for it
 */
export function expectedStatement(act: Act, proof: Proof, said?: Statement): Statement {
  const { approval, step, request, activity } = act;
  if (approval) return approvalStatement(approval, request, proof);
  if (!request || !step) throw new Error(`${act.path}: a step without its request`);
  const digest = typeof step.digest === "string" ? step.digest : said?.digest;
  const statement = stepStatement(request, activity, step, proof, digest);
  if (!act.followUp) return statement;
  const own = { at: said?.at ?? step.at, by: said?.by ?? step.by };
  return { ...statement, ...own, follow_up: true, result: "approved" };
}
