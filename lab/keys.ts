import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** RFC 8410: what stands before the 32-byte seed in the PKCS #8 form of an Ed25519 key. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const KEY_TYPE = "ssh-ed25519";

/**
 * The lab's keys come from public words, so that the inventory in this repository can pin them. They protect
 * nothing: a lab's network is reachable only by root on the machine it runs on.
 */
export function labSeed(host: string): Buffer {
  return createHash("sha256").update(`titip lab ${host}`).digest();
}

/** The public host key line of a lab host, as `servers.<key>.ssh.host_key` pins it. */
export function labHostKey(host: string): string {
  return publicKeyLine(labSeed(host));
}

/** `ssh-ed25519 AAAA…` without a comment. */
export function publicKeyLine(seed: Buffer): string {
  return `${KEY_TYPE} ${publicBlob(rawPublicKey(seed)).toString("base64")}`;
}

/** A private key file as OpenSSH writes it, without a passphrase (openssh-key-v1, PROTOCOL.key). */
export function privateKeyFile(seed: Buffer, comment: string): string {
  const publicKey = rawPublicKey(seed);
  const none = string("none");
  const file = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    none, // cipher
    none, // key derivation
    string(""), // its options
    uint32(1), // number of keys
    string(publicBlob(publicKey)),
    string(privateSection(seed, publicKey, comment)),
  ]);
  const lines = file.toString("base64").match(/.{1,70}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join(
    "\n",
  );
}

/** A private key in PKCS #8 (RFC 8410), as TLS servers take it. Its certificate is checked in: it says nothing secret. */
export function privateKeyPem(seed: Buffer): string {
  return keyOf(seed).export({ format: "pem", type: "pkcs8" }).toString();
}

function privateSection(seed: Buffer, publicKey: Buffer, comment: string): Buffer {
  // Written twice so that a reader can tell a wrong passphrase; random in OpenSSH, fixed here.
  const check = createHash("sha256").update(seed).update("check").digest().subarray(0, 4);
  const body = Buffer.concat([
    check,
    check,
    string(KEY_TYPE),
    string(publicKey),
    string(Buffer.concat([seed, publicKey])),
    string(comment),
  ]);
  const padding = Array.from({ length: (8 - (body.length % 8)) % 8 }, (_, index) => index + 1);
  return Buffer.concat([body, Buffer.from(padding)]);
}

function publicBlob(publicKey: Buffer): Buffer {
  return Buffer.concat([string(KEY_TYPE), string(publicKey)]);
}

function rawPublicKey(seed: Buffer): Buffer {
  return createPublicKey(keyOf(seed)).export({ format: "der", type: "spki" }).subarray(-32);
}

function keyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
}

/** RFC 4251 section 5: length in four bytes, then the bytes. */
function string(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
