import type * as pulumi from "@pulumi/pulumi";
import type { RecordSetInputs } from "../provision/desired-state";
import { RecordSet } from "./record-set";

/** A request's record sets; the first carries the request's id, further ones their name server's key too. */
export function declareRecordSets(
  id: string,
  sets: readonly RecordSetInputs[],
  options: pulumi.CustomResourceOptions,
): RecordSet[] {
  return sets.map(
    (set, index) => new RecordSet(index === 0 ? id : `${id}-${set.server}`, { ...set }, options),
  );
}
