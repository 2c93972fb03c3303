import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument } from "yaml";
import { EngineError, messageOf } from "../engine-error";
import type { Crypter } from "../secrets/passphrase";
import { writeDurably } from "../state/file-backend";
import { secret, type Value, type ValueMap } from "../values/value";
import type { Project } from "./project";

/** A configuration value as programs get it: text, JSON when structured. */
export interface ConfigValue {
  text: string;
  secret: boolean;
}

interface StackFile {
  encryptionsalt?: string;
  secretsprovider?: string;
  config?: Record<string, unknown>;
}

export function stackFilePath(project: Project, stack: string): string {
  return join(project.root, `Pulumi.${stack}.yaml`);
}

/** Reads Pulumi.<stack>.yaml; an absent file is an empty one. */
export function loadStackFile(project: Project, stack: string): StackFile {
  const path = stackFilePath(project, stack);
  if (!existsSync(path)) return {};
  try {
    const file = (parse(readFileSync(path, "utf8")) ?? {}) as StackFile;
    if (file.secretsprovider !== undefined && file.secretsprovider !== "passphrase")
      throw new EngineError(
        "unsupported",
        `secretsprovider "${file.secretsprovider}": the embedded engine knows "passphrase" only`,
      );
    return file;
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError("config", `${path} is not YAML: ${messageOf(error)}`);
  }
}

/** Puts the salt in Pulumi.<stack>.yaml, keeping comments and order, so that the stock CLI opens the same secrets. */
export async function saveSalt(project: Project, stack: string, salt: string): Promise<void> {
  const path = stackFilePath(project, stack);
  const document = parseDocument(existsSync(path) ? readFileSync(path, "utf8") : "");
  document.set("encryptionsalt", salt);
  await writeDurably(path, document.toString({ lineWidth: 0 }));
}

function plainOf(value: unknown, crypter: Crypter): { value: unknown; secret: boolean } {
  if (Array.isArray(value)) {
    const inner = value.map((item) => plainOf(item, crypter));
    return { value: inner.map((item) => item.value), secret: inner.some((item) => item.secret) };
  }
  if (typeof value !== "object" || value === null) return { value, secret: false };
  const { secure } = value as { secure?: unknown };
  if (typeof secure === "string" && Object.keys(value).length === 1)
    return { value: crypter.decrypt(secure), secret: true };
  const inner = Object.entries(value).map(([key, item]) => [key, plainOf(item, crypter)] as const);
  return {
    value: Object.fromEntries(inner.map(([key, item]) => [key, item.value])),
    secret: inner.some(([, item]) => item.secret),
  };
}

function configValue(value: unknown, crypter: Crypter): ConfigValue {
  const plain = plainOf(value, crypter);
  const text = typeof plain.value === "string" ? plain.value : JSON.stringify(plain.value);
  return { text, secret: plain.secret };
}

/** Project-wide entries may be a value or `{value}` / `{default}` with a type. */
function projectValue(entry: unknown): unknown {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return entry;
  const { value, default: fallback } = entry as { value?: unknown; default?: unknown };
  return value ?? fallback;
}

/** The stack's configuration over the project's, keys with namespace (`titip:inventory`), secrets opened. */
export function readConfig(project: Project, file: StackFile, crypter: Crypter): Map<string, ConfigValue> {
  const config = new Map<string, ConfigValue>();
  const full = (key: string) => (key.includes(":") ? key : `${project.name}:${key}`);
  for (const [key, entry] of Object.entries(project.config)) {
    const value = projectValue(entry);
    if (value !== undefined) config.set(full(key), configValue(value, crypter));
  }
  for (const [key, value] of Object.entries(file.config ?? {}))
    config.set(full(key), configValue(value, crypter));
  return config;
}

/** What the program's process gets: keys written `ns:config:name`, and which of them are secret. */
export function configEnvironment(config: Map<string, ConfigValue>): Record<string, string> {
  const values = [...config].map(([key, { text }]) => [key.replace(":", ":config:"), text]);
  const secrets = [...config].filter(([, value]) => value.secret).map(([key]) => key);
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secrets),
  };
}

/** The inputs of a package's default provider: the configuration of its namespace. */
export function providerConfig(config: Map<string, ConfigValue>, packageName: string): ValueMap {
  const inputs: Record<string, Value> = {};
  for (const [key, value] of config) {
    const [namespace, ...name] = key.split(":");
    if (namespace === packageName) inputs[name.join(":")] = value.secret ? secret(value.text) : value.text;
  }
  return inputs;
}
