import * as pulumi from "@pulumi/pulumi";
import type { ContainerStoreInputs } from "../provision/desired-state";

/** `titip:container:Store`; properties are described in `plugin/schema.json`. */
export class ContainerStore extends pulumi.CustomResource {
  declare readonly request: pulumi.Output<string>;
  declare readonly server: pulumi.Output<string>;
  declare readonly bytes: pulumi.Output<number>;
  declare readonly archive: pulumi.Output<string | undefined>;

  constructor(
    name: string,
    inputs: pulumi.Inputs & ContainerStoreInputs,
    options?: pulumi.CustomResourceOptions,
  ) {
    super("titip:container:Store", name, { ...inputs, archive: undefined }, options);
  }
}
