/**
 * Why an operation can't go on.
 * - `unsupported`: the program or state asks for something this engine refuses; use the stock CLI
 * - `project`, `config`, `passphrase`: what the operation was given is unusable
 * - `locked`: another update holds the stack
 * - `changed`: the state is another than the one that the operation was planned from
 * - `integrity`: the state breaks a rule of Pulumi deployments
 * - `provider`: a plugin doesn't start or answers against the protocol
 * - `failed`: the update itself failed
 */
export type EngineErrorCode =
  | "unsupported"
  | "project"
  | "config"
  | "passphrase"
  | "locked"
  | "changed"
  | "integrity"
  | "provider"
  | "failed"
  | "cancelled";

export class EngineError extends Error {
  constructor(
    readonly code: EngineErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "EngineError";
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
