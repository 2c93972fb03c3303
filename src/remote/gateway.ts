import type { Gateway, RuleOrder, RuleReality } from "./fleet";
import { GroupCommit } from "./group-commit";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import { type RuleOperation, ruleFields, ruleOutcomesOf, ruleRequestOf, ruleSetsOf } from "./rule-operation";
import type { Session } from "./session";
import { operationVerdict } from "./site-verdict";
import type { GroupOptions } from "./web-server";

/** One nftables gateway: reads share a round trip, changes share one transaction of its kernel. */
export class NftablesGateway implements Gateway {
  private readonly reads: GroupCommit<string, RuleReality | undefined>;
  private readonly changes: GroupCommit<RuleOperation, RuleReality | undefined>;

  constructor(
    private readonly session: Pick<Session, "server" | "host" | "request" | "change">,
    options: GroupOptions = {},
  ) {
    this.reads = new GroupCommit({ ...options, commit: (requests) => this.readAll(requests) });
    this.changes = new GroupCommit({
      ...options,
      commit: (operations) => this.apply(operations),
      verdict: (error, operations) => operationVerdict(this.session, error, operations, ruleRequestOf),
      key: ruleRequestOf,
    });
  }

  read(request: string): Promise<RuleReality | undefined> {
    return this.reads.submit(request).catch((error) => this.explain(error));
  }

  async put(order: RuleOrder): Promise<RuleReality> {
    const reality = await this.submit({ kind: "put", order });
    if (!reality) throw new Error(`${order.request}: not the outcome of a put`);
    return reality;
  }

  async remove(request: string): Promise<void> {
    await this.submit({ kind: "remove", request });
  }

  async survey(): Promise<{ addresses: string[] }> {
    const { lines } = await this.session.request("firewall-survey").catch((error) => this.explain(error));
    const addresses = lines.filter(([kind]) => kind === "address").map(([, address = ""]) => address);
    return { addresses: [...new Set(addresses)].sort() };
  }

  /** Rules are being changed, or are about to be. */
  get changing(): boolean {
    return this.changes.busy;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  private async readAll(requests: string[]): Promise<(RuleReality | undefined)[]> {
    const rules = ruleSetsOf((await this.session.request("firewall-read")).lines);
    return requests.map((request) => rules.get(request));
  }

  private async apply(operations: RuleOperation[]): Promise<(RuleReality | undefined)[]> {
    const { lines } = await this.session.change("firewall-apply", [], operations.map(ruleFields));
    return ruleOutcomesOf(operations, lines);
  }

  private submit(operation: RuleOperation): Promise<RuleReality | undefined> {
    return this.changes.submit(operation).catch((error) => this.explain(error, ruleRequestOf(operation)));
  }

  private explain(error: unknown, request?: string): never {
    if (!(error instanceof RemoteRejection)) throw error;
    throw explainRejection(this.session, error, request);
  }
}
