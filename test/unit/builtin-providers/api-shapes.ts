import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";

type Shape = "list" | "failure" | "batchRequest" | "batchResponse";

const ajv = addFormats(new Ajv2020({ allErrors: true, strict: false }));
ajv.addSchema(JSON.parse(readFileSync(join(__dirname, "schema/cloudflare-dns.json"), "utf8")) as object);

/** @throws Error when something that goes over the wire has not the published shape */
export function assertShape(shape: Shape, value: unknown): void {
  if (ajv.validate(`cloudflare-dns.json#/$defs/${shape}`, value)) return;
  throw new Error(`not a ${shape}: ${ajv.errorsText()}: ${JSON.stringify(value)}`);
}
