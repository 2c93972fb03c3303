/**
 * Protocol 1 of `server/titip-host`, as text: a request is `verb BYTES argument…` and BYTES bytes of body; a reply
 * is lines that start with `+`, then one line `ok…` or `error CODE words key=value…`. Fields are separated by tabs.
 */
export const PROTOCOL = 1;

/** A reply that ended in `ok`: its `+` lines, each as its fields (the first is the line's kind). */
export interface RemoteReply {
  lines: string[][];
}

/** A reply that ended in `error`, or any other, as it arrived. */
export interface RawReply extends RemoteReply {
  /** Fields of the last line: `ok`, or `error`, code, words and `key=value` pairs. */
  last: string[];
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const UNESCAPES: Record<string, string> = { "\\": "\\", t: "\t", n: "\n", r: "\r" };

/** One field on the wire: a lone `-` is the empty field, NUL (which no server text may hold) is refused. */
export function encodeField(value: string): string {
  if (value.includes("\0")) throw new Error("a field must not hold a NUL character");
  return value === "" ? "-" : value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? "");
}

export function decodeField(field: string): string {
  if (field === "-") return "";
  return field.replace(/\\([\\tnr])/g, (_, character: string) => UNESCAPES[character] ?? "");
}

/** The bytes of one request. */
export function encodeRequest(verb: string, args: string[], body: string[][]): Buffer {
  const content = Buffer.from(body.map((fields) => `${fields.map(encodeField).join("\t")}\n`).join(""));
  const head = [verb, String(content.length), ...args].map(encodeField).join("\t");
  return Buffer.concat([Buffer.from(`${head}\n`), content]);
}

/** Cuts the stream of a session into its greeting and replies. */
export class ReplyReader {
  private rest: Buffer = Buffer.alloc(0);
  private lines: string[][] = [];
  private greeted = false;

  /**
   * @param onGreeting fields of the first line `titip-host PROTOCOL hostname`; what a login shell prints before is skipped
   * @param onReply called once for each reply, in the order of the requests
   */
  constructor(
    private readonly onGreeting: (fields: string[]) => void,
    private readonly onReply: (reply: RawReply) => void,
  ) {}

  push(chunk: Buffer): void {
    const data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    let start = 0;
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
      this.line(data.toString("utf8", start, end));
      start = end + 1;
    }
    this.rest = data.subarray(start);
  }

  private line(line: string): void {
    const fields = line.split("\t").map(decodeField);
    const first = fields[0] ?? "";
    if (!this.greeted) {
      if (first !== "titip-host") return;
      this.greeted = true;
      this.onGreeting(fields);
    } else if (first.startsWith("+")) {
      this.lines.push([first.slice(1), ...fields.slice(1)]);
    } else {
      const lines = this.lines;
      this.lines = [];
      this.onReply({ lines, last: fields });
    }
  }
}
