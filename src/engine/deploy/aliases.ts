import type { Alias, Goal } from "../monitor/goal";
import type { ResourceState } from "../state/deployment";
import { makeUrn, parseUrn, STACK_TYPE } from "../urn";
import type { Deployment } from "./deployment";

function toUrn(deployment: Deployment, goal: Goal, alias: Alias): string {
  if ("urn" in alias) return alias.urn;
  const { options } = deployment;
  const own =
    alias.parent === undefined ? goal.parent : (deployment.aliases.get(alias.parent) ?? alias.parent);
  const root = own !== undefined && parseUrn(own).qualifiedType === STACK_TYPE;
  const parent = alias.noParent || root ? undefined : own;
  return makeUrn(
    alias.stack === "" ? options.stack : alias.stack,
    alias.project === "" ? options.project : alias.project,
    parent,
    alias.type === "" ? goal.type : alias.type,
    alias.name === "" ? goal.name : alias.name,
  );
}

/** A child of a renamed parent was renamed with it: `app-function` under `app` is `newapp-function` under `newapp`. */
function inherited(
  deployment: Deployment,
  type: string,
  name: string,
  parent: string,
  parentAlias: string,
): string {
  const parentName = parseUrn(parent).name;
  const aliasName = name.startsWith(parentName)
    ? parseUrn(parentAlias).name + name.slice(parentName.length)
    : name;
  return makeUrn(deployment.options.stack, deployment.options.project, parentAlias, type, aliasName);
}

/** All names under which the state may know the resource, most particular first. */
export function aliasUrns(deployment: Deployment, goal: Goal): string[] {
  const own = goal.aliases.map((alias) => toUrn(deployment, goal, alias));
  const parentAlias = goal.parent === undefined ? undefined : deployment.aliases.get(goal.parent);
  if (goal.parent === undefined || parentAlias === undefined) return [...new Set(own)];
  const names = [{ type: goal.type, name: goal.name }, ...own.map(parseUrn)];
  const fromParent = names.map(({ type, name }) =>
    inherited(deployment, type, name, goal.parent ?? "", parentAlias),
  );
  return [...new Set([...own, ...fromParent])];
}

/**
 * The old state of a resource: under its URN, else under the first alias that fits. A found alias is remembered, so
 * that the old name is not deleted and what refers to it follows.
 * Throws when another resource has claimed that name in this run.
 */
export function findOld(deployment: Deployment, urn: string, goal: Goal): ResourceState | undefined {
  const claimedBy = deployment.aliased.get(urn);
  if (claimedBy !== undefined)
    throw new Error(`resource "${urn}" was already taken over as an alias of "${claimedBy}"`);
  const own = deployment.oldByUrn.get(urn);
  if (own !== undefined) return own;
  for (const alias of aliasUrns(deployment, goal)) {
    const old = deployment.oldByUrn.get(alias);
    if (old === undefined) continue;
    const other = deployment.claimed.has(alias) ? alias : deployment.aliased.get(alias);
    if (other !== undefined)
      throw new Error(`the alias "${alias}" of "${urn}" already belongs to "${other}"`);
    deployment.aliased.set(alias, urn);
    deployment.aliases.set(urn, alias);
    deployment.touched.add(alias);
    return old;
  }
  return undefined;
}
