// Makes server/titip-host, the one program that Titip runs on a server, of its sections in server/titip-host.d, in the
// order of their names. Usage: node scripts/assemble-titip-host.mjs
import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SECTIONS = "server/titip-host.d";
const PROGRAM = "server/titip-host";

const names = readdirSync(SECTIONS)
  .filter((name) => name.endsWith(".bash"))
  .sort();
const text = names.map((name) => readFileSync(join(SECTIONS, name), "utf8").trimEnd()).join("\n\n");
// A lab may be copying the program at this moment: it finds the old one or the new one, whole.
writeFileSync(`${PROGRAM}.new`, `${text}\n`);
chmodSync(`${PROGRAM}.new`, 0o755);
renameSync(`${PROGRAM}.new`, PROGRAM);
