import type { ServiceRequest } from "./site";

/** What every step holds, whatever the office calls it. */
export interface Step {
  at: string;
  by: string;
  recorded_by?: string;
  letter?: { number: string; date: string; sha256: string };
}

/** A recorded step with its place. */
export interface StepEntry {
  /** Its name in memory: the activity's effect, or its own key. */
  key: string;
  /** JSON pointer with that name; of one of a list, with its number. */
  pointer: string;
  step: Step;
}

/** The recorded steps in the order in which the file has them; those that repeat, one by one. */
export function stepEntries({ steps }: ServiceRequest): readonly StepEntry[] {
  const known = remembered.get(steps);
  if (known) return known;
  const entries = listEntries(steps);
  remembered.set(steps, entries);
  return entries;
}

/** Many rules walk the same steps. */
const remembered = new WeakMap<object, readonly StepEntry[]>();

function listEntries(steps: ServiceRequest["steps"]): StepEntry[] {
  const entries: StepEntry[] = [];
  for (const [key, held] of Object.entries<Step | Step[] | undefined>({ ...steps })) {
    const pointer = `/steps/${key}`;
    if (Array.isArray(held))
      held.forEach((step, index) => {
        entries.push({ key, pointer: `${pointer}/${index}`, step });
      });
    else if (held) entries.push({ key, pointer, step: held });
  }
  return entries;
}

/** A field of a step, as data. */
export function fieldOf(step: Step | undefined, name: string): unknown {
  return step && Object.hasOwn(step, name)
    ? new Map<string, unknown>(Object.entries(step)).get(name)
    : undefined;
}
