import * as pulumi from "@pulumi/pulumi";
import type { CertificateInputs } from "../provision/desired-state";

/** `titip:apache:Certificate`; properties are described in `plugin/schema.json`. */
export class Certificate extends pulumi.CustomResource {
  declare readonly request: pulumi.Output<string>;
  declare readonly mode: pulumi.Output<CertificateInputs["mode"]>;
  declare readonly served: pulumi.Output<boolean>;
  declare readonly until: pulumi.Output<string>;
  declare readonly issuer: pulumi.Output<string>;
  declare readonly problem: pulumi.Output<string>;

  constructor(
    name: string,
    inputs: pulumi.Inputs & CertificateInputs,
    options?: pulumi.CustomResourceOptions,
  ) {
    const computed = { served: undefined, until: undefined, issuer: undefined, problem: undefined };
    super("titip:apache:Certificate", name, { ...inputs, ...computed }, options);
  }
}

/** The certificate of a site that wants one. */
export function declareCertificate(
  id: string,
  inputs: CertificateInputs | undefined,
  options: pulumi.CustomResourceOptions,
): Certificate | undefined {
  return inputs && new Certificate(id, { ...inputs }, options);
}

/** What the configuration report says of it. */
export function certificateOf({ mode, served, until, issuer }: Certificate) {
  return { mode, served, until, issuer };
}
