import { readFileSync } from "node:fs";
import type { SeenDrift } from "../../comment/given";
import { isObject } from "../../is-object";
import { unusable } from "../command-error";

const TEXTS = ["server", "request", "type", "name", "path"];
const KINDS = ["changed", "missing", "unknown"];

/**
 * What `titip drift --format json --out FILE` wrote.
 * @throws CommandError (exit code 2) for anything else
 */
export function readDrift(file: string): SeenDrift {
  const value = parsed(file);
  if (isSeenDrift(value)) return value;
  throw unusable(
    {
      id: `${file}: bukan keluaran 'titip drift --format json'`,
      en: `${file}: not the output of 'titip drift --format json'`,
    },
    {
      id: "buat dengan: titip drift --format json --out FILE",
      en: "make it with: titip drift --format json --out FILE",
    },
  );
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}

function isSeenDrift(value: unknown): value is SeenDrift {
  if (!isObject(value) || typeof value.at !== "string" || !Array.isArray(value.servers)) return false;
  return Array.isArray(value.differences) && value.differences.every(isDifference);
}

function isDifference(value: unknown): boolean {
  if (!isObject(value) || !TEXTS.every((key) => typeof value[key] === "string")) return false;
  return KINDS.includes(String(value.kind));
}
