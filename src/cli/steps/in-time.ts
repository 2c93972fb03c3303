import type { LoadedRequest } from "../../schema/site";
import { forbidsTime } from "../../sop/record-step-refusals";
import type { Context } from "../context";
import type { Edit } from "./record-step";
import { stepTime } from "./step-time";

/**
 * What an edit gave, unless it wrote a step with a time that has not come yet: refused as `titip step` refuses it.
 * That the step comes after those before it is the whole site's check (rule `steps-order`).
 *
 * @param at the step's time
 */
export function inTime<Result extends object>(
  context: Context,
  { data }: LoadedRequest,
  at: string,
  result: Edit<Result>,
): Edit<Result> {
  if ("refusal" in result || !result.changed) return result;
  const refusal = forbidsTime(at, stepTime(data, undefined, context.now()), undefined);
  return refusal ? { refusal } : result;
}
