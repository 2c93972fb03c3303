import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ValidateFunction } from "ajv/dist/2020";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formats } from "../../../src/schema/shape/formats";
import { standaloneValidators } from "../../../src/schema/shape/standalone";
import { type SchemaName, schemaNames, shapeErrors } from "../../../src/schema/shape/validators";

const root = join(__dirname, "../../..");
const validators = loaded(standaloneValidators());

/** What the build writes, run as a module beside `formats`. */
function loaded(code: string): Record<string, ValidateFunction> {
  const own = createRequire(join(root, "package.json"));
  const module = { exports: {} as Record<string, ValidateFunction> };
  const load = (name: string) => (name === "./formats" ? { formats } : own(name));
  new Function("require", "module", "exports", code)(load, module, module.exports);
  return module.exports;
}

function filesOf(folder: string): unknown[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".yaml"));
  return names.map((name) => parse(readFileSync(join(root, folder, name), "utf8")));
}

/** Every document with each of its values in turn replaced by something else, a level or two deep. */
function faulty(document: unknown, depth = 3): unknown[] {
  if (typeof document !== "object" || document === null || depth === 0) return [7, "\u0000", null, [], {}];
  return Object.entries(document).flatMap(([key, value]) => [
    ...faulty(value, depth - 1).map((other) => ({ ...document, [key]: other })),
    { ...document, [`${key}x`]: value, [key]: undefined },
  ]);
}

const DOCUMENTS: Partial<Record<SchemaName, unknown[]>> = {
  "hosting-request": filesOf("requests/hosting"),
  "colocation-request": filesOf("requests/colocation"),
  procedure: filesOf("sop"),
  servers: [parse(readFileSync(join(root, "datacenter/servers.yaml"), "utf8"))],
  networks: [parse(readFileSync(join(root, "datacenter/networks.yaml"), "utf8"))],
  zones: [parse(readFileSync(join(root, "datacenter/zones.yaml"), "utf8"))],
};

describe("validators that were compiled at build", () => {
  it.each(schemaNames)("say of %s what those say that are compiled when needed", (name) => {
    const documents = DOCUMENTS[name] ?? [{}];
    const tried = [undefined, "x", ...documents, ...documents.flatMap((document) => faulty(document))];
    let refused = 0;
    for (const data of tried) {
      const validate = validators[name];
      validate?.(data);
      const errors = shapeErrors(name, data);
      expect(validate?.errors ?? []).toEqual(errors);
      if (errors.length > 0) refused += 1;
    }
    expect(refused).toBeGreaterThan(1);
  });
});
