import * as pulumi from "@pulumi/pulumi";
import type { DatabaseInputs } from "../provision/desired-state";

/** `titip:database:Database`; properties are described in `plugin/schema.json`. */
export class Database extends pulumi.CustomResource {
  declare readonly request: pulumi.Output<string>;
  declare readonly server: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly host: pulumi.Output<string>;
  declare readonly connections: pulumi.Output<number>;
  declare readonly passwordVersion: pulumi.Output<number>;
  declare readonly secretFile: pulumi.Output<string>;
  declare readonly writable: pulumi.Output<boolean | undefined>;
  declare readonly archive: pulumi.Output<string | undefined>;

  constructor(name: string, inputs: pulumi.Inputs & DatabaseInputs, options?: pulumi.CustomResourceOptions) {
    const computed = {
      secretFile: undefined,
      deviations: undefined,
      writable: undefined,
      archive: undefined,
    };
    super("titip:database:Database", name, { ...inputs, ...computed }, options);
  }
}
