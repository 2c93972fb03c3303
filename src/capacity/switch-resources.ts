import type { Switch } from "../schema/generated/racks";
import type { Site } from "../schema/site";
import { type Draw, limited, type Resource } from "./resource";

const label = { id: "port switch", en: "switch ports" };

/** Ports of switches that requests may be given. */
export function switchResources(site: Site): Resource[] {
  return [...(site.switches ?? [])].map(([place, device]) =>
    limited({
      key: keyOf(place),
      group: "switch",
      place,
      label,
      unit: "ports",
      capacity: portsOf(device).length,
    }),
  );
}

/** Names of the ports that requests may be given, in order of their numbers. */
export function portsOf({ ports, reserved = [] }: Switch): string[] {
  const kept = new Set(reserved);
  const numbers = Array.from({ length: Math.max(0, ports.to - ports.from + 1) }, (_, i) => ports.from + i);
  return numbers.filter((number) => !kept.has(number)).map((number) => portName(ports, number));
}

/** `gi1/0/12`, or just the number. */
export function portName({ prefix = "" }: Switch["ports"], number: number): string {
  return `${prefix}${number}`;
}

/** The port of a request. */
export function switchDraws(name: string): Draw[] {
  return [{ key: keyOf(name), amount: 1 }];
}

function keyOf(name: string): string {
  return `switch/${name}/ports`;
}
