import { instant } from "../schema/moments";
import type { Site } from "../schema/site";
import type { Act } from "./acts";
import { holderAt, keyOf, keyUse, machines, ownerWords } from "./authority";
import type { Evidence } from "./evidence";
import type { Fault, JudgeOptions } from "./judge";
import { policyOf } from "./policy";
import { isSignatureOf, parseSignature } from "./ssh-signature";
import type { Statement } from "./statement";
import * as says from "./words";

/** Why the signature does not prove the statement; undefined when it does. */
export function forbidsSigner(
  statement: Statement,
  act: Act,
  { signature: armored, statement: text }: Evidence,
  { anchors, now, strictness }: JudgeOptions,
): Fault | undefined {
  const policy = policyOf(anchors);
  if (!policy.kinds.includes(statement.kind)) return says.kindNotAllowed(statement.kind, policy.kinds);
  if (armored === undefined) return says.unsigned();
  const signature = parseSignature(armored);
  if (!signature || !isSignatureOf(signature, text)) return says.badSignature();
  const signers = signersOf(statement, act, anchors);
  if ("fault" in signers) return signers.fault;
  const { at } = statement;
  const found = signers.positions
    .map((position) => keyOf(holderAt(anchors, position, at), signature.publicKey))
    .find((key) => key !== undefined);
  if (!found) return says.wrongSigner(signers.positions.join(", "), ownerWords(anchors, signature.publicKey));
  const use = keyUse(found, at, strictness === "standing" ? instant(at) : now);
  return use === "good" ? undefined : says.badKey(use, found, at);
}

/** Positions one of whose holders must have signed. */
function signersOf(
  statement: Statement,
  { recordedBy }: Act,
  anchors: Site,
): { positions: string[] } | { fault: Fault } {
  const { kind, by, at } = statement;
  if (kind === "ssh") return { positions: [by] };
  if (kind === "paper") {
    const [recorder, decider] = [recordedBy ?? "", by].map((one) => holderAt(anchors, one, at)?.contact);
    if (recordedBy === undefined || recorder === undefined || recorder === decider)
      return { fault: says.paperNeedsAnother(by) };
    return machines(anchors).includes(recordedBy)
      ? { fault: says.paperNeedsAnother(by) }
      : { positions: [recordedBy] };
  }
  const fault = forbidsAccount(statement, anchors);
  return fault ? { fault } : { positions: machines(anchors) };
}

/** The forge's account must be the officer's, by the trusted inventory. */
function forbidsAccount({ forge, by, at }: Statement, anchors: Site): Fault | undefined {
  const { forge: wanted } = policyOf(anchors);
  if (!forge || forge.kind !== wanted) return says.otherForge(forge?.kind ?? "?", wanted);
  const account = holderAt(anchors, by, at)?.accounts?.[forge.kind];
  return account !== undefined && sameAccount(account, forge.account)
    ? undefined
    : says.otherAccount(forge.account, by);
}

/** Forges do not tell `Rina` from `rina`. */
export function sameAccount(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
