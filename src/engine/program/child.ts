import { type ChildProcess, spawn } from "node:child_process";

/**
 * Starts the command as a child of a small shell that ends it when the shell's standard input closes: on purpose,
 * or because the engine died, whatever killed it. Plugins don't notice on their own that their engine is gone.
 * The shell doesn't reap its child before it has ended it, so the process id can't have become another's.
 */
const KEEPER = [
  '"$@" </dev/null &',
  "child=$!",
  "exec >/dev/null 2>&1",
  // Signals of a terminal go to the engine, which decides; its children get a chance to finish what they began.
  "trap '' INT TERM HUP",
  "cat",
  "kill -TERM $child",
  "tries=0",
  "while kill -0 $child && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries+1)); done",
  "kill -KILL $child",
  "wait $child",
].join("\n");

export interface KeptChild {
  process: ChildProcess;
  /** Ends the child if it still runs. Resolves when it is gone. */
  end(): Promise<void>;
}

/** @param command executable and arguments, never a shell text */
export function startKept(command: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): KeptChild {
  const child = spawn("/bin/sh", ["-c", KEEPER, "keeper", ...command], {
    ...options,
    // Its own process group: Ctrl-C in the terminal must not kill a provider in the middle of a change.
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  child.stdin?.on("error", () => undefined);
  return {
    process: child,
    end: async () => {
      child.stdin?.end();
      await gone;
    },
  };
}

/** Calls back with each whole line of a stream, the last one too. */
export function eachLine(stream: NodeJS.ReadableStream | null, line: (text: string) => void): void {
  let rest = "";
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) line(text);
  });
  stream?.on("end", () => {
    if (rest !== "") line(rest);
  });
}
