import type { Text } from "../../text";
import type { Doubts } from "../doubts";
import type { Holder, OfficerKey } from "../generated/officers";
import { keyFault, keyMaterial } from "../public-key";
import type { Site } from "../site";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule } from "./rule";

/**
 * A key and a forge's account prove one person's approval: each is whole, one person's, and no agency's. The same person
 * has them in each position he holds.
 */
export const officerProof: Rule = {
  id: "officer-proof",
  check({ site, doubts }, report) {
    const unsure = doubts(inventoryFiles.officers);
    const told = complain(report);
    for (const proof of proofs(site, unsure)) {
      const fault = proof.key && (keyFault(proof.key.key) ?? reversed(proof.key));
      if (fault) told(proof, fault);
    }
    for (const [proof, owner] of sharedProofs(site, unsure)) told(proof, proof.shared(owner));
  },
};

/** Something that stands for a person. */
interface Proof {
  pointer: string;
  contact: string;
  /** Equal for two that are the same thing. */
  identity: string;
  key?: OfficerKey;
  shared(owner: string): Text;
}

function proofs({ officers }: Site, unsure: Doubts): Proof[] {
  return [...officers].flatMap(([position, { holders }]) =>
    holders.flatMap((holder, index) => {
      const pointer = `/officers${pointerStep(position)}/holders/${index}`;
      return [...keysOf(holder, pointer), ...accountsOf(holder, pointer)].filter(
        (proof) => !unsure.about(proof.pointer) && !unsure.about(`${pointer}/contact`),
      );
    }),
  );
}

function keysOf({ contact, keys = [] }: Holder, pointer: string): Proof[] {
  return keys.map((key, index) => ({
    pointer: `${pointer}/keys/${index}/key`,
    contact,
    identity: keyMaterial(key.key),
    key,
    shared: (owner) => ({
      id: `kunci ini sudah milik \`${owner}\`: tanda tangannya tidak menunjuk satu orang`,
      en: `the key is already that of \`${owner}\`: its signatures tell no single person`,
    }),
  }));
}

function accountsOf({ contact, accounts = {} }: Holder, pointer: string): Proof[] {
  return Object.entries(accounts).map(([forge, account]) => ({
    pointer: `${pointer}/accounts/${forge}`,
    contact,
    identity: `${forge} ${account.toLowerCase()}`,
    shared: (owner) => ({
      id: `akun \`${account}\` sudah milik \`${owner}\`: persetujuannya tidak menunjuk satu orang`,
      en: `the account \`${account}\` is already that of \`${owner}\`: its approvals tell no single person`,
    }),
  }));
}

/** What two persons have, at the later place, with who has it first. An agency asks, it does not approve. */
function sharedProofs(site: Site, unsure: Doubts): [Proof, string][] {
  const agencies = new Map(
    [...site.agencies].flatMap(([key, { accounts = [] }]) =>
      accounts.map((account): [string, string] => [account.toLowerCase(), key]),
    ),
  );
  const owners = new Map<string, string>();
  return proofs(site, unsure).flatMap((proof): [Proof, string][] => {
    const known = owners.get(proof.identity);
    owners.set(proof.identity, known ?? proof.contact);
    const [, account] = proof.key ? [] : proof.identity.split(" ");
    const owner = known ?? (account === undefined ? undefined : agencies.get(account));
    return owner === undefined || owner === proof.contact ? [] : [[proof, owner]];
  });
}

function reversed({ from, until }: OfficerKey): Text | undefined {
  if (until === undefined || from <= until) return undefined;
  return {
    id: `kunci berakhir ${until}, sebelum berlaku (${from})`,
    en: `the key ends on ${until}, before it counts (${from})`,
  };
}

function complain(report: Report) {
  return ({ pointer, key }: Proof, message: Text) =>
    report({
      file: inventoryFiles.officers,
      pointer,
      message,
      remedy: key
        ? {
            id: "Minta kunci pejabat itu sendiri (`ssh-keygen -t ed25519`, isi berkas .pub-nya) dan perbaiki masa berlakunya.",
            en: "Ask the officer for a key of his own (`ssh-keygen -t ed25519`, the text of its .pub file), and correct its days.",
          }
        : {
            id: "Catat akun pejabat itu sendiri.",
            en: "Record the officer's own account.",
          },
    });
}
