import type { RawReply } from "./framing";

/** The helper on the server understood a request and answered `error`: nothing is wrong with the connection. */
export class RemoteRejection extends Error {
  /** Short word for programs, e.g. `locked`, `name-taken`, `configtest`. */
  readonly code: string;
  /** The server's own words. */
  readonly words: string;
  /** Further `key=value` fields of the reply, e.g. `owner`, `undone`. */
  readonly fields: Record<string, string>;
  /** `+` lines that came before the error. */
  readonly lines: string[][];

  constructor(
    readonly verb: string,
    reply: RawReply,
  ) {
    const [, code = "failed", words = "", ...pairs] = reply.last;
    super(`${verb}: ${code}: ${words}`);
    this.name = "RemoteRejection";
    this.code = code;
    this.words = words;
    this.fields = Object.fromEntries(pairs.map((pair) => splitPair(pair)));
    this.lines = reply.lines;
  }
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
