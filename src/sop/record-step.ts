import type { Procedure } from "../schema/generated/procedure";
import { allActivities } from "../schema/procedure/step-keys";
import { isRepeated } from "../schema/procedure/steps-schema";
import type { LoadedRequest, Site } from "../schema/site";
import { suggest } from "../schema/suggest";
import type { Text } from "../text";
import { addListStep, addStep } from "./edit-steps";
import { forbidsContested } from "./forbids-contested";
import { forbidsFields, type Given, inOrder } from "./record-step-fields";
import { forbidsOrder, repeated } from "./record-step-order";
import { forbidsApproval, forbidsMachine, forbidsPlacement, forbidsTime } from "./record-step-refusals";
import { differences, recordedOtherwise } from "./record-step-same";
import { findActivity, history, procedureOf, stepsOf } from "./walk";
import { forbidsActor, usualActor } from "./walk-officers";

/** A request's new text, or why there is none and what to do. */
export type Recorded = { text: string; changed: boolean } | { refusal: Text; remedy?: Text };

/**
 * Records one activity of a request's procedure, or a further one such as a suspension. The activity must be the
 * next one, its officer the right one in his term, its time neither in the future nor before the step before it.
 * Recording the same again changes nothing; something different for a step that stands is refused.
 *
 * @param text the request's file as it stands; all its other lines stay byte for byte
 * @param key of the activity, as in sop/*.yaml
 * @param given only what somebody said: the rest (time, officer) takes its usual value
 * @param now the moment with the office's offset, which is also the step's time unless one is given
 * @param who `machine` is the pipeline after an apply; a person cannot record in its name
 */
export function recordActivity(
  site: Site,
  { data }: LoadedRequest,
  text: string,
  key: string,
  given: Given,
  now: string,
  who: "person" | "machine" = "person",
): Recorded {
  const procedure = procedureOf(site, data);
  if (!procedure) return { refusal: noProcedure(data.kind) };
  const activity = findActivity(procedure, key);
  if (!activity) return { refusal: unknownActivity(procedure, key) };
  const repeats = isRepeated(activity);
  const standing = repeats ? repeated(data, activity, given) : stepsOf(data, activity).at(-1);
  if (standing) {
    const names = differences(standing, given);
    if (names.length === 0) return { text, changed: false };
    return { refusal: recordedOtherwise(key, standing, given, names), remedy: whatStands() };
  }
  const order = forbidsOrder(site, data, procedure, activity, given, now);
  if (order) return order;
  const at = given.at ?? now;
  const by = given.by ?? usualActor(site, data, activity, String(at));
  const values = { ...given, at: String(at), by: String(by ?? "") };
  const refusal =
    forbidsTime(values.at, now, history(data, procedure).at(-1)) ??
    forbidsFields(activity, values) ??
    forbidsApproval(data, activity, values) ??
    forbidsContested(site, data, activity, values) ??
    forbidsPlacement(data, activity, values) ??
    forbidsActor(site, data, activity, values) ??
    forbidsMachine(site, activity, values, who);
  if (refusal) return { refusal };
  const add = repeats ? addListStep : addStep;
  return { text: add(text, key, inOrder(activity, values)), changed: true };
}

function unknownActivity(procedure: Procedure, key: string): Text {
  const keys = allActivities(procedure).map((activity) => activity.key);
  const meant = suggest(key, keys);
  return {
    id: `prosedur ${procedure.procedure} tidak mempunyai kegiatan ${key}${meant ? ` (maksud Anda ${meant}?)` : ""}; yang ada: ${keys.join(", ")}`,
    en: `the procedure ${procedure.procedure} has no activity ${key}${meant ? ` (did you mean ${meant}?)` : ""}; it has ${keys.join(", ")}`,
  };
}

function noProcedure(kind: string): Text {
  return {
    id: `sop/${kind}.yaml tidak ada atau tidak dapat dipakai; lihat titip check`,
    en: `sop/${kind}.yaml is missing or unusable; see titip check`,
  };
}

function whatStands(): Text {
  return {
    id: "yang sudah dicatat tidak diubah oleh perintah; bila keliru, perbaiki berkasnya dalam pull request",
    en: "no command changes what is recorded; where it is wrong, correct the file in a pull request",
  };
}
