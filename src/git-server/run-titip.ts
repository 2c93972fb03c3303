import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printableLines } from "../printable";
import type { Language } from "../text";
import { parseEnvironment, type ServerSettings } from "./settings";

/** End of a run's words that goes into its note. */
const LOG_TAIL = 32_000;

export interface TitipRun {
  settings: ServerSettings;
  /** Folder of the site; the project's own without it. */
  site?: string;
  lang: Language;
  /** Shown as it comes, a line feed at the end. */
  onLine?(line: string): void;
  /** Takes everything that is said. */
  logFile?: string;
}

/**
 * Runs a command of this installation for the repository's stack, in an environment that set-up has written down.
 * @param words e.g. `["up", "--yes"]`
 * @throws Error when it cannot be started
 */
export function runTitip(
  words: readonly string[],
  run: TitipRun,
): Promise<{ exitCode: number; log: string }> {
  const [node, ...args] = commandLine(words, run);
  return new Promise((resolve, reject) => {
    const child = spawn(node ?? "", args, {
      cwd: run.settings.project,
      env: environmentOf(run),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const file = run.logFile === undefined ? undefined : createWriteStream(run.logFile, { mode: 0o600 });
    let log = "";
    let line = "";
    const take = (chunk: string) => {
      const text = printableLines(chunk);
      file?.write(text);
      log = `${log}${text}`.slice(-LOG_TAIL);
      const lines = `${line}${text}`.split("\n");
      line = lines.pop() ?? "";
      for (const one of lines) run.onLine?.(one);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", reject);
    child.on("close", (code) => {
      if (line !== "") run.onLine?.(line);
      file?.end();
      resolve({ exitCode: code ?? 137, log });
    });
  });
}

/** The stack's record as `titip state export` writes it. @throws Error with its words when it cannot be read */
export async function exportedState(run: Omit<TitipRun, "onLine" | "logFile">): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "titip-state-"));
  try {
    const file = join(folder, "state.json");
    const { exitCode, log } = await runTitip(["state", "export", "--file", file], run);
    if (exitCode !== 0) throw new Error(`titip state export: ${log.trim()}`);
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commandLine(words: readonly string[], { settings, lang }: TitipRun): string[] {
  const { program, project, stack, engine, lab } = settings;
  const stackWords = stack === undefined ? [] : ["--stack", stack];
  const engineWords = engine === undefined ? [] : ["--engine", engine];
  const own = [...program, "--lang", lang, "-C", project, ...words, ...stackWords, ...engineWords];
  return lab === undefined ? own : [...program, "lab", "exec", "--lab", lab, "control", "--", ...own];
}

function environmentOf({ settings, site, lang }: TitipRun): Record<string, string> {
  const { PATH = "/usr/bin:/bin", HOME = "/" } = process.env;
  const { environmentFile } = settings;
  const secret = environmentFile === undefined ? "" : readFileSync(environmentFile, "utf8");
  return {
    PATH,
    HOME,
    LANG: "C.UTF-8",
    ...settings.environment,
    ...parseEnvironment(secret),
    TITIP_LANG: lang,
    TITIP_SITE: site ?? settings.project,
    NO_COLOR: "1",
  };
}
