import { createInterface } from "node:readline/promises";
import type { Text } from "../text";
import type { Context } from "./context";

const YES = new Set(["y", "ya", "yes"]);

/** Asks on the terminal; anything but yes, the end of input included, is no. */
export async function ask(context: Context, question: Text): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const hint = context.say({ id: "ya/tidak", en: "yes/no" });
  try {
    const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
    const answer = await Promise.race([reader.question(`${context.say(question)} [${hint}] `), closed]);
    return YES.has(answer.trim().toLowerCase());
  } finally {
    reader.close();
  }
}
