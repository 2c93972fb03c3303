import { unusable } from "../command-error";
import { formatOption, type OptionSpec } from "../command-spec";
import { readDuration } from "../duration";
import type { EngineName } from "./choose-engine";
import type { RunOptions } from "./runner";

const ENGINE: OptionSpec = {
  flags: "--engine <engine>",
  text: {
    id: "mesin; tanpa ini: CLI Pulumi bila terpasang, selain itu mesin bawaan",
    en: "engine; without it the Pulumi CLI where it is installed, else the embedded engine",
  },
  choices: ["pulumi", "embedded"],
};

const STACK: OptionSpec = {
  flags: "--stack <stack>",
  text: {
    id: "stack (atau PULUMI_STACK; tanpa ini satu-satunya Pulumi.<stack>.yaml)",
    en: "stack (or PULUMI_STACK; without it the only Pulumi.<stack>.yaml)",
  },
};

/** What `outputs` shares with the commands that run the program. */
export const STACK_OPTIONS = [ENGINE, STACK];

/** Options of preview, up, refresh and destroy. */
export const RUN_OPTIONS: OptionSpec[] = [
  ENGINE,
  STACK,
  {
    flags: "--parallel <n>",
    text: { id: "banyaknya operasi serentak (bawaan: semua)", en: "operations at once (default: all)" },
  },
  {
    flags: "--diff",
    text: { id: "tampilkan setiap sifat yang berubah", en: "show every property that changes" },
  },
  {
    flags: "--target <target>",
    text: {
      id: "hanya permohonan atau URN ini; boleh berulang",
      en: "only this request or URN; may be repeated",
    },
    repeatable: true,
  },
  {
    flags: "--expect-no-changes",
    text: { id: "gagal bila ada yang berubah", en: "fail when anything changes" },
  },
  formatOption(),
  { flags: "--json", text: { id: "sama dengan --format json", en: "the same as --format json" } },
];

export const REFRESH_OPTIONS: OptionSpec[] = [
  {
    flags: "--refresh",
    text: { id: "baca keadaan server lebih dahulu", en: "read the servers' state first" },
  },
  {
    flags: "--no-refresh",
    text: { id: "jangan baca keadaan server", en: "do not read the servers' state" },
  },
];

export const APPLY_OPTIONS: OptionSpec[] = [
  { flags: "-y, --yes", text: { id: "laksanakan tanpa bertanya", en: "go ahead without asking" } },
  {
    flags: "--no-continue-on-error",
    text: {
      id: "berhenti pada kegagalan pertama (bawaan: permohonan lain diteruskan)",
      en: "stop at the first failure (default: other requests go on)",
    },
  },
];

export const WAIT_OPTION: OptionSpec = {
  flags: "--wait <duration>",
  text: {
    id: "bila stack sedang dipakai, tunggu paling lama sekian (90s, 15m, 2h)",
    en: "when the stack is in use, wait so long at most (90s, 15m, 2h)",
  },
};

/** Pulumi's word for "no limit" (`math.MaxInt32`): batches per server are then as large as can be. */
const UNLIMITED = 2_147_483_647;

/**
 * Options as the engines take them; targets and assumptions need the site and are added by the caller.
 * @throws CommandError (exit code 2) for a number that is none
 */
export function runOptions(options: Record<string, unknown>): RunOptions {
  return {
    parallel: readParallel(options.parallel),
    continueOnError: options.continueOnError !== false,
    refresh: typeof options.refresh === "boolean" ? options.refresh : undefined,
    diff: options.diff === true,
    json: wantsJson(options),
    targets: [],
    expectNoChanges: options.expectNoChanges === true,
    yes: options.yes === true,
    ...(options.wait === undefined ? {} : { wait: readDuration("--wait", options.wait) }),
    assumeApproved: [],
  };
}

export function wantsJson(options: Record<string, unknown>): boolean {
  return options.json === true || options.format === "json";
}

export function engineWanted(options: Record<string, unknown>): EngineName | undefined {
  return options.engine as EngineName | undefined;
}

function readParallel(value: unknown): number {
  if (value === undefined) return UNLIMITED;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= UNLIMITED) return number;
  throw unusable({
    id: `--parallel '${value}' bukan bilangan bulat mulai dari 1`,
    en: `--parallel '${value}' is not a whole number from 1 up`,
  });
}
