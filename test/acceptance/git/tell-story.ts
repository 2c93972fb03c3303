import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { runCommand } from "../../../lab/run-command";

const REPOSITORY = resolve(__dirname, "../../..");

/**
 * Runs a script that tells a story in a lab and a folder of its own, before the tests of a file.
 * @returns what it told in a chapter, `== 3. …`
 */
export function tellStory(script: string, lab: string): (chapter: number) => string {
  const folder = mkdtempSync(join(tmpdir(), "titip-story-"));
  const chapters = new Map<string, string>();
  beforeAll(async () => {
    const env = { ...process.env, DEMO_LAB: lab, DEMO_FOLDER: join(folder, "world") };
    const { exitCode, stdout, stderr } = await runCommand([script], {
      cwd: REPOSITORY,
      env,
      timeout: 280_000,
    });
    expect([exitCode, exitCode === 0 ? "" : `${stdout}\n${stderr}`]).toEqual([0, ""]);
    for (const part of stdout.split(/^\S*== /m).slice(1)) chapters.set(part.split(".")[0] ?? "", part);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (chapter) => chapters.get(String(chapter)) ?? "";
}
