import { createRequire } from "node:module";
import type { ValidateFunction } from "ajv/dist/2020";

const FILE = "./precompiled-validators.js";

let loaded: { validators: Record<string, ValidateFunction> | undefined } | undefined;

/**
 * Validators by the name of their schema, as `scripts/compile-validators.mjs` wrote them at build beside this module:
 * compiling them takes half a second of every command. None where the sources run, as in tests.
 */
export function precompiled(): Record<string, ValidateFunction> | undefined {
  loaded ??= { validators: load() };
  return loaded.validators;
}

function load(): Record<string, ValidateFunction> | undefined {
  try {
    return createRequire(__filename)(FILE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
