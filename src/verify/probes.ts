import type { RuleReality } from "../remote/fleet";

/** How a TCP port answered. Only `silent` can mean that a gateway drops; `refused` came back from somewhere. */
export type PortState = "open" | "refused" | "silent" | "unreachable";

/** Types of records that are asked for. */
export type NameType = "A" | "AAAA" | "PTR";

export interface SeenCertificate {
  /** Last moment (RFC 3339). */
  until: string;
  /** Name of who signed it. */
  issuer: string;
  /** It is good for the name that was asked for. */
  named: boolean;
  /** Why it is not to be trusted here, in the words of OpenSSL; empty when it is. */
  problem: string;
}

/** Everything that a verification asks of the world; tests give answers of their own. */
export interface Probes {
  /** Values that a name server has for a name, sorted; empty when there are none. @throws Error when it does not answer */
  resolve(nameServer: string, name: string, type: NameType): Promise<string[]>;
  connect(address: string, port: number): Promise<PortState>;
  /** Status of a page asked of an address under a name; over https whoever signed. @throws Error without an answer */
  status(address: string, name: string, path: string, scheme?: "http" | "https"): Promise<number>;
  /** The certificate that an address shows for a name. @throws Error when it does not speak TLS */
  certificate(address: string, name: string): Promise<SeenCertificate>;
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
