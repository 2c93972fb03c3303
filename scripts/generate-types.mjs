// Generates what follows from schema/*.json and sop/*.yaml, the single truth of every shape: types, the schemas
// of the steps of our own procedures, and these procedures as data. `--check` changes nothing and fails when
// a generated file is stale.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import ts from "typescript";
import { parse } from "yaml";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const schemas = join(root, "schema");
const target = join(root, "src", "schema", "generated");
const checkOnly = process.argv.includes("--check");

/** Definitions that only other schemas refer to, and schemas made of procedures: they have no types of their own. */
const withoutType = /^(common|steps-[a-z]+)\.json$/;

/** Types of a request's steps, which are written in the office's words and read by what they mean. */
const stepsTypes = { "hosting-request.json": "HostingSteps", "colocation-request.json": "ColocationSteps" };

const remark = (source) =>
  `Generated from ${source} by scripts/generate-types.mjs. Do not edit: run \`npm run generate\`.`;

async function typesOf(file) {
  const schema = JSON.parse(readFileSync(join(schemas, file), "utf8"));
  const steps = stepsTypes[file];
  const imports = steps ? `\n\nimport type { ${steps} } from "./steps";\n` : "";
  if (steps) {
    const description = "Recorded steps by what they mean; in the file, by the keys of the procedure.";
    schema.properties.steps = { tsType: steps, description };
  }
  return compile(schema, schema.title, {
    cwd: `${schemas}/`,
    bannerComment: `// ${remark(`schema/${file}`)}${imports}`,
    additionalProperties: false,
    ignoreMinAndMaxItems: true, // else every list becomes a union of tuples
    style: { printWidth: 110, singleQuote: false, trailingComma: "all" },
  });
}

/** Modules of src/schema/procedure, which this script runs before anything is built. */
function loadModule(name) {
  const source = join(root, "src", "schema", "procedure");
  const folder = mkdtempSync(join(root, "node_modules", ".titip-generate-"));
  try {
    for (const file of readdirSync(source)) {
      const text = readFileSync(join(source, file), "utf8");
      const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
      const { outputText } = ts.transpileModule(text, { compilerOptions: options });
      writeFileSync(join(folder, `${basename(file, ".ts")}.js`), outputText);
    }
    return createRequire(import.meta.url)(join(folder, `${name}.js`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const procedures = readdirSync(join(root, "sop"))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => [basename(file, ".yaml"), parse(readFileSync(join(root, "sop", file), "utf8"))]);

/** Schemas of the steps of our own procedures, for editors. */
function stepsSchemas() {
  const { stepsSchema } = loadModule("steps-schema");
  return procedures.map(([kind, procedure]) => {
    const head = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `steps-${kind}.json`,
      $comment: remark(`sop/${kind}.yaml`),
    };
    const text = JSON.stringify({ ...head, ...stepsSchema(procedure) }, null, 2);
    return [join(schemas, `steps-${kind}.json`), `${text}\n`];
  });
}

/** Our own procedures, for sites whose own files cannot be read. */
function proceduresModule() {
  const data = Object.fromEntries(procedures);
  const text = [
    `// ${remark("sop/*.yaml")}`,
    "",
    'import type { Procedure } from "./procedure";',
    "",
    `export const publishedProcedures: Record<"hosting" | "colocation", Procedure> = ${JSON.stringify(data, null, 2)};`,
    "",
  ];
  return [join(target, "published-procedures.ts"), text.join("\n")];
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

const stale = [];

function put([path, text]) {
  if (read(path) === text) return;
  stale.push(path);
  if (!checkOnly) writeFileSync(path, text);
}

mkdirSync(target, { recursive: true });
for (const file of stepsSchemas()) put(file);
put(proceduresModule());
const expected = new Set(["published-procedures.ts"]);
for (const file of readdirSync(schemas).filter((name) => name.endsWith(".json") && !withoutType.test(name))) {
  const name = `${basename(file, ".json")}.ts`;
  expected.add(name);
  put([join(target, name), await typesOf(file)]);
}
for (const file of readdirSync(target)) {
  if (expected.has(file)) continue;
  stale.push(join(target, file));
  if (!checkOnly) rmSync(join(target, file));
}

const names = stale.map((path) => path.slice(root.length + 1)).join(", ");
if (checkOnly && stale.length > 0) {
  console.error(`stale generated files: ${names}; run \`npm run generate\` and commit the result`);
  process.exitCode = 1;
} else if (stale.length > 0) {
  console.log(`generated ${names}`);
}
