import { createInterface } from "node:readline";
import type { Text } from "../../text";
import { unusable } from "../command-error";
import type { Context } from "../context";

/** Questions on a terminal, one after the other. */
export interface Dialogue {
  /** The answer, trimmed; empty for a mere line feed. */
  ask(question: Text, hint?: string): Promise<string>;
  /** Says something between questions. */
  tell(text: Text): void;
  close(): void;
}

/**
 * One reader for the whole dialogue: a second one would lose the lines that the first has read ahead.
 * Questions go to standard error, so that results can be piped.
 */
export function openDialogue(context: Context): Dialogue {
  const reader = createInterface({ input: context.input });
  const answers: string[] = [];
  let ended = false;
  let wake = () => {};
  reader.on("line", (line) => {
    answers.push(line);
    wake();
  });
  reader.on("close", () => {
    ended = true;
    wake();
  });
  const next = async (): Promise<string> => {
    while (answers.length === 0) {
      if (ended) throw broken();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return (answers.shift() ?? "").trim();
  };
  return {
    ask: (question, hint) => {
      context.prompt(`${context.say(question)}${hint ? ` [${hint}]` : ""}: `);
      return next();
    },
    tell: (text) => context.note(context.say(text)),
    close: () => reader.close(),
  };
}

/** Ctrl-D, or the end of a pipe: nothing was recorded. */
function broken(): Error {
  return unusable({
    id: "masukan berakhir sebelum semua pertanyaan dijawab; tidak ada yang dicatat",
    en: "the input ended before every question was answered; nothing was recorded",
  });
}

/** What a parser makes of an answer, or what is wrong with it. */
export type Parsed = { value: unknown } | { wrong: Text };

/** Asks until the answer is right; a default is taken for an empty one. */
export async function askFor(
  dialogue: Dialogue,
  question: Text,
  parse: (answer: string) => Parsed,
  usual?: string,
): Promise<unknown> {
  for (;;) {
    const answer = await dialogue.ask(question, usual);
    const parsed = parse(answer === "" ? (usual ?? "") : answer);
    if ("value" in parsed) return parsed.value;
    dialogue.tell(parsed.wrong);
  }
}
