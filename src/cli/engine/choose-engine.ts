import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { unusable } from "../command-error";

export type EngineName = "pulumi" | "embedded";

export interface EngineChoice {
  name: EngineName;
  /** The stock CLI, where it is chosen. */
  executable?: string;
  version?: string;
}

/** First start of a fresh installation reads its plugins; a CLI that takes longer is not usable anyway. */
const VERSION_TIMEOUT_MS = 20_000;

/**
 * The engine to use: the one asked for, else the stock CLI where it is installed and answers, else the
 * embedded one.
 * @throws CommandError (exit code 2) when the stock CLI is asked for and does not answer
 */
export async function chooseEngine(
  environment: NodeJS.ProcessEnv,
  wanted?: EngineName,
): Promise<EngineChoice> {
  if (wanted === "embedded") return { name: "embedded" };
  const executable = findOnPath("pulumi", environment);
  const version = executable && (await versionOf(executable, environment));
  if (executable && version) return { name: "pulumi", executable, version };
  if (wanted !== "pulumi") return { name: "embedded" };
  throw unusable(
    executable
      ? {
          id: `${executable} tidak menjawab 'pulumi version'`,
          en: `${executable} does not answer 'pulumi version'`,
        }
      : { id: "pulumi tidak ada di PATH", en: "pulumi is not on PATH" },
    {
      id: "pasang Pulumi CLI, atau pakai --engine embedded",
      en: "install the Pulumi CLI, or use --engine embedded",
    },
  );
}

/** Path of an executable file `name` in PATH. */
export function findOnPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  return (environment.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

async function versionOf(executable: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(executable, ["version"], {
      env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: VERSION_TIMEOUT_MS,
    });
    return /^v?\d+\.\d+\.\d+\S*/.exec(stdout.trim())?.[0];
  } catch {
    return undefined;
  }
}
