import { canonicalAccess, type WantedAccess } from "../provision/access-rules";
import type { Access } from "../provision/desired-state";
import type { RuleOrder, RuleReality } from "./fleet";
import { archivesOf, byRequest, type Operation, requestOf } from "./operation";

/** One operation of a `firewall-apply` transaction. */
export type RuleOperation = Operation<RuleOrder>;

/** The operation as a line of the body of `firewall-apply`. */
export function ruleFields(operation: RuleOperation): string[] {
  if (operation.kind === "remove") return ["remove", operation.request];
  const { request, addresses, access } = operation.order;
  return ["put", request, addresses.join(" "), access.flatMap(accessWords).join(" ")];
}

/** `tcp:443:any`, or one `tcp:22:10.20.0.0/16` for each network. */
function accessWords({ protocol, port, from }: Access): string[] {
  return (from.length === 0 ? ["any"] : from).map((source) => `${protocol}:${port}:${source}`);
}

function parseAccess(words: string): Access[] {
  const wanted = wordsOf(words).map((word): WantedAccess => {
    const [protocol, port, source = ""] = word.split(":");
    return {
      protocol: protocol === "udp" ? "udp" : "tcp",
      port: Number(port),
      from: source === "any" ? [] : [source],
    };
  });
  return canonicalAccess(wanted);
}

/** A `+rules` line: request, addresses, accesses, whether all else is dropped, whether a boot restores it, the rest. */
function parseRules(fields: string[]): RuleReality {
  const [, request = "", addresses = "", access = "", framed, kept, foreign = ""] = fields;
  return {
    request,
    addresses: wordsOf(addresses).sort(),
    access: parseAccess(access),
    defaultDeny: framed === "yes",
    restoredAtBoot: kept === "yes",
    foreignRules: foreign === "" ? [] : foreign.split("\n"),
  };
}

export function ruleSetsOf(lines: string[][]): Map<string, RuleReality> {
  return byRequest(lines.filter(([kind]) => kind === "rules").map(parseRules));
}

/** What became of each operation; what was not proven by the reply is an error. */
export function ruleOutcomesOf(operations: RuleOperation[], lines: string[][]): (RuleReality | undefined)[] {
  const enforced = ruleSetsOf(lines);
  const removed = archivesOf(lines);
  return operations.map((operation) => {
    const request = requestOf(operation);
    const reality = enforced.get(request);
    if (operation.kind === "put" ? reality === undefined : !removed.has(request))
      throw new Error(`the gateway did not report ${request} as it was ordered`);
    return reality;
  });
}

function wordsOf(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
