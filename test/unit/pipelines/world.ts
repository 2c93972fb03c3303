import { type ChildProcessByStdio, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { type Clone, cloneAt, git, PROJECT } from "../git/support";

export const BUILT = existsSync(join(PROJECT, "dist/src/cli/git/materialise.js"));

/** A forge's repository, a person's clone, and a runner whose titip talks to no forge and no server. */
export interface World {
  folder: string;
  /** Bare; holds main and refs/pull/<n>/head as GitHub and Forgejo do. */
  forge: string;
  clone: Clone;
  /** Pushes what the clone holds as pull request 7, from a branch of this name. @returns its commit */
  propose(branch?: string): string;
  /** Runs a script of main, as the workflow does: taken from the forge, never from the clone's branch. */
  run(script: string, words: string[], environment?: Record<string, string>): Promise<Ran>;
  /** What titip was called with, a call a line, without `-C <project>`. */
  calls(): string[];
  /** Comments that were posted, the oldest first. */
  comments(): string[];
  /** Lines of shell that the stand-in runs for a command it does not hand to the real program. */
  behave(command: "comment" | "evidence" | "up" | "drift" | "preview", lines: string): void;
  read(name: string): string;
}

export interface Ran {
  code: number;
  text: string;
}

/**
 * Reading and judging is the real program's; what asks a forge or a server is played. `behave` scripts may use $SITE,
 * $HERE (the world's folder) and the command's words.
 */
const STAND_IN = `#!/usr/bin/env bash
set -euo pipefail
HERE=$(dirname "$0") SITE=\${TITIP_SITE:-}
shift 2 # -C <project>
printf '%s\\n' "$*" >>"$HERE/calls"
if [[ -x $HERE/behave-$1 ]]; then . "$HERE/behave-$1"; exit; fi
case $1 in
  comment) cat "$3" >>"$HERE/comments"; printf '\\0' >>"$HERE/comments" ;;
  evidence | up | drift) ;;
  forge) if [[ $* == *--failed* ]]; then cat "\${@: -1}" >"$HERE/issue"; else rm -f "$HERE/issue"; fi ;;
  *) exec "$TITIP_REAL" -C "$TITIP_PROJECT" "$@" ;;
esac
`;

export function aWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), "titip-pipeline-"));
  const forge = join(folder, "forge.git");
  git(folder, "init", "--quiet", "--bare", forge);
  git(folder, "clone", "--quiet", forge, join(folder, "clone"));
  const clone = cloneAt(join(folder, "clone"));
  for (const part of ["datacenter", "sop", "requests", "documents", "pipeline", ".github", ".forgejo"])
    cpSync(join(PROJECT, part), join(clone.folder, part), { recursive: true });
  clone.commit("awal");
  clone.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
  const program = join(folder, "titip");
  writeFileSync(program, STAND_IN);
  chmodSync(program, 0o755);
  mkdirSync(join(folder, "temp"));
  writeFileSync(
    join(folder, "runner.env"),
    [`TITIP_PROGRAM=${program}`, `TITIP_PROJECT="${PROJECT}"`, "PULUMI_CONFIG_PASSPHRASE=lab"]
      .concat(
        `PULUMI_BACKEND_URL=file://${folder}/state`,
        "PULUMI_STACK=lab",
        "# komentar",
        `UJI=$(touch ${folder}/pwned)`,
        "",
      )
      .join("\n"),
  );
  return worldOf(folder, forge, clone);
}

function worldOf(folder: string, forge: string, clone: Clone): World {
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";
  return {
    ...{ folder, forge, clone, read },
    propose: (branch = "usulan") => {
      const commit = clone.commit("usulan");
      clone.git("push", "--quiet", "--force", "origin", `HEAD:refs/heads/${branch}`, "HEAD:refs/pull/7/head");
      return commit;
    },
    run: (script, words, environment = {}) => {
      const scripts = mkdtempSync(join(folder, "main-"));
      git(scripts, "init", "--quiet");
      git(scripts, "fetch", "--quiet", forge, "refs/heads/main");
      git(scripts, "checkout", "--quiet", "FETCH_HEAD", "--", "pipeline");
      return ended(
        spawn(join(scripts, "pipeline", script), words, {
          ...{ cwd: scripts, timeout: 120_000, stdio: ["ignore", "pipe", "pipe"] },
          env: { ...runner(folder, forge), ...environment },
        }),
      );
    },
    calls: () => read("calls").split("\n").filter(Boolean),
    comments: () => read("comments").split("\0").filter(Boolean),
    behave: (command, lines) => {
      const file = join(folder, `behave-${command}`);
      writeFileSync(file, lines);
      appendFileSync(file, "\n");
      chmodSync(file, 0o755);
    },
  };
}

function ended(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ran> {
  let text = "";
  const take = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 137, text }));
  });
}

/** What a runner gives to a job: its own settings stand in a file. */
function runner(folder: string, forge: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    GITHUB_ACTIONS: "true",
    RUNNER_TEMP: join(folder, "temp"),
    TITIP_ENVIRONMENT_FILE: join(folder, "runner.env"),
    TITIP_REAL: join(PROJECT, "bin/titip"),
    TITIP_GIT_URL: `file://${forge}`,
    TITIP_GIT_TOKEN: "rahasia-token",
    TITIP_FORGE_TOKEN: "rahasia-token",
    TITIP_RETRY_SECONDS: "0",
    TITIP_DRIFT_PAUSE_SECONDS: "0",
    TITIP_LANG: "en",
  };
}
