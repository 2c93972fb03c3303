import * as pulumi from "@pulumi/pulumi";
import { recover } from "@pulumi/pulumi/output";
import type { DesiredHosting } from "../provision/desire";
import type { Delivered } from "../provision/stack-outputs";
import { RecordSet } from "./record-set";
import { VirtualHost } from "./virtual-host";

/**
 * `titip:index:Hosting`: all that one approved hosting request has. Names go live after the site that they
 * point to, and are taken down before it.
 */
export class Hosting extends pulumi.ComponentResource {
  /** What the servers hold, for the stack's outputs. */
  readonly delivered: pulumi.Output<Delivered>;

  /**
   * @param id request id, e.g. `HST-2026-0007`
   * @param options `protect`: nothing deletes the site, which holds an agency's data, or its names
   */
  constructor(id: string, desired: DesiredHosting, { protect }: { protect: boolean }) {
    super("titip:index:Hosting", id, {});
    const declareSets = (dependsOn: pulumi.Resource[]) =>
      desired.recordSets.map((set, index) => {
        const name = index === 0 ? id : `${id}-${set.server}`;
        return new RecordSet(name, { ...set }, { parent: this, protect, dependsOn });
      });
    const closed = desired.virtualHost.closed ? declareSets([]) : undefined;
    const site = new VirtualHost(
      id,
      { ...desired.virtualHost },
      { parent: this, protect, dependsOn: closed },
    );
    const sets = closed ?? declareSets([site]);
    const { serverName, serverAliases, address, account, archive } = site;
    this.delivered = pulumi
      .output({
        site: { serverName, serverAliases, address, account },
        archive,
        records: sets.map((set) => set.records),
      })
      .apply((held) => ({ site: held.site, archive: held.archive, records: held.records.flat() }));
    [site, ...sets].forEach(reportedByEngine);
    this.registerOutputs();
  }
}

/** The engine reports a failed resource itself; a rejected output of it must not end the program as well. */
function reportedByEngine(resource: pulumi.CustomResource): void {
  for (const output of Object.values(resource)) {
    if (pulumi.Output.isInstance(output)) recover<unknown>(output, () => undefined);
  }
}
