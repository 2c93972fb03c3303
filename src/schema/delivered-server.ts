import type { ColocationRequest, ServerSpecification } from "./generated/colocation-request";
import type { DeliveredItem } from "./generated/steps";

/** What is looked at of a request. */
type Brought = Pick<ColocationRequest, "server" | "steps">;

/**
 * Among what was brought (co-location activity 7), the server: the item with the approved serial number, else the
 * first that states what only a server has, else the first of the approved model. Cables may be listed before it.
 */
export function deliveredServer({ server, steps }: Brought): DeliveredItem | undefined {
  const items = steps.delivery?.items ?? [];
  return (
    items.find(({ serial }) => isStatedAs(server.serial, serial)) ??
    items.find((item) => item.rack_units !== undefined || item.operating_system !== undefined) ??
    items.find(({ model }) => isStatedAs(server.model, model)) ??
    items.find(({ serial }) => serial !== undefined) ??
    items[0]
  );
}

/**
 * The server that the data centre has to do with: as it was brought where somebody took the differences (activity
 * 8), as it was approved otherwise. A serial number that the request left open is the one that was brought.
 */
export function acceptedServer(request: Brought): ServerSpecification {
  const { server, steps } = request;
  const brought = deliveredServer(request);
  if (!brought) return server;
  if (!steps.placement?.differences_accepted) return { ...server, serial: server.serial ?? brought.serial };
  return {
    ...server,
    brand: brought.brand ?? server.brand,
    model: brought.model ?? server.model,
    serial: brought.serial ?? server.serial,
    rack_units: brought.rack_units ?? server.rack_units,
    power: brought.power ?? server.power,
    operating_system: brought.operating_system ?? server.operating_system,
    software: brought.software ?? server.software,
  };
}

/** Case and blanks are how somebody typed it; the order of software is nobody's wish. */
export function sameValue(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => String(value).trim().replace(/\s+/g, " ").toLowerCase();
  if (!Array.isArray(a) || !Array.isArray(b)) return plain(a) === plain(b);
  return [...a].map(plain).sort().join("\n") === [...b].map(plain).sort().join("\n");
}

function isStatedAs(approved: string | undefined, stated: string | undefined): boolean {
  return approved !== undefined && stated !== undefined && sameValue(approved, stated);
}
