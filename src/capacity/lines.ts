import type { Site } from "../schema/site";
import { type Consumer, ownConsumers, requestConsumers, restingConsumers, type State } from "./consumers";
import { coolingResources } from "./cooling-resources";
import { networkResources } from "./network-resources";
import { powerResources } from "./power-resources";
import { rackResources } from "./rack-resources";
import type { Draw, Resource } from "./resource";
import { serverResources } from "./server-resources";
import { switchResources } from "./switch-resources";
import { uplinkResources } from "./uplink-resources";

/** What somebody takes of a resource. */
export interface Part {
  holder: string;
  state: State;
  /** Undefined when it is not stated, then it is not in the sum. */
  amount: number | undefined;
}

/** A resource with all that is taken of it. */
export interface CapacityLine extends Resource {
  /** The data centre's own, approved requests, addresses that rest. */
  used: number;
  /** Assessed and not refused, awaiting the decision. */
  pending: number;
  /** What the request that is asked about would take. */
  wanted: number;
  /** What is left of `usable`; below zero when it is over capacity. */
  free: number;
  parts: readonly Part[];
}

/** Lines by the key of their resource, in the order in which they are shown. */
export type Lines = ReadonlyMap<string, CapacityLine>;

/** Everything of which there is only so much. A topic without its inventory file has none. */
export function resourcesOf(site: Site): Resource[] {
  return [
    ...serverResources(site),
    ...networkResources(site),
    ...uplinkResources(site),
    ...rackResources(site),
    ...switchResources(site),
    ...powerResources(site),
    ...coolingResources(site),
  ];
}

/**
 * How full the data centre is.
 *
 * @param at moment (RFC 3339) that decides which released addresses still rest
 * @param except id of a request that is not counted: the one that is asked about
 */
export function capacityLines(site: Site, at: string, except?: string): Lines {
  return lines(resourcesOf(site), [
    ...ownConsumers(site),
    ...requestConsumers(site, except),
    ...restingConsumers(site, at),
  ]);
}

/** The sums; linear in what is taken. */
export function lines(resources: readonly Resource[], consumers: readonly Consumer[]): Lines {
  const parts = new Map<string, Part[]>(resources.map(({ key }) => [key, []]));
  for (const { holder, state, draws } of consumers) {
    for (const { key, amount } of draws) {
      if (amount !== 0) parts.get(key)?.push({ holder, state, amount });
    }
  }
  return new Map(
    resources.map((resource) => [resource.key, lineOf(resource, parts.get(resource.key) ?? [])]),
  );
}

function lineOf(resource: Resource, parts: readonly Part[]): CapacityLine {
  const sum = (...states: State[]) =>
    parts.reduce((total, { state, amount = 0 }) => (states.includes(state) ? total + amount : total), 0);
  const [used, pending, wanted] = [sum("own", "approved", "resting"), sum("pending"), sum("wanted")];
  return { ...resource, used, pending, wanted, free: resource.usable - used - pending - wanted, parts };
}

/** The lines that somebody draws on, with what he would take; the others are left out. */
export function linesWith(before: Lines, holder: string, draws: readonly Draw[]): CapacityLine[] {
  return draws.flatMap(({ key, amount }) => {
    const line = before.get(key);
    if (!line || amount === 0) return [];
    return [lineOf(line, [...line.parts, { holder, state: "wanted", amount }])];
  });
}

/** What does not fit: lines that would be over capacity. */
export function shortfalls(before: Lines, holder: string, draws: readonly Draw[]): CapacityLine[] {
  return linesWith(before, holder, draws).filter(({ free, wanted }) => wanted > 0 && free < 0);
}
