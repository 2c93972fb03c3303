import * as pulumi from "@pulumi/pulumi";
import type { DesiredHosting } from "../provision/desire";
import type { Delivered } from "../provision/stack-outputs";
import { declareRecordSets } from "./record-sets";
import { reportedByEngine } from "./reported-by-engine";
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
      declareRecordSets(id, desired.recordSets, { parent: this, protect, dependsOn });
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
