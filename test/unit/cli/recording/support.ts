import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { CommandError } from "../../../../src/cli/command-error";
import { createProgram } from "../../../../src/cli/program";
import type { Language } from "../../../../src/text";
import { type Recorded, recordedContext } from "../support";

const PROJECT = join(__dirname, "../../../..");

export interface Ran extends Recorded {
  /** Exit code; of an error, its own. */
  code: number;
  /** What an error says, with its remedy; empty without one. */
  error: string;
  out: string;
}

export interface Desk {
  folder: string;
  read(file: string): string;
  write(file: string, text: string): void;
  edit(file: string, before: string | RegExp, after: string): void;
  /** Sets the clock: `2026-11-23T10:00:00+07:00`. */
  at(now: string): void;
  /** Environment variables for what runs inside. */
  with<T>(environment: Record<string, string>, work: () => Promise<T>): Promise<T>;
  /** Runs a command line as main.ts does; nobody sits at it. */
  titip(...argv: string[]): Promise<Ran>;
  /** The same with somebody who types these lines. */
  typed(lines: string[], ...argv: string[]): Promise<Ran>;
  /** What `titip status --format json` says of a request. */
  status(id: string): Promise<Record<string, unknown>>;
  leave(): void;
}

/** A copy of the project's own site, and a clock. */
export function openDesk(lang: Language = "id", color = false): Desk {
  const folder = mkdtempSync(join(tmpdir(), "titip-desk-"));
  for (const part of ["datacenter", "documents", "sop", "requests", "Pulumi.yaml"])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  let now = new Date("2026-11-23T10:00:00+07:00");
  const base = { PATH: process.env.PATH };
  let environment: NodeJS.ProcessEnv = base;
  const run = async (argv: string[], lines?: string[]): Promise<Ran> => {
    const context = recordedContext(folder, {
      lang,
      color,
      environment,
      interactive: lines !== undefined,
      input: Readable.from((lines ?? []).map((line) => `${line}\n`)),
      now: () => now,
    });
    const program = createProgram(lang, () => context);
    let error = "";
    let code = 0;
    try {
      await program.command.parseAsync(argv, { from: "user" });
      code = program.exitCode();
    } catch (thrown) {
      if (!(thrown instanceof CommandError)) throw thrown;
      error = `${thrown.text[lang]}\n${thrown.remedy?.[lang] ?? ""}`;
      code = thrown.exitCode;
    }
    return { ...context, code, error, out: context.printed.join("\n") };
  };
  const desk: Desk = {
    folder,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    write: (file, text) => writeFileSync(join(folder, file), text),
    edit: (file, before, after) => {
      const text = desk.read(file);
      const next = text.replace(before, after);
      if (next === text) throw new Error(`no ${String(before)} in ${file}`);
      desk.write(file, next);
    },
    at: (time) => {
      now = new Date(time);
    },
    with: async (added, work) => {
      environment = { ...base, ...added };
      try {
        return await work();
      } finally {
        environment = base;
      }
    },
    titip: (...argv) => run(argv),
    typed: (lines, ...argv) => run(argv, lines),
    status: async (id) => JSON.parse((await run(["status", id, "--format", "json"])).out).requests[0],
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
  return desk;
}
