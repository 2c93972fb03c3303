import { spawn } from "node:child_process";

/**
 * A repository's folder, bare or with a work tree; with what a hook was given, it sees objects that are still in
 * quarantine (`quarantine`).
 */
export type Repository = string | { folder: string; environment: Readonly<Record<string, string>> };

export interface GitOptions {
  /** Given to standard input; nothing by default. */
  input?: string | Uint8Array;
  /** Variables beside the clean environment, e.g. `GIT_INDEX_FILE`. */
  environment?: Readonly<Record<string, string>>;
  /** Milliseconds after which Git is ended; a minute by default. */
  timeout?: number;
}

export interface GitResult {
  /** 128 + signal number where a signal ended it. */
  exitCode: number;
  stdout: Buffer;
  stderr: string;
}

/** Git refused, or is not there. Its words may hold names of a branch: `printable` before they are shown. */
export class GitError extends Error {
  constructor(
    readonly command: string,
    readonly exitCode: number,
    readonly words: string,
  ) {
    super(`git ${command}: ${words.trim() || `exit code ${exitCode}`}`);
    this.name = "GitError";
  }
}

/** More than any tree of requests; a branch must not fill the memory of who looks at it. */
const MOST_OUTPUT = 1 << 28;
const TIMEOUT_MS = 60_000;

/** What no setting of a repository or a person may turn on: programs that Git would start by itself. */
const SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.attributesFile=/dev/null",
  "core.quotePath=false",
  "commit.gpgSign=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "protocol.allow=never",
];

/**
 * Runs Git with arguments, never through a shell: without settings of the system or of a person, without hooks,
 * prompts or a pager, and without the `GIT_…` variables of whoever started us.
 *
 * @throws GitError only when Git cannot be started, says more than 256 MB or takes too long
 */
export async function runGit(
  repository: Repository,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const { folder, environment } = opened(repository);
  const settings = [...SETTINGS, ...(await trustedFolders())].flatMap((setting) => ["-c", setting]);
  const all = ["--no-pager", "--literal-pathspecs", ...settings, "-C", folder, ...args];
  return start(all, args[0] ?? "", { ...environment, ...options.environment }, options);
}

/** Output of a command that must succeed, as text. @throws GitError with Git's words */
export async function gitText(
  repository: Repository,
  args: readonly string[],
  options?: GitOptions,
): Promise<string> {
  return (await gitBytes(repository, args, options)).toString("utf8");
}

/** The same as bytes: names of files need not be UTF-8. @throws GitError with Git's words */
export async function gitBytes(
  repository: Repository,
  args: readonly string[],
  options?: GitOptions,
): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await runGit(repository, args, options);
  if (exitCode !== 0) throw new GitError(args[0] ?? "", exitCode, stderr);
  return stdout;
}

/** Output of a command that may fail, or of a Git that is not there. */
export async function tryGit(
  repository: Repository,
  args: readonly string[],
  options?: GitOptions,
): Promise<string | undefined> {
  return gitText(repository, args, options).catch(() => undefined);
}

const QUARANTINE = ["GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"];

/** The repository as its pre-receive hook must see it: what is pushed lies apart until the hook agrees. */
export function quarantine(folder: string, environment: NodeJS.ProcessEnv): Repository {
  const entries = QUARANTINE.flatMap((name) => {
    const value = environment[name];
    return value ? [[name, value] as const] : []; // a hook passes what is not there as an empty text
  });
  return { folder, environment: Object.fromEntries(entries) };
}

/** Folder of a repository. */
export function folderOf(repository: Repository): string {
  return opened(repository).folder;
}

function opened(repository: Repository): { folder: string; environment: Readonly<Record<string, string>> } {
  return typeof repository === "string" ? { folder: repository, environment: {} } : repository;
}

function start(
  args: string[],
  command: string,
  environment: Readonly<Record<string, string>>,
  { input, timeout = TIMEOUT_MS }: GitOptions,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, {
      env: { ...cleanEnvironment(), ...environment },
      timeout,
      killSignal: "SIGKILL",
      stdio: ["pipe", "pipe", "pipe"],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let bytes = 0;
    const keep = (list: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MOST_OUTPUT) list.push(chunk);
      else child.kill("SIGKILL");
    };
    child.stdout.on("data", keep(stdout));
    child.stderr.on("data", keep(stderr));
    child.stdin.on("error", () => undefined); // Git may end without reading.
    child.on("error", (error) => reject(new GitError(command, 127, error.message)));
    child.on("close", (code) => {
      if (bytes > MOST_OUTPUT) return reject(new GitError(command, 137, "too much output"));
      if (code === null) return reject(new GitError(command, 137, `killed after ${timeout} ms`));
      const words = Buffer.concat(stderr).toString();
      return resolve({ exitCode: code, stdout: Buffer.concat(stdout), stderr: words });
    });
    child.stdin.end(input ?? "");
  });
}

/** What Git needs of a machine, and nothing that steers it. */
function cleanEnvironment(): Record<string, string> {
  const { PATH = "/usr/bin:/bin", HOME = "/", TMPDIR = "/tmp" } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    LC_ALL: "C",
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_ADVICE: "0",
  };
}

let trusted: Promise<string[]> | undefined;

/**
 * Folders of other owners that the person trusts (`safe.directory`), as a runner's checkout sets it: the one thing
 * that is taken from their settings.
 */
function trustedFolders(): Promise<string[]> {
  trusted ??= readTrusted();
  return trusted;
}

async function readTrusted(): Promise<string[]> {
  const { PATH = "/usr/bin:/bin", HOME = "/", XDG_CONFIG_HOME } = process.env;
  const own = { PATH, HOME, ...(XDG_CONFIG_HOME === undefined ? {} : { XDG_CONFIG_HOME }) };
  const lists = ["--system", "--global"].map(async (scope) => {
    const { exitCode, stdout } = await ask(["config", scope, "--null", "--get-all", "safe.directory"], own);
    return exitCode === 0 ? stdout.split("\0").filter(Boolean) : [];
  });
  return (await Promise.all(lists)).flat().map((folder) => `safe.directory=${folder}`);
}

function ask(args: string[], environment: NodeJS.ProcessEnv): Promise<{ exitCode: number; stdout: string }> {
  return new Promise((resolve) => {
    const child = spawn("git", args, { env: environment, stdio: ["ignore", "pipe", "ignore"], cwd: "/" });
    const stdout: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.on("error", () => resolve({ exitCode: 127, stdout: "" }));
    child.on("close", (code) => resolve({ exitCode: code ?? 137, stdout: Buffer.concat(stdout).toString() }));
  });
}
