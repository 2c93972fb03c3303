import type { Doubts } from "../doubts";
import type { Procedure } from "../generated/procedure";
import { publishedProcedures } from "../generated/published-procedures";
import type { Kind } from "../kinds";
import { StepKeys } from "./step-keys";
import { stepsSchema } from "./steps-schema";

/** All that reading a request needs to know of its procedure. */
export interface ProcedureReading {
  procedure: Procedure;
  keys: StepKeys;
  /** JSON Schema of the steps. */
  stepsShape: Readonly<Record<string, unknown>>;
}

/**
 * How requests of a kind are read: by the site's own procedure. Where that is not known for certain, unknown steps
 * and fields are let through, and where there is none ours stands in.
 *
 * @param own the site's procedure, with the doubts about its file
 */
export function readingOf(kind: Kind, own?: { data: Procedure; doubts: Doubts }): ProcedureReading {
  const procedure = own?.data ?? publishedProcedures[kind];
  const open = own === undefined || isUncertain(own.data, own.doubts);
  return remembered(procedure, open);
}

/** How requests are read by our own procedure. */
export function publishedReading(kind: Kind): ProcedureReading {
  return remembered(publishedProcedures[kind], false);
}

function isUncertain(procedure: Procedure, doubts: Doubts): boolean {
  return (["activities", "further"] as const).some(
    (list) =>
      doubts.told(`/${list}`) ||
      (procedure[list] ?? []).some((_, index) =>
        ["key", "effect", "fields", "repeats"].some((field) => doubts.about(`/${list}/${index}/${field}`)),
      ),
  );
}

/** The same procedure gives the same object, so that its schema is compiled once however often a site is read. */
function remembered(procedure: Procedure, open: boolean): ProcedureReading {
  const name = `${open} ${JSON.stringify(procedure)}`;
  const known = readings.get(name);
  if (known) return known;
  if (readings.size >= mostReadings) readings.clear();
  const reading = {
    procedure,
    keys: new StepKeys(procedure),
    stepsShape: stepsSchema(procedure, open),
  };
  readings.set(name, reading);
  return reading;
}

const readings = new Map<string, ProcedureReading>();

const mostReadings = 50;
