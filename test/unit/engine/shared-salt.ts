import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCrypter } from "../../../src/engine/secrets/passphrase";

const salts = new Map<string, Promise<string>>();

/**
 * Gives the stack `dev` a salt made once a test process: to derive a key from a new one is half a second of work, and
 * the engine remembers the keys that it derived.
 */
export async function shareSalt(folder: string, passphrase: string): Promise<void> {
  const salt = salts.get(passphrase) ?? createCrypter(passphrase).then((made) => made.salt);
  salts.set(passphrase, salt);
  writeFileSync(join(folder, "Pulumi.dev.yaml"), `encryptionsalt: ${await salt}\n`);
}
