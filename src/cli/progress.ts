import type { Text } from "../text";
import type { Context } from "./context";

/** Work shorter than this says nothing. */
const QUIET_MS = 1_000;

/**
 * Runs `work`; when it lasts over a second, says on standard error what is going on: one line that is
 * redrawn with the seconds on a terminal, one plain line elsewhere.
 */
export async function withProgress<T>(context: Context, what: Text, work: Promise<T>): Promise<T> {
  const started = Date.now();
  const words = context.say(what);
  let shown = false;
  const show = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    if (context.progress) process.stderr.write(`\r${words} … ${seconds} s`);
    else if (!shown) context.note(`${words} …`);
    shown = true;
  };
  const timer = setInterval(show, QUIET_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    // Wipes the redrawn line: results follow.
    if (shown && context.progress) process.stderr.write("\r\u001b[K");
  }
}
