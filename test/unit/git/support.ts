import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The repository that holds this test: its data are the example data centre. */
export const PROJECT = join(__dirname, "../../..");

const SETTINGS = [
  "user.name=uji",
  "user.email=uji@example.invalid",
  "commit.gpgsign=false",
  "init.defaultBranch=main",
];

/** Real Git in a folder, as a person would use it; output without the last line feed. */
export function git(folder: string, ...words: string[]): string {
  const settings = SETTINGS.flatMap((one) => ["-c", one]);
  const environment = { PATH: process.env.PATH ?? "", HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", ["-C", folder, ...settings, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  }).replace(/\n$/, "");
}

export interface Clone {
  folder: string;
  git(...words: string[]): string;
  write(path: string, text: string): void;
  /** Everything in the folder as one commit. @returns its object id */
  commit(message?: string): string;
  link(path: string, target: string): void;
  executable(path: string): void;
  remove(path: string): void;
}

/** A repository with a work tree in a new folder. */
export function aRepository(root = mkdtempSync(join(tmpdir(), "titip-git-"))): Clone {
  git(root, "init", "--quiet");
  return cloneAt(root);
}

export function cloneAt(folder: string): Clone {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  return {
    folder,
    git: (...words) => git(folder, ...words),
    write,
    commit: (message = "uji") => {
      git(folder, "add", "-A");
      git(folder, "commit", "--quiet", "--allow-empty", "-m", message);
      return git(folder, "rev-parse", "HEAD");
    },
    link: (path, target) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      symlinkSync(target, join(folder, path));
    },
    executable: (path) => chmodSync(join(folder, path), 0o755),
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
  };
}

/** A clone with the example data centre as its first commit. */
export function aDataCentre(): Clone {
  const clone = aRepository();
  for (const part of ["datacenter", "sop", "requests", "documents"])
    cpSync(join(PROJECT, part), join(clone.folder, part), { recursive: true });
  clone.commit("awal");
  return clone;
}
