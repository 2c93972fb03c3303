/** Reads what SSH writes: numbers of four bytes, and strings with their length before them (RFC 4251 section 5). */
export class SshReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** @throws RangeError where there is less than is announced */
  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new RangeError("too short");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  number(): number {
    return this.take(4).readUInt32BE();
  }

  string(): Buffer {
    return this.take(this.number());
  }

  text(): string {
    return this.string().toString("latin1");
  }

  /** @throws RangeError when something is left */
  end(): void {
    if (this.at !== this.bytes.length) throw new RangeError("too long");
  }
}

/** A string with its length before it. */
export function sshString(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number without the zeros in front. */
export function withoutZeros(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? Buffer.alloc(0) : bytes.subarray(first);
}
