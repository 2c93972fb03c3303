import { Readable } from "node:stream";
import type { Context } from "../../../src/cli/context";
import type { Language } from "../../../src/text";

export interface Recorded extends Context {
  printed: string[];
  noted: string[];
}

/** A context that remembers what would have been printed; nobody sits at it. */
export function recordedContext(
  root: string,
  changes: Partial<Context> & { lang?: Language } = {},
): Recorded {
  const lang = changes.lang ?? "id";
  const printed: string[] = [];
  const noted: string[] = [];
  return {
    lang,
    root,
    color: false,
    debug: false,
    environment: { PATH: process.env.PATH },
    interactive: false,
    progress: false,
    print: (line) => printed.push(line),
    command: (lines) => printed.push(lines),
    note: (line) => noted.push(line),
    say: (text) => text[lang],
    prompt: (question) => noted.push(question),
    input: Readable.from([]),
    now: () => new Date(),
    printed,
    noted,
    ...changes,
  };
}
