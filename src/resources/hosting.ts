import * as pulumi from "@pulumi/pulumi";
import type { DesiredHosting } from "../provision/desire";
import type { DnsRecord } from "../provision/desired-state";
import type { Delivered } from "../provision/stack-outputs";
import { certificateOf, declareCertificate } from "./certificate";
import { declareContainer } from "./container";
import { Database } from "./database";
import { declarePublicRecords } from "./public-records";
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
    const declareDatabase = (dependsOn: pulumi.Resource[]) =>
      desired.database && [new Database(id, { ...desired.database }, { parent: this, protect, dependsOn })];
    // A container is started with the password beside it; a site's account must be there to be given one. What ends
    // gives it back before its files are archived.
    const data = desired.container || closed ? declareDatabase(closed ?? []) : undefined;
    const behind =
      desired.container && declareContainer(id, desired.container, { parent: this, protect, after: data });
    const before = [...(closed ?? []), ...(data ?? []), ...(behind?.resources ?? [])];
    const site = new VirtualHost(
      id,
      { ...desired.virtualHost },
      { parent: this, protect, dependsOn: before },
    );
    const databases = data ?? declareDatabase([site]) ?? [];
    const sets = closed ?? declareSets([site]);
    const published = declarePublicRecords(desired.publicRecords, { parent: this, dependsOn: site });
    // An authority looks at the site by its names.
    const certificate = declareCertificate(id, desired.certificate, {
      parent: this,
      dependsOn: [site, ...sets, ...published],
    });
    const { serverName, serverAliases, address, account, archive } = site;
    this.delivered = pulumi
      .output({
        site: { serverName, serverAliases, address, account },
        archive,
        database: databases.map(({ secretFile, passwordVersion, writable, archive }) => ({
          ...{ secretFile, passwordVersion, writable, archive },
        }))[0],
        container: behind && { archive: behind.store.archive },
        records: sets.map((set) => set.records),
        published: published.map(({ id }) => id),
        certificate: certificate && certificateOf(certificate),
      })
      .apply(({ site, archive, database, container, records, certificate }) => ({
        site,
        archive,
        database,
        ...(container ? { container } : {}),
        ...(certificate ? { certificate } : {}),
        records: [...records.flat(), ...(desired.publicRecords ?? []).map(asServed)],
      }));
    [site, ...databases, ...sets, ...(behind?.resources ?? []), ...published].forEach(reportedByEngine);
    if (certificate) reportedByEngine(certificate);
    this.registerOutputs();
  }
}

/** A public record without what only its company needs to know. */
function asServed({ zone, name, type, ttl, value }: DnsRecord): DnsRecord {
  return { zone, name, type, ttl, value };
}
