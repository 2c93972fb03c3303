import type { Gateway, RuleOrder, RuleReality } from "./fleet";
import { GroupedServer, type GroupOptions, type ServerSession } from "./grouped-server";
import { type RuleOperation, ruleFields, ruleOutcomesOf, ruleSetsOf } from "./rule-operation";

/** One nftables gateway: changes share one transaction of its kernel. */
export class NftablesGateway
  extends GroupedServer<RuleOperation, RuleReality, RuleReality | undefined>
  implements Gateway
{
  constructor(session: ServerSession, options?: GroupOptions) {
    super(session, RULES, options);
  }

  read(request: string): Promise<RuleReality | undefined> {
    return this.find(request);
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
    const lines = await this.ask("firewall-survey");
    const addresses = lines.filter(([kind]) => kind === "address").map(([, address = ""]) => address);
    return { addresses: [...new Set(addresses)].sort() };
  }
}

const RULES = {
  read: "firewall-read",
  apply: "firewall-apply",
  held: ruleSetsOf,
  fields: ruleFields,
  outcomes: ruleOutcomesOf,
};
