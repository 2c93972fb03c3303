import { readFileSync } from "node:fs";
import { isRecord } from "../schema/shape/record";
import { writeDurably } from "./durable-file";
import { serverPaths } from "./server-folder";

/** How a repository's hooks reach this installation and its stack; written once, at set-up. */
export interface ServerSettings {
  /** Node and `bin/titip`, by their absolute paths. */
  program: [node: string, titip: string];
  /** Folder with Pulumi.yaml and Pulumi.<stack>.yaml. */
  project: string;
  stack?: string;
  engine?: "pulumi" | "embedded";
  /** File of `NAME=value` lines with what the run needs and nobody else may see. */
  environmentFile?: string;
  /** Runs in this lab's network: for tests and demos. */
  lab?: string;
  /** Name of the stack whose first apply is meant: an empty one is not filled by mistake. */
  confirm?: string;
  /** Variables that are no secret: where state, keys and letters lie. */
  environment: Record<string, string>;
}

/** Variables that set-up keeps from the person who runs it: places, no secrets. */
export const KEPT_VARIABLES = [
  "PULUMI_BACKEND_URL",
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_HOME",
  "TITIP_SSH_KEY",
  "TITIP_SIGNING_KEY",
  "TITIP_LETTERS",
  "NODE_EXTRA_CA_CERTS",
] as const;

export function writeSettings(repository: string, settings: ServerSettings): void {
  writeDurably(serverPaths(repository).settings, `${JSON.stringify(settings, null, 2)}\n`);
}

/** @throws Error when the repository was not set up */
export function readSettings(repository: string): ServerSettings {
  const { settings: file } = serverPaths(repository);
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (isSettings(value)) return value;
  throw new Error(`${file}: not what 'titip git init-server' writes`);
}

function isSettings(value: unknown): value is ServerSettings {
  return (
    isRecord(value) &&
    Array.isArray(value.program) &&
    value.program.length === 2 &&
    typeof value.project === "string" &&
    isRecord(value.environment)
  );
}

const LINE = /^(?:export\s+)?([A-Z_][A-Z0-9_]*)=(.*)$/;

/** Lines `NAME=value`, values with or without quotes, as systemd's EnvironmentFile has them. */
export function parseEnvironment(text: string): Record<string, string> {
  const entries = text.split("\n").flatMap((line): [string, string][] => {
    const [, name, value = ""] = LINE.exec(line.trim()) ?? [];
    return name === undefined ? [] : [[name, unquoted(value)]];
  });
  return Object.fromEntries(entries);
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
