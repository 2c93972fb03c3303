import { eventsOf, withoutColors } from "../../drift/event-log";
import type { ResourceFailure } from "./runner";

/** The parts of Pulumi's engine events (`sdk/go/common/apitype/events.go`) that are read here. */
interface EngineEvent {
  resOutputsEvent?: { metadata?: { urn?: string; op?: string }; planning?: boolean };
  resOpFailedEvent?: { metadata?: { urn?: string } };
  diagnosticEvent?: { urn?: string; message?: string; severity?: string };
  summaryEvent?: { resourceChanges?: Record<string, number> };
}

export interface EventSummary {
  failures: ResourceFailure[];
  changes: Record<string, number>;
  /** URNs that were created, updated or replaced. */
  changed: string[];
}

const CHANGING = new Set(["create", "update", "replace", "create-replacement"]);

/**
 * Reads an event log: one JSON object a line. The last line may be cut off when the CLI was killed, and
 * is left out then.
 */
export function readEventLog(text: string): EventSummary {
  const messages = new Map<string, string>();
  let changes: Record<string, number> = {};
  const changed = new Set<string>();
  for (const event of eventsOf<EngineEvent>(text)) {
    const { resOutputsEvent, resOpFailedEvent, diagnosticEvent, summaryEvent } = event;
    const { urn, op = "" } = resOutputsEvent?.metadata ?? {};
    if (urn && CHANGING.has(op) && resOutputsEvent?.planning !== true) changed.add(urn);
    const failed = resOpFailedEvent?.metadata?.urn;
    if (failed && !messages.has(failed)) messages.set(failed, "");
    if (diagnosticEvent?.severity === "error" && diagnosticEvent.urn && diagnosticEvent.message) {
      messages.set(diagnosticEvent.urn, withoutColors(diagnosticEvent.message));
    }
    // The preview that comes first has a summary too; the last one counts.
    if (summaryEvent?.resourceChanges) changes = summaryEvent.resourceChanges;
  }
  return {
    failures: [...messages].map(([urn, message]) => ({ urn, message })),
    changes,
    changed: [...changed],
  };
}
