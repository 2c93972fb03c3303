import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { EngineError } from "../engine-error";

/**
 * Pulumi's passphrase secrets manager (`pkg/secrets/passphrase/manager.go`, `sdk/go/common/resource/config/crypt.go`):
 * PBKDF2-HMAC-SHA256 with 1,000,000 rounds gives a key for AES-256-GCM; a value is `v1:<nonce>:<text and tag>`.
 */
const ROUNDS = 1_000_000;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The word whose encryption in the salt text proves a passphrase. */
const PROOF = "pulumi";

const derive = promisify(pbkdf2);
/** Half a second of work each: one process derives the same key once. */
const keys = new Map<string, Promise<Buffer>>();

function keyFor(passphrase: string, salt: Buffer): Promise<Buffer> {
  const name = `${salt.toString("base64")}:${passphrase}`;
  const known = keys.get(name) ?? derive(passphrase, salt, ROUNDS, KEY_BYTES, "sha256");
  keys.set(name, known);
  return known;
}

export interface Crypter {
  /** What goes in `encryptionsalt` of Pulumi.<stack>.yaml and in the state: salt and proof, no secret. */
  readonly salt: string;
  encrypt(plain: string): string;
  /** Throws `passphrase` on text that this key didn't make. */
  decrypt(sealed: string): string;
}

function crypter(salt: string, key: Buffer): Crypter {
  return { salt, encrypt: (plain) => encrypt(key, plain), decrypt: (sealed) => decrypt(key, sealed) };
}

function encrypt(key: Buffer, plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${text.toString("base64")}`;
}

function decrypt(key: Buffer, sealed: string): string {
  const [version, nonce, text] = sealed.split(":");
  if (version !== "v1" || nonce === undefined || text === undefined)
    throw new EngineError("passphrase", "a secret is not in the form v1:<nonce>:<text>");
  const bytes = Buffer.from(text, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new EngineError("passphrase", "incorrect passphrase: a secret could not be decrypted");
  }
}

/** A new salt for a stack that has none. */
export async function createCrypter(passphrase: string): Promise<Crypter> {
  const salt = randomBytes(8);
  const key = await keyFor(passphrase, salt);
  return crypter(`v1:${salt.toString("base64")}:${encrypt(key, PROOF)}`, key);
}

/** Opens an existing salt text; throws `passphrase` when the passphrase is another one. */
export async function openCrypter(passphrase: string, saltText: string): Promise<Crypter> {
  const [version, salt, ...proof] = saltText.split(":");
  if (version !== "v1" || salt === undefined)
    throw new EngineError("passphrase", "encryptionsalt is not in the form v1:<salt>:<proof>");
  const opened = crypter(saltText, await keyFor(passphrase, Buffer.from(salt, "base64")));
  if (opened.decrypt(proof.join(":")) !== PROOF) throw new EngineError("passphrase", "incorrect passphrase");
  return opened;
}
