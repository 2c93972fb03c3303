import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { EngineError, messageOf } from "../engine-error";
import { checkedName } from "../state/file-backend";

/** What Pulumi.yaml says, as far as this engine honours it. */
export interface Project {
  /** Absolute folder of Pulumi.yaml. */
  root: string;
  name: string;
  /** Where the program runs and what it is there: the folder and the file name of `main`, like the stock CLI. */
  program: { folder: string; entry: string };
  typescript: boolean;
  nodeArguments: string[];
  /** Executables of packages from `plugins.providers[].path`: absolute folders. */
  providers: Map<string, string>;
  refreshAlways: boolean;
  backendUrl: string | undefined;
  /** Project-wide configuration: defaults for every stack. */
  config: Record<string, unknown>;
}

interface ProjectFile {
  name?: unknown;
  main?: unknown;
  runtime?: string | { name?: string; options?: { typescript?: boolean; nodeargs?: string } };
  plugins?: { providers?: { name?: string; path?: string }[] };
  options?: { refresh?: unknown };
  backend?: { url?: string };
  config?: Record<string, unknown>;
}

/** Reads Pulumi.yaml; throws `project` with the file's name when it is missing or unusable. */
export function loadProject(projectDir: string): Project {
  const root = resolve(projectDir);
  const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(root, name)).find(existsSync);
  if (file === undefined) throw new EngineError("project", `no Pulumi.yaml in ${root}`);
  const data = read(file);
  const runtime = typeof data.runtime === "string" ? { name: data.runtime } : (data.runtime ?? {});
  if (runtime.name !== "nodejs")
    throw new EngineError(
      "unsupported",
      `runtime "${runtime.name ?? ""}": the embedded engine runs nodejs programs only`,
    );
  return {
    root,
    name: checkedName("project", String(data.name ?? "")),
    program: program(root, data.main),
    typescript: runtime.options?.typescript !== false,
    nodeArguments: (runtime.options?.nodeargs ?? "").split(/\s+/).filter((word) => word !== ""),
    providers: providers(root, data),
    refreshAlways: data.options?.refresh === "always",
    backendUrl: data.backend?.url,
    config: data.config ?? {},
  };
}

function read(file: string): ProjectFile {
  try {
    return (parse(readFileSync(file, "utf8")) ?? {}) as ProjectFile;
  } catch (error) {
    throw new EngineError("project", `${file} is not YAML: ${messageOf(error)}`);
  }
}

function program(root: string, main: unknown): Project["program"] {
  if (main === undefined || main === null || main === "") return { folder: root, entry: "." };
  const path = resolve(root, String(main));
  if (!existsSync(path))
    throw new EngineError(
      "project",
      `the program ${path} (main in Pulumi.yaml) does not exist; was it built?`,
    );
  if (statSync(path).isDirectory()) return { folder: path, entry: "." };
  return { folder: dirname(path), entry: basename(path) };
}

function providers(root: string, data: ProjectFile): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, path } of data.plugins?.providers ?? [])
    if (name !== undefined && path !== undefined) found.set(name, resolve(root, path));
  return found;
}
