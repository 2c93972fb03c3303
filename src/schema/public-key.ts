import type { Text } from "../text";

const LEAST_RSA_BITS = 3072;

/** What is wrong with a key, in the form of RFC 4253 section 6.6: strings of a length and so many bytes. */
export function keyFault(key: string): Text | undefined {
  const [type = "", base64 = ""] = key.split(" ");
  const parts = stringsOf(Buffer.from(base64, "base64"));
  if (parts?.[0]?.toString("latin1") !== type || parts.length < 2) {
    return {
      id: `isi kunci bukan kunci \`${type}\` yang utuh`,
      en: `the key's text is no whole \`${type}\` key`,
    };
  }
  const bits = type === "ssh-rsa" ? bitsOf(parts[2]) : LEAST_RSA_BITS;
  if (bits >= LEAST_RSA_BITS) return undefined;
  return {
    id: `kunci RSA ${bits} bit; sedikitnya ${LEAST_RSA_BITS}`,
    en: `an RSA key of ${bits} bits; it takes ${LEAST_RSA_BITS}`,
  };
}

function stringsOf(blob: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    parts.push(blob.subarray(at + 4, end));
    at = end;
  }
  return parts;
}

/** Of a number in the form of RFC 4251 section 5: big-endian, with a zero in front where its first bit is set. */
function bitsOf(number: Buffer | undefined): number {
  const digits = number?.toString("hex").replace(/^(00)+/, "") ?? "";
  return digits === "" ? 0 : BigInt(`0x${digits}`).toString(2).length;
}

/** What tells one key from another: its type and number, without the comment behind them. */
export function keyMaterial(key: string): string {
  return key.split(" ").slice(0, 2).join(" ");
}
