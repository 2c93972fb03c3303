import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import type { Project } from "../config/project";
import { EngineError } from "../engine-error";
import { eachLine, type KeptChild, startKept } from "../program/child";
import { CHANNEL_OPTIONS, withoutProxy } from "../program/grpc";

/** How long a plugin may take to say its port. */
const START_TIMEOUT_MS = 60_000;

/** Stand-ins for plugins that are not installed. */
export interface BuiltinPlugins {
  /** Executable and first arguments by package, e.g. `["node", "…/main.js"]`. */
  commands: ReadonlyMap<string, readonly string[]>;
  /** Told each time that one is started. */
  onUse(packageName: string): void;
}

export interface PluginOptions {
  project: Project;
  builtins?: BuiltinPlugins;
  environment: NodeJS.ProcessEnv;
  /** Address of the Engine service, the plugin's only argument. */
  address: string;
  /** Lines that a plugin prints: shown to people, attributed to the package. */
  onLine(packageName: string, stream: "stdout" | "stderr", text: string): void;
}

export interface PluginProcess {
  client: grpc.Client;
  /** Folder of the executable, for the handshake. */
  folder: string;
  end(): Promise<void>;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(environment: NodeJS.ProcessEnv, packageName: string, version: string): string[] {
  const plugins = join(environment.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");
  if (!existsSync(plugins)) return [];
  const wanted = `resource-${packageName}-v${version}`;
  const folders = readdirSync(plugins).filter((name) => name.startsWith(wanted) && !name.endsWith(".lock"));
  return folders
    .sort()
    .reverse()
    .map((name) => join(plugins, name));
}

/** The executable of a package: from Pulumi.yaml, else installed by the stock CLI, else on PATH. */
export function findPlugin(options: PluginOptions, packageName: string, version: string): string {
  const { project, environment } = options;
  const name = `pulumi-resource-${packageName}`;
  const declared = project.providers.get(packageName);
  const folders =
    declared !== undefined
      ? [declared]
      : [...installed(environment, packageName, version), ...(environment.PATH ?? "").split(delimiter)];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found !== undefined) return found;
  throw new EngineError(
    "provider",
    declared !== undefined
      ? `${join(declared, name)} (plugins.providers in Pulumi.yaml) is missing or not executable`
      : `no plugin for package "${packageName}": name it under plugins.providers in Pulumi.yaml or install ${name}`,
  );
}

/** The plugin where it is installed, else the stand-in for it. */
function commandOf(options: PluginOptions, packageName: string, version: string): string[] {
  const { builtins } = options;
  const builtin = builtins?.commands.get(packageName);
  try {
    return [findPlugin(options, packageName, version)];
  } catch (error) {
    if (!builtin || options.project.providers.has(packageName)) throw error;
    builtins?.onUse(packageName);
    return [...builtin];
  }
}

/** Starts a plugin and connects. Throws `provider` with its last words when it doesn't come up. */
export async function startPlugin(
  options: PluginOptions,
  packageName: string,
  version: string,
): Promise<PluginProcess> {
  const command = commandOf(options, packageName, version);
  const path = command.at(-1) ?? packageName;
  const child = startKept([...command, options.address], {
    cwd: options.project.program.folder,
    env: withoutProxy(options.environment),
  });
  try {
    const port = await readPort(child, (stream, text) => options.onLine(packageName, stream, text));
    const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), CHANNEL_OPTIONS);
    return {
      client,
      folder: dirname(path),
      end: async () => {
        client.close();
        await child.end();
      },
    };
  } catch (error) {
    await child.end();
    throw new EngineError(
      "provider",
      `plugin ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readPort(
  child: KeptChild,
  onLine: (stream: "stdout" | "stderr", text: string) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const words: string[] = [];
    let started = false;
    const timer = setTimeout(
      () => reject(new Error("it did not say its port within a minute")),
      START_TIMEOUT_MS,
    );
    eachLine(child.process.stderr, (text) => {
      if (started) onLine("stderr", text);
      else words.push(text);
    });
    eachLine(child.process.stdout, (text) => {
      if (started) return onLine("stdout", text);
      const port = Number(text.trim());
      if (!Number.isInteger(port) || port <= 0) return words.push(text);
      started = true;
      clearTimeout(timer);
      for (const word of words) onLine("stderr", word);
      resolve(port);
    });
    child.process.stdout?.once("end", () => {
      clearTimeout(timer);
      reject(
        new Error(
          `it ended before saying its port${words.length > 0 ? `:\n  ${words.slice(-8).join("\n  ")}` : ""}`,
        ),
      );
    });
  });
}
