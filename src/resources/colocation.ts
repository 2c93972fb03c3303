import * as pulumi from "@pulumi/pulumi";
import type { DesiredColocation } from "../provision/desire-colocation";
import type { DeliveredColocation } from "../provision/stack-outputs-colocation";
import { declareRecordSets } from "./record-sets";
import { reportedByEngine } from "./reported-by-engine";
import { RuleSet } from "./rule-set";

/**
 * `titip:index:Colocation`: all that one approved co-location request has on the data centre's own servers. Names go
 * live after the rules that guard what they point to, and are taken down before them.
 */
export class Colocation extends pulumi.ComponentResource {
  /** What the servers hold, for the stack's outputs. */
  readonly delivered: pulumi.Output<DeliveredColocation>;

  /**
   * @param id request id, e.g. `COL-2026-0003`
   * @param options `protect`: nothing deletes rules or names of a server that stands in its rack
   */
  constructor(id: string, desired: DesiredColocation, { protect }: { protect: boolean }) {
    super("titip:index:Colocation", id, {});
    const { ruleSet, recordSets } = desired;
    const declareSets = (dependsOn: pulumi.Resource[]) =>
      declareRecordSets(id, recordSets, { parent: this, protect, dependsOn });
    const closed = ruleSet?.closed ? declareSets([]) : undefined;
    const rules = ruleSet && new RuleSet(id, { ...ruleSet }, { parent: this, protect, dependsOn: closed });
    const sets = closed ?? declareSets(rules ? [rules] : []);
    this.delivered = pulumi
      .output({ access: rules?.access ?? [], records: sets.map((set) => set.records) })
      .apply((held) => ({ access: held.access, records: held.records.flat() }));
    [...(rules ? [rules] : []), ...sets].forEach(reportedByEngine);
    this.registerOutputs();
  }
}
