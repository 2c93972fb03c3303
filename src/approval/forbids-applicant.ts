import type { Site } from "../schema/site";
import type { Act } from "./acts";
import { holderAt } from "./authority";
import { sameAccount } from "./forbids-signer";
import type { Fault, JudgeOptions } from "./judge";
import type { Statement } from "./statement";
import * as says from "./words";

/** Whoever asks for something cannot approve it, in whatever office. */
export function forbidsApplicant(
  { by, at, forge }: Pick<Statement, "by" | "at" | "forge">,
  { request, recordedBy }: Pick<Act, "request" | "recordedBy">,
  { anchors, author }: Pick<JudgeOptions, "anchors" | "author">,
): Fault | undefined {
  if (forge) {
    if (author !== undefined && sameAccount(author, forge.account)) return says.ownChange(forge.account);
    const agency = agencyOfAccount(anchors, forge.account);
    if (agency !== undefined) return says.agencyApproves(forge.account, agency);
  }
  if (!request) return undefined;
  const { agency, contact } = request.applicant;
  for (const position of recordedBy === undefined ? [by] : [by, recordedBy]) {
    const person = holderAt(anchors, position, at)?.contact;
    if (person === undefined) continue;
    if (person === contact || anchors.contacts.get(person)?.agency === agency)
      return says.applicantApproves(position, agency);
  }
  return undefined;
}

/** The agency whose people use an account; undefined for an account of nobody's. */
export function agencyOfAccount({ agencies }: Site, account: string): string | undefined {
  return [...agencies].find(([, { accounts = [] }]) =>
    accounts.some((one) => sameAccount(one, account)),
  )?.[0];
}
