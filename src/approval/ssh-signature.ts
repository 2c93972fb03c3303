import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { SshReader, sshString, withoutZeros } from "./ssh-wire";

/** What approvals are signed for: a signature for anything else (a file, a Git commit) is none. */
export const NAMESPACE = "titip";

/** A signature of `ssh-keygen -Y sign` (PROTOCOL.sshsig of OpenSSH). */
export interface SshSignature {
  /** The key that made it, in its wire form. */
  publicKey: Buffer;
  namespace: string;
  hash: "sha256" | "sha512";
  type: string;
  blob: Buffer;
  /** Of a hardware key: whether it was touched, and how often it has signed. */
  hardware?: { flags: number; counter: Buffer };
}

const ARMOR = /^-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/]+={0,2}\n)+)-----END SSH SIGNATURE-----\n?$/;
const MAGIC = "SSHSIG";

/** @returns undefined for what is no signature */
export function parseSignature(armored: string): SshSignature | undefined {
  const base64 = ARMOR.exec(armored.replace(/\r\n/g, "\n"))?.[1];
  if (base64 === undefined) return undefined;
  try {
    return read(new SshReader(Buffer.from(base64, "base64")));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(reader: SshReader): SshSignature | undefined {
  if (reader.take(MAGIC.length).toString("latin1") !== MAGIC || reader.number() !== 1) return undefined;
  const [publicKey, namespace] = [reader.string(), reader.text()];
  reader.string(); // reserved
  const hash = reader.text();
  const inner = new SshReader(reader.string());
  reader.end();
  if (hash !== "sha256" && hash !== "sha512") return undefined;
  const [type, blob] = [inner.text(), inner.string()];
  const hardware = type.startsWith("sk-")
    ? { flags: inner.take(1)[0] ?? 0, counter: inner.take(4) }
    : undefined;
  inner.end();
  return { publicKey, namespace, hash, type, blob, hardware };
}

/** Whether the key that the signature names has signed just these bytes for Titip. Who owns the key is another question. */
export function isSignatureOf(signature: SshSignature, message: string): boolean {
  if (signature.namespace !== NAMESPACE) return false;
  const digest = createHash(signature.hash).update(message).digest();
  const parts = [signature.namespace, "", signature.hash, digest].map((part) => sshString(part));
  const signed = Buffer.concat([Buffer.from(MAGIC), ...parts]);
  try {
    return verifyBlob(signature, signed);
  } catch {
    return false; // a key or number that is none
  }
}

function verifyBlob({ publicKey, type, blob, hardware }: SshSignature, signed: Buffer): boolean {
  const key = new SshReader(publicKey);
  const keyType = key.text();
  if (keyType === "ssh-ed25519" && type === keyType) return verify(null, signed, ed25519(key.string()), blob);
  if (keyType === "sk-ssh-ed25519@openssh.com" && type === keyType && hardware) {
    const point = key.string();
    const covered = [sha256(key.string()), Buffer.of(hardware.flags), hardware.counter, sha256(signed)];
    return (hardware.flags & 1) === 1 && verify(null, Buffer.concat(covered), ed25519(point), blob);
  }
  if (keyType === "ecdsa-sha2-nistp256" && type === keyType) {
    key.string(); // the curve's name once more
    return verify("sha256", signed, { key: nistp256(key.string()), dsaEncoding: "ieee-p1363" }, pair(blob));
  }
  const hash = { "rsa-sha2-256": "sha256", "rsa-sha2-512": "sha512" }[type];
  if (keyType !== "ssh-rsa" || hash === undefined) return false; // SHA-1 among them
  const [exponent, modulus] = [key.string(), key.string()];
  return verify(hash, signed, jwk({ kty: "RSA", e: url(exponent), n: url(modulus) }), blob);
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function ed25519(point: Buffer): KeyObject {
  return jwk({ kty: "OKP", crv: "Ed25519", x: point.toString("base64url") });
}

/** An uncompressed point: 4, then two numbers of 32 bytes. */
function nistp256(point: Buffer): KeyObject {
  if (point.length !== 65 || point[0] !== 4) throw new RangeError("not an uncompressed point");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  return jwk({ kty: "EC", crv: "P-256", x, y });
}

/** SSH writes the two numbers of a signature one by one, others in 32 bytes each. */
function pair(blob: Buffer): Buffer {
  const reader = new SshReader(blob);
  const numbers = [reader.string(), reader.string()].map(withoutZeros);
  reader.end();
  return Buffer.concat(
    numbers.map((number) => Buffer.concat([Buffer.alloc(Math.max(0, 32 - number.length)), number])),
  );
}

function url(number: Buffer): string {
  return withoutZeros(number).toString("base64url");
}

function jwk(key: Record<string, string | undefined>): KeyObject {
  return createPublicKey({ key, format: "jwk" });
}

/** The wire form of a public key as a .pub file has it. */
export function keyBlob(publicKey: string): Buffer {
  return Buffer.from(publicKey.trim().split(/\s+/)[1] ?? "", "base64");
}

/** A key as people compare it: `SHA256:…`, as `ssh-keygen -l` prints it. */
export function fingerprint(blob: Buffer): string {
  return `SHA256:${sha256(blob).toString("base64").replace(/=+$/, "")}`;
}
