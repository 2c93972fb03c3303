import * as pulumi from "@pulumi/pulumi";
import type { Access, RuleSetInputs } from "../provision/desired-state";

/** `titip:firewall:RuleSet`; properties are described in `plugin/schema.json`. */
export class RuleSet extends pulumi.CustomResource {
  declare readonly request: pulumi.Output<string>;
  declare readonly server: pulumi.Output<string>;
  declare readonly addresses: pulumi.Output<string[]>;
  declare readonly access: pulumi.Output<Access[]>;
  declare readonly defaultDeny: pulumi.Output<boolean>;

  constructor(name: string, inputs: pulumi.Inputs & RuleSetInputs, options?: pulumi.CustomResourceOptions) {
    super("titip:firewall:RuleSet", name, { ...inputs, defaultDeny: undefined }, options);
  }
}
