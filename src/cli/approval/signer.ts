import type { Act } from "../../approval/acts";
import { forbidsPosition, holderAt, keyOf, keyUse, ownerWords, rolesFor } from "../../approval/authority";
import { forbidsApplicant } from "../../approval/forbids-applicant";
import type { Fault } from "../../approval/judge";
import { agentKeys, publicKeyOf, SshError } from "../../approval/ssh-keygen";
import { keyBlob } from "../../approval/ssh-signature";
import type { Statement } from "../../approval/statement";
import * as says from "../../approval/words";
import { localDay } from "../../schema/moments";
import type { Site } from "../../schema/site";
import { failed, unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";

export const KEY_OPTION: OptionSpec = {
  flags: "--key <file>",
  text: {
    id: "kunci SSH pejabat: berkas privat, atau .pub yang pasangannya ada di ssh-agent (bawaan: dari ssh-agent)",
    en: "the officer's SSH key: a private file, or a .pub whose other half an ssh-agent has (default: of the agent)",
  },
};

/** A key to sign with: a file, or the text of a public key whose other half the agent has. */
export type SigningKey = { file: string } | { publicKey: string };

/**
 * The key to sign with, when whoever has it may: the position decides such things, its holder is in office, asks for
 * nothing himself, and the key is his by `datacenter/officers.yaml`. All this is looked at again on main; here it
 * spares an officer a signature that would not count.
 *
 * @param statement what would be signed, as far as it is known
 * @throws CommandError (exit code 1) saying why not
 */
export async function signingKey(
  site: Site,
  act: Act,
  statement: Pick<Statement, "by" | "at" | "kind">,
  keyFile: string | undefined,
  now: number,
): Promise<SigningKey> {
  const { by, at, kind } = statement;
  const forbidden = forbidsPosition(site, rolesFor(site, act), by, localDay(at));
  if (forbidden) throw refused({ ...forbidden, remedy: says.askEntitled() });
  const asks = forbidsApplicant({ by, at }, act, { anchors: site });
  if (asks) throw refused(asks);
  const signs = kind === "paper" ? (act.recordedBy ?? "") : by;
  const holder = holderAt(site, signs, at);
  if (kind === "paper" && (!holder || holder.contact === holderAt(site, by, at)?.contact))
    throw refused(says.paperNeedsAnother(by));
  if (keyFile === undefined) return ofAgent(site, signs, at, now);
  const publicKey = await publicKeyOf(keyFile).catch(unreadable);
  const blob = keyBlob(publicKey);
  const entry = keyOf(holder, blob);
  if (!entry) throw refused(says.wrongSigner(signs, ownerWords(site, blob)));
  const use = keyUse(entry, at, now);
  if (use !== "good") throw refused(says.badKey(use, entry, at));
  return { file: keyFile };
}

async function ofAgent(site: Site, position: string, at: string, now: number): Promise<SigningKey> {
  const holder = holderAt(site, position, at);
  for (const publicKey of await agentKeys()) {
    const entry = keyOf(holder, keyBlob(publicKey));
    if (entry && keyUse(entry, at, now) === "good") return { publicKey };
  }
  throw unusable(
    {
      id: `ssh-agent tidak memegang kunci ${position}`,
      en: `the ssh-agent has no key of ${position}`,
    },
    {
      id: "beri --key <berkas>; kunci pejabat dicatat di datacenter/officers.yaml (holders, keys)",
      en: "give --key <file>; officers' keys stand in datacenter/officers.yaml (holders, keys)",
    },
  );
}

function unreadable(error: unknown): never {
  if (!(error instanceof SshError)) throw error;
  throw unusable({ id: `kunci tidak terbaca: ${error.words}`, en: `the key cannot be read: ${error.words}` });
}

function refused({ found, remedy }: Fault): Error {
  return failed({ id: `tidak ditandatangani: ${found.id}`, en: `not signed: ${found.en}` }, remedy);
}
