import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSite } from "../../../src/schema/load-site";
import { printProblems } from "../../../src/schema/print";
import { goldenFolder, withSite } from "./support/site-folder";

/** Files of a folder by path, relative and with `/`. */
function filesOf(folder: string): Record<string, Buffer> {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    all.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

const cases = readdirSync(goldenFolder).filter((name) => !name.startsWith("_"));

describe.each(cases)("%s", (name) => {
  const folder = join(goldenFolder, name);
  const printed = withSite(filesOf(join(folder, "site")), (root) => {
    const { problems } = loadSite(root);
    return {
      "problems.id.txt": printProblems(problems, { format: "text", lang: "id", root }),
      "problems.en.txt": printProblems(problems, { format: "text", lang: "en", root }),
      "problems.json": printProblems(problems, { format: "json", lang: "en", root }),
    };
  });

  test.each(Object.entries(printed))("%s", (file, text) => {
    const path = join(folder, file);
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
    expect(existsSync(path), `${path} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
    expect(text).toBe(readFileSync(path, "utf8"));
  });
});
