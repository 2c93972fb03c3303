import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { CommandSpec } from "../../../src/cli/command-spec";
import { COMMANDS } from "../../../src/cli/commands";
import type { Procedure } from "../../../src/schema/generated/procedure";
import { kinds } from "../../../src/schema/kinds";
import { effects } from "../../../src/schema/procedure/effects";
import { allActivities } from "../../../src/schema/procedure/step-keys";

const root = join(__dirname, "../../..");
const page = readFileSync(join(root, "docs/procedures.md"), "utf8");
const procedureOf = (kind: string): Procedure =>
  parse(readFileSync(join(root, `sop/${kind}.yaml`), "utf8")) as Procedure;

/** Cells of the page's table rows; those of one section when its heading is given. */
function rows(heading?: string): string[][] {
  const part = heading === undefined ? page : (page.split(`\n## ${heading}`)[1]?.split("\n## ")[0] ?? "");
  const lines = part.split("\n").filter((line) => line.startsWith("|") && !line.startsWith("|---"));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

const headings = { hosting: "Hosting", colocation: "Co-location" };

describe.each(kinds)("the table of %s", (kind) => {
  const procedure = procedureOf(kind);
  const table = rows(headings[kind]);

  test.each(procedure.activities)("has activity $order, $key", (activity) => {
    const { order, title, key, actor, actor_basis, time_limit } = activity;
    const row = table.find((cells) => cells[0] === String(order) && cells[2]?.startsWith(`\`${key}\``));
    expect(row?.[1]).toBe(title.id);
    expect(row?.[3]).toBe(`${actor.join(", ")}: ${actor_basis}`);
    expect(row?.[4]).toBe(time_limit ?? "none stated");
    expect(row?.[5]).toMatch(/`titip /);
    expect(row?.[6]).toMatch(/`[a-z]/);
  });

  test.each(procedure.further ?? [])("has $key", ({ key, title, actor, actor_basis }) => {
    const row = table.find((cells) => cells[0] === `\`${key}\``);
    expect(row?.[1]).toBe(title.id);
    expect(row?.[2]).toBe(`${actor.join(", ")}: ${actor_basis}`);
    expect(row?.[3]).toMatch(/`titip /);
  });

  test.each(procedure.records ?? [])("has the record $id", ({ id }) => {
    const row = table.find((cells) => cells[0] === id);
    expect(row?.[1]).toMatch(/`titip /);
    expect(row?.[2]).toMatch(/`[a-z]/);
  });

  test("has nothing more", () => {
    const headers = 3;
    const { activities, further = [], records = [] } = procedure;
    expect(table).toHaveLength(headers + activities.length + further.length + records.length);
  });

  test("names documents that are written for it, and steps that it has", () => {
    const words = table.flat().join("\n");
    const keys = allActivities(procedure).map(({ key }) => key);
    for (const [, step] of words.matchAll(/`titip step ID ([a-z_]+)/g)) expect(keys).toContain(step);
    const documents = words.matchAll(/`documents\/([a-z-]+)\.yaml`|`titip letter ID ([a-z-]+)/g);
    for (const [, file, letter] of documents) {
      const name = file ?? letter ?? "";
      const template = parse(readFileSync(join(root, `documents/${name}.yaml`), "utf8"));
      expect(Object.keys(template.kinds), name).toContain(kind);
    }
  });
});

describe("what the page names", () => {
  const named = [...page.matchAll(/`titip ([^`]+)`/g)].map(([, words = ""]) => words.split(" "));

  test.each(named.map((words) => [words.join(" "), words] as const))("titip %s", (_, words) => {
    const command: CommandSpec | undefined = COMMANDS.find(({ name }) => name === words[0]);
    expect(command, "no such command").toBeDefined();
    const flags = (command?.options ?? []).map((option) => option.flags).join(" ");
    for (const word of words.filter((one) => one.startsWith("--"))) expect(flags).toContain(word);
    if (words[0] === "report")
      expect(existsSync(join(root, `src/report/registers/${words[1]}.ts`))).toBe(true);
    const document = words[0] === "letter" ? words[2] : undefined;
    if (document) expect(existsSync(join(root, `documents/${document}.yaml`)), document).toBe(true);
  });

  test("files and folders", () => {
    const paths = [...page.matchAll(/`((?:documents|schema|datacenter|requests|sop|test)\/[^`*]*)`/g)];
    expect(paths.length).toBeGreaterThan(20);
    for (const [, path = ""] of paths) expect(existsSync(join(root, path)), path).toBe(true);
  });

  test("every document", () => {
    for (const file of readdirSync(join(root, "documents")).filter((name) => name.endsWith(".yaml")))
      expect(page).toContain(file.replace(".yaml", ""));
  });
});

test("every inferred actor is listed for officials to confirm, and no stated one", () => {
  const listed = rows("Actors for officials to confirm").slice(1);
  const inferred = kinds.flatMap((kind) =>
    allActivities(procedureOf(kind)).flatMap(({ key, actor, actor_basis }) =>
      actor_basis === "inferred" ? [[kind, `\`${key}\``, actor.join(", ")]] : [],
    ),
  );
  expect(listed.map((cells) => cells.slice(0, 3))).toEqual(inferred);
  for (const cells of listed) expect(cells[3]).not.toBe("");
});

test("every effect is explained, with the fields that Titip reads", () => {
  const listed = rows("A procedure of your own").slice(1);
  expect(listed.map(([name]) => name)).toEqual(Object.keys(effects).map((name) => `\`${name}\``));
  for (const [index, fields] of Object.values(effects).entries()) {
    const written = [...(listed[index]?.[3] ?? "").matchAll(/`([a-z_]+)`/g)].map(([, name]) => name);
    expect(written.sort()).toEqual(Object.keys(fields).sort());
  }
});
