/** One operation of a transaction on a server. `Target` says what a removal is of: a request, or one part of it. */
export type Operation<
  Order extends { request: string },
  Target extends { request: string } = { request: string },
> = { kind: "put"; order: Order } | ({ kind: "remove" } & Target);

export function requestOf(operation: Operation<{ request: string }>): string {
  return operation.kind === "put" ? operation.order.request : operation.request;
}

/** `+removed` lines of a reply: request and path of its archive, empty when there was nothing to keep. */
export function archivesOf(lines: string[][]): Map<string, string> {
  return valuesOf(lines, "removed");
}

/** Lines of one kind: request and value. */
export function valuesOf(lines: string[][], wanted: string): Map<string, string> {
  return new Map(
    lines.filter(([kind]) => kind === wanted).map(([, request = "", value = ""]) => [request, value]),
  );
}

/** By their requests, for looking up. */
export function byRequest<Held extends { request: string }>(held: Held[]): Map<string, Held> {
  return new Map(held.map((one) => [one.request, one]));
}
