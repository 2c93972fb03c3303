import { verdictFields } from "../schema/procedure/effects";
import { activityOf } from "../schema/procedure/step-keys";
import { fieldsOf } from "../schema/procedure/steps-schema";
import type { ServiceRequest, Site } from "../schema/site";

/** The office's word for a favourable assessment: `feasible`, or `available` where capacity is what is asked. */
export function verdictField(site: Site, { kind }: Pick<ServiceRequest, "kind">): string {
  const activity = activityOf(site.procedures[kind], "assessment");
  const names = activity ? fieldsOf(activity) : undefined;
  return verdictFields.find((name) => names?.has(name)) ?? (kind === "hosting" ? "feasible" : "available");
}
