import type { RuleReality } from "../remote/fleet";

/** How a TCP port answered. Only `silent` can mean that a gateway drops; `refused` came back from somewhere. */
export type PortState = "open" | "refused" | "silent" | "unreachable";

/** Everything that a verification asks of the world; tests give answers of their own. */
export interface Probes {
  /** Values that a name server has for a name, sorted; empty when there are none. @throws Error when it does not answer */
  resolve(nameServer: string, name: string, type: "A" | "PTR"): Promise<string[]>;
  connect(address: string, port: number): Promise<PortState>;
  /** Status of a page asked of an address under a name. @throws Error without an answer */
  status(address: string, name: string, path: string): Promise<number>;
  /** Source address of packets from here to `address`; empty where there is no way. */
  sourceAddress(address: string): Promise<string>;
  /** What a gateway enforces. @throws ServerError when it cannot be asked */
  rules(server: string, request: string): Promise<RuleReality | undefined>;
}

/** What was found, or the words of the error in its place. */
export async function foundOr<Value>(
  asked: Promise<Value>,
  show: (value: Value) => string,
): Promise<{ value: Value | undefined; found: string }> {
  try {
    const value = await asked;
    return { value, found: show(value) };
  } catch (error) {
    return { value: undefined, found: firstLine(error) };
  }
}

function firstLine(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.split("\n")[0] ?? "";
}
