import type { HostingRequest, HostingSteps } from "./generated/hosting-request";

export type StepKey = keyof HostingSteps;
export type Step = NonNullable<HostingSteps[StepKey]>;

/** The recorded steps with their keys, in the order in which the file has them. */
export function stepEntries(request: HostingRequest): [string, Step][] {
  const entries = Object.entries<Step | undefined>({ ...request.steps });
  return entries.flatMap(([key, step]): [string, Step][] => (step ? [[key, step]] : []));
}
