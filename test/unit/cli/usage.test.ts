import { join } from "node:path";
import { expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program";
import { recordedContext } from "./support";

const PROJECT = join(__dirname, "../../..");

function titip(...argv: string[]): Promise<unknown> {
  const program = createProgram("id", () => recordedContext(PROJECT));
  return program.command.parseAsync(argv, { from: "user" });
}

// Before any server is asked: an unknown request or month would be an empty table, and taken for no usage.
it.each([
  ["HST-2026-0999", /HST-2026-0999 tidak ada/],
  ["COL-2026-0003", /co-location tidak dihitung/],
])("refuses %s", async (id, words) => {
  await expect(titip("usage", id)).rejects.toMatchObject({
    exitCode: 2,
    text: { id: expect.stringMatching(words) },
  });
});

it.each(["2026-13", "2026", "11-2026", "2026-11-01"])("refuses the month %s", async (month) => {
  await expect(titip("usage", "--month", month)).rejects.toMatchObject({ exitCode: 2 });
});
