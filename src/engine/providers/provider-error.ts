import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { isServiceError } from "../program/grpc";
import type { ValueMap } from "../values/value";
import { annotateSecrets, fromStruct } from "../values/wire";

/** A create or update that got half-way: the resource exists and must be remembered, with what is wrong with it. */
export class PartialFailure extends Error {
  constructor(
    readonly id: string,
    readonly outputs: ValueMap,
    readonly reasons: string[],
    /** The inputs as the provider sees them now, when it says so. */
    readonly inputs: ValueMap | undefined,
  ) {
    const count = reasons.length === 1 ? "1 error occurred:" : `${reasons.length} errors occurred:`;
    super([count, ...reasons.map((reason) => `    * ${reason}`)].join("\n"));
    this.name = "PartialFailure";
  }

  /** The same failure of a provider that knows no secrets: what has the name of a secret input is secret. */
  withSecretsOf(inputs: ValueMap): PartialFailure {
    const sealed = this.inputs && annotateSecrets(this.inputs, inputs);
    return new PartialFailure(this.id, annotateSecrets(this.outputs, inputs), this.reasons, sealed);
  }
}

const INIT_FAILED = "pulumirpc.ErrorResourceInitFailed";

/** Turns an error of a provider call in what it means: a partial failure, or its bare words. */
export function providerError(error: unknown): Error {
  if (!isServiceError(error)) return error instanceof Error ? error : new Error(String(error));
  for (const details of error.metadata?.get("grpc-status-details-bin") ?? []) {
    const partial = partialFailure(Buffer.from(details));
    if (partial !== undefined) return partial;
  }
  return new Error(error.details === "" ? error.message : error.details);
}

function partialFailure(details: Buffer): PartialFailure | undefined {
  for (const detail of Status.deserializeBinary(details).getDetailsList()) {
    const failed = detail.unpack(ErrorResourceInitFailed.deserializeBinary, INIT_FAILED);
    if (failed === null || failed === undefined) continue;
    const inputs = failed.getInputs();
    return new PartialFailure(
      failed.getId(),
      fromStruct(failed.getProperties()),
      failed.getReasonsList(),
      inputs === undefined ? undefined : fromStruct(inputs),
    );
  }
  return undefined;
}
