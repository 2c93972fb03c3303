import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isObject } from "../../is-object";
import { unusable } from "../command-error";
import type { Context } from "../context";

/** More than this no request holds. */
const MOST_CHARACTERS = 1_000_000;

/**
 * An object from a file, or from standard input for `-`.
 * @throws CommandError (exit code 2) for what is not readable, no JSON, or no object
 */
export async function readJsonObject(context: Context, file: string): Promise<Record<string, unknown>> {
  const text = file === "-" ? await readAll(context.input) : readText(resolve(context.root, file), file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const words = error instanceof Error ? error.message : "";
    throw unusable({ id: `${file} bukan JSON: ${words}`, en: `${file} is no JSON: ${words}` });
  }
  if (isObject(value)) return value;
  throw unusable({ id: `${file} harus memuat satu objek JSON`, en: `${file} must hold one JSON object` });
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw unusable({ id: `berkas ${file} tidak dapat dibaca`, en: `the file ${file} cannot be read` });
  }
}

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > MOST_CHARACTERS) {
      throw unusable({ id: "masukan JSON terlalu panjang", en: "the JSON input is too long" });
    }
  }
  return text;
}
