import * as pulumi from "@pulumi/pulumi";
import type { VirtualHostInputs } from "../provision/desired-state";

/** `titip:apache:VirtualHost`; properties are described in `plugin/schema.json`. */
export class VirtualHost extends pulumi.CustomResource {
  declare readonly request: pulumi.Output<string>;
  declare readonly server: pulumi.Output<string>;
  declare readonly serverName: pulumi.Output<string>;
  declare readonly serverAliases: pulumi.Output<string[]>;
  declare readonly address: pulumi.Output<{ ip: string; dedicated: boolean }>;
  declare readonly account: pulumi.Output<{ name: string; uid: number }>;
  declare readonly title: pulumi.Output<string>;
  declare readonly configuration: pulumi.Output<string>;
  declare readonly configFile: pulumi.Output<string>;
  declare readonly documentRoot: pulumi.Output<string>;
  declare readonly archive: pulumi.Output<string | undefined>;

  constructor(
    name: string,
    inputs: pulumi.Inputs & VirtualHostInputs,
    options?: pulumi.CustomResourceOptions,
  ) {
    super(
      "titip:apache:VirtualHost",
      name,
      { ...inputs, ...computed("configuration", "configFile", "documentRoot", "archive") },
      options,
    );
  }
}

/** Names outputs that are no inputs, so that the SDK makes properties of them. */
function computed(...names: string[]): pulumi.Inputs {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
