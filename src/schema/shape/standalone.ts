import { _ } from "ajv";
import standaloneCode from "ajv/dist/standalone";
import { fullSchema, newCompiler, schemaNames } from "./validators";

/**
 * JavaScript of a CommonJS module that exports the validator of every schema, of requests with the published
 * procedures' steps. It stands beside `formats.js`.
 */
export function standaloneValidators(): string {
  const ajv = newCompiler({ code: { source: true, formats: _`require("./formats").formats` } });
  for (const name of schemaNames) ajv.addSchema(fullSchema(name), name);
  return standaloneCode(ajv, Object.fromEntries(schemaNames.map((name) => [name, name])));
}
