import * as pulumi from "@pulumi/pulumi";
import { recover } from "@pulumi/pulumi/output";

/** The engine reports a failed resource itself; a rejected output of it must not end the program as well. */
export function reportedByEngine(resource: pulumi.CustomResource): void {
  for (const output of Object.values(resource)) {
    if (pulumi.Output.isInstance(output)) recover<unknown>(output, () => undefined);
  }
}
