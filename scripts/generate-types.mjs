// Generates src/schema/generated/*.ts from schema/*.json, the single truth of every shape.
// `--check` changes nothing and fails when a generated file is stale.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFromFile } from "json-schema-to-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const schemas = join(root, "schema");
const target = join(root, "src", "schema", "generated");
const checkOnly = process.argv.includes("--check");

/** Definitions that only other schemas refer to: they have no type of their own. */
const withoutType = new Set(["common.json"]);

const banner = (file) =>
  `// Generated from schema/${file} by scripts/generate-types.mjs. Do not edit: run \`npm run generate\`.`;

async function generate(file) {
  return compileFromFile(join(schemas, file), {
    cwd: `${schemas}/`,
    bannerComment: banner(file),
    additionalProperties: false,
    ignoreMinAndMaxItems: true, // else every list becomes a union of tuples
    style: { printWidth: 110, singleQuote: false, trailingComma: "all" },
  });
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

mkdirSync(target, { recursive: true });
const files = readdirSync(schemas).filter((file) => file.endsWith(".json") && !withoutType.has(file));
const expected = new Set(files.map((file) => `${basename(file, ".json")}.ts`));
const stale = [];

for (const file of files) {
  const path = join(target, `${basename(file, ".json")}.ts`);
  const text = await generate(file);
  if (read(path) === text) continue;
  stale.push(path);
  if (!checkOnly) writeFileSync(path, text);
}
for (const file of readdirSync(target)) {
  if (expected.has(file)) continue;
  stale.push(join(target, file));
  if (!checkOnly) rmSync(join(target, file));
}

const names = stale.map((path) => path.slice(root.length + 1)).join(", ");
if (checkOnly && stale.length > 0) {
  console.error(`stale generated types: ${names}; run \`npm run generate\` and commit the result`);
  process.exitCode = 1;
} else if (stale.length > 0) {
  console.log(`generated ${names}`);
}
