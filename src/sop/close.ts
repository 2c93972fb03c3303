import { officeKey } from "../schema/procedure/step-keys";
import type { LoadedRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { addStep } from "./edit-steps";
import { isApproved } from "./request-state";
import { usualActorOf } from "./walk-officers";

export interface ClosureOptions {
  /** Time of the decision to close, with offset. */
  at: string;
  /** Position that decided; by default the first that the procedure names for it and somebody holds. */
  by?: string;
  recordedBy?: string;
  reason: string;
}

export type Closed = { text: string; changed: boolean } | { refusal: Text };

/**
 * Ends a service: site and records go with the next apply, the files are archived first, the values rest in
 * quarantine and the uid is never given again. A service that is wanted back needs a new request. Safe to repeat.
 *
 * @param text the request's file as it stands
 */
export function close(site: Site, { data }: LoadedRequest, text: string, options: ClosureOptions): Closed {
  if (data.steps.closure) return { text, changed: false };
  if (!isApproved(data)) return { refusal: notRunning(data.id) };
  const { at, by = usualActorOf(site, data, "closure", at), recordedBy, reason } = options;
  const recorded = recordedBy ? { recorded_by: recordedBy } : {};
  const key = officeKey(site.procedures[data.kind], "closure");
  return { text: addStep(text, key, { at, by, ...recorded, reason }), changed: true };
}

function notRunning(id: string): Text {
  return {
    id: `${id} tidak sedang berjalan: hanya permohonan yang disetujui dapat ditutup`,
    en: `${id} is not running: only an approved request can be closed`,
  };
}
