// Writes the validators of schema/*.json as code beside the module that uses them: compiling them when they are needed
// takes half a second of every command. Usage, after tsc: node scripts/compile-validators.mjs
import { renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const folder = "../dist/src/schema/shape/";
const { standaloneValidators } = createRequire(import.meta.url)(`${folder}standalone.js`);
const target = new URL(`${folder}precompiled-validators.js`, import.meta.url);
// A program may be starting at this moment: it finds the old file or the new one, whole.
const written = new URL(`${folder}precompiled-validators.new`, import.meta.url);
writeFileSync(written, standaloneValidators());
renameSync(written, target);
