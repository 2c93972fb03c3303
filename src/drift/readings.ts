import type { Step } from "../engine";
import { redactSecrets, type ValueMap } from "../engine/values/value";
import { covered } from "../plan/recorded-resources";
import type { Reading } from "./difference";
import { eventsOf, withoutColors } from "./event-log";

/** What the embedded engine's refresh found, secrets covered. */
export function readingsOfSteps(steps: readonly Step[]): Reading[] {
  return steps
    .filter(({ operation }) => operation === "refresh")
    .map(({ urn, found, new: now, error }): Reading => {
      if (error !== undefined) return { urn, error };
      if (found === "delete") return { urn, gone: true };
      if (now === undefined) return { urn, error: "not read" };
      return { urn, outputs: redactSecrets(now.outputs) as ValueMap };
    });
}

/** The parts of Pulumi's engine events (`sdk/go/common/apitype/events.go`) that a refresh tells. */
interface RefreshEvent {
  resOutputsEvent?: { metadata?: StepMetadata };
  resOpFailedEvent?: { metadata?: StepMetadata };
  diagnosticEvent?: { urn?: string; message?: string; severity?: string };
}

interface StepMetadata {
  urn?: string;
  op?: string;
  new?: { outputs?: Record<string, unknown> } | null;
}

/**
 * What the stock engine's refresh found, from its event log: one JSON object a line, secrets covered by the engine. A
 * line that is cut off is left out.
 */
export function readingsOfEvents(log: string): Reading[] {
  const readings = new Map<string, Reading>();
  const words = new Map<string, string>();
  for (const { resOutputsEvent, resOpFailedEvent, diagnosticEvent } of eventsOf<RefreshEvent>(log)) {
    const { urn, op, new: now } = resOutputsEvent?.metadata ?? {};
    if (urn !== undefined && (op === "delete" || now))
      readings.set(urn, op === "delete" ? { urn, gone: true } : { urn, outputs: covered(now?.outputs) });
    const failed = resOpFailedEvent?.metadata?.urn;
    if (failed !== undefined) readings.set(failed, { urn: failed, error: "" });
    if (diagnosticEvent?.severity === "error" && diagnosticEvent.urn && diagnosticEvent.message)
      words.set(diagnosticEvent.urn, withoutColors(diagnosticEvent.message));
  }
  for (const [urn, error] of words) readings.set(urn, { urn, error });
  return [...readings.values()];
}
