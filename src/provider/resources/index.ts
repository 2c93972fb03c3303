import { compare, type PropertyChange, topLevel } from "../diff";
import { certificate } from "./certificate";
import { containerStore } from "./container-store";
import { database } from "./database";
import type { ManagedResource } from "./managed-resource";
import { recordSet } from "./record-set";
import { ruleSet } from "./rule-set";
import { virtualHost } from "./virtual-host";

/** Inputs and outputs as they come from an engine: shaped by `check`, so each resource knows its own. */
export type Values = Record<string, unknown>;
export type AnyResource = ManagedResource<Values, Values>;

const RESOURCES = new Map(
  [virtualHost, certificate, recordSet, ruleSet, database, containerStore].map((resource) => [
    resource.type,
    resource as unknown as AnyResource,
  ]),
);

/** Types that the plugin serves. */
export const resourceTypes: readonly string[] = [...RESOURCES.keys()];

/** The resource of a Pulumi type token, e.g. `titip:apache:VirtualHost`; undefined for one of another plugin. */
export function resourceOfType(type: string): AnyResource | undefined {
  return RESOURCES.get(type);
}

export interface Diff {
  changes: PropertyChange[];
  /** Top-level properties whose change means another resource. */
  replaces: string[];
}

/**
 * What would change, pure.
 *
 * @param olds outputs as they were recorded, or found by a refresh
 * @param inputs as `check` gave them
 */
export function diffOf(resource: AnyResource, olds: Values, inputs: Values): Diff {
  const known = Object.fromEntries(Object.entries(olds).filter(([key]) => !resource.learned.includes(key)));
  const changes = compare(known, resource.plan(inputs));
  const replaces = [...new Set(changes.map((change) => topLevel(change.path)))].filter((key) =>
    resource.replaceOn.includes(key),
  );
  // A site whose account was removed by hand is repaired where it is, not built anew.
  return { changes, replaces: replaces.filter((key) => !isLoss(olds[key])) };
}

/** What `describe` of a virtual host gives when the account is gone from the server. */
function isLoss(value: unknown): boolean {
  return typeof value === "object" && value !== null && "uid" in value && value.uid === 0;
}
