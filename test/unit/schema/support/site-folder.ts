import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadSite } from "../../../../src/schema/load-site";

export const goldenFolder = join(__dirname, "../../../golden/schema");
const base = join(goldenFolder, "_base");
const procedure = join(__dirname, "../../../../sop");

/** Runs `use` on a folder that holds the base site with some files put over it; `undefined` removes one. */
export function withSite<T>(
  overlay: Readonly<Record<string, string | Buffer | undefined>>,
  use: (root: string) => T,
): T {
  const root = mkdtempSync(join(tmpdir(), "titip-site-"));
  try {
    cpSync(base, root, { recursive: true });
    cpSync(procedure, join(root, "sop"), { recursive: true });
    for (const [file, content] of Object.entries(overlay)) {
      const path = join(root, file);
      if (content === undefined) rmSync(path);
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What is wrong with the base site when these files are put over it. */
export function check(overlay: Readonly<Record<string, string | Buffer | undefined>>) {
  return withSite(overlay, loadSite);
}

export type Edit = readonly [before: string | RegExp, after: string];

/** A file of the base site with some words exchanged; an edit that finds nothing is a mistake of the test. */
export function edited(file: string, ...edits: readonly Edit[]): string {
  let text = readFileSync(join(base, file), "utf8");
  for (const [before, after] of edits) {
    const next = text.replace(before, after);
    if (next === text) throw new Error(`no ${String(before)} in ${file}`);
    text = next;
  }
  return text;
}

export const firstRequest = "requests/hosting/HST-2026-0001.yaml";
export const secondRequest = "requests/hosting/HST-2026-0002.yaml";

/** A second request that is in nobody's way, approved a day later, with some words exchanged. */
export function second(...edits: readonly Edit[]): string {
  return edited(
    firstRequest,
    ["HST-2026-0001", "HST-2026-0002"],
    ["1187/XI/2026", "1188/XI/2026"],
    ["simpus", "rapor"],
    ["epuskesmas", "nilai"],
    ["10.20.30.100", "10.20.30.101"],
    ["20001", "20002"],
    [/2026-11-09T/g, "2026-11-10T"],
    ...edits,
  );
}
