import type { Procedure } from "../generated/procedure";
import type { AnyActivity } from "./steps-schema";

/** How a step is called in memory: by its effect, so that code reads every office's steps alike. */
export function memoryKey(activity: AnyActivity): string {
  return activity.effect ?? activity.key;
}

/** The activity that a step of this name in memory records; undefined when the procedure has none. */
export function activityOf(procedure: Procedure | undefined, step: string): AnyActivity | undefined {
  return allActivities(procedure).find((activity) => memoryKey(activity) === step);
}

/** The office's own word for a step: its key in the request's file and in messages. */
export function officeKey(procedure: Procedure | undefined, step: string): string {
  return activityOf(procedure, step)?.key ?? step;
}

/** Activities and steps beyond them, in order. */
export function allActivities(procedure: Procedure | undefined): AnyActivity[] {
  return [...(procedure?.activities ?? []), ...(procedure?.further ?? [])];
}

/** Whether requests can be read by a procedure: without its first activity there is none to read. */
export function canBeFollowed(procedure: Procedure): boolean {
  return activityOf(procedure, "request")?.effect === "request";
}

/** The way between the keys of a procedure's steps in files and those in memory. */
export class StepKeys {
  private readonly toMemory = new Map<string, string>();
  private readonly toFile = new Map<string, string>();

  constructor(procedure: Procedure) {
    for (const activity of allActivities(procedure)) {
      const name = memoryKey(activity);
      if (this.toMemory.has(activity.key) || this.toFile.has(name)) continue; // procedure-chain tells
      this.toMemory.set(activity.key, name);
      this.toFile.set(name, activity.key);
    }
  }

  /** The request with its steps by their meaning; the very same when the office uses Titip's words. */
  inMemory<T>(request: T): T {
    const steps = stepsOf(request);
    if (!steps || Object.keys(steps).every((key) => (this.toMemory.get(key) ?? key) === key)) return request;
    const entries = new Map<string, unknown>();
    for (const [key, step] of Object.entries(steps)) {
      const name = this.toMemory.get(key) ?? key;
      if (!entries.has(name)) entries.set(name, step);
    }
    return { ...request, steps: Object.fromEntries(entries) };
  }

  /** A pointer into the request in memory, as one into its file. */
  inFile(pointer: string): string {
    const match = /^\/steps\/([^/]+)/.exec(pointer);
    const key = match?.[1] === undefined ? undefined : this.toFile.get(match[1]);
    return match && key !== undefined ? `/steps/${key}${pointer.slice(match[0].length)}` : pointer;
  }
}

function stepsOf(request: unknown): object | undefined {
  if (typeof request !== "object" || request === null || !("steps" in request)) return undefined;
  const { steps } = request;
  return typeof steps === "object" && steps !== null ? steps : undefined;
}
