import * as pulumi from "@pulumi/pulumi";
import type { DnsRecord, RecordSetInputs } from "../provision/desired-state";

/** `titip:dns:RecordSet`; properties are described in `plugin/schema.json`. */
export class RecordSet extends pulumi.CustomResource {
  declare readonly request: pulumi.Output<string>;
  declare readonly server: pulumi.Output<string>;
  declare readonly records: pulumi.Output<DnsRecord[]>;

  constructor(name: string, inputs: pulumi.Inputs & RecordSetInputs, options?: pulumi.CustomResourceOptions) {
    super("titip:dns:RecordSet", name, inputs, options);
  }
}
