import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aWorld, BUILT, type World } from "./world";

const ID = "HST-2026-0008";
const FILE = `requests/hosting/${ID}.yaml`;

function edit({ clone }: World, path: string, change: (text: string) => string): void {
  clone.write(path, change(readFileSync(join(clone.folder, path), "utf8")));
}

/** A request is edited; everything about it is in order. */
function ordinary(world: World): string {
  edit(
    world,
    FILE,
    (text) => `${text}# diubah
`,
  );
  return world.propose();
}

/** A plan without the seconds that a real one takes. */
const PLANNED = 'echo "## Rencana" >"$3"';

function pull(head: string, more: Record<string, string> = {}): Record<string, string> {
  return { TITIP_PULL: "7", TITIP_HEAD: head, TITIP_AUTHOR: "dinkes-it", ...more };
}

// Needs `npm run build`, which `make test` does first.
describe.skipIf(!BUILT)("the pipeline on a pull request", () => {
  it("checks, plans and tells it in one comment, with nothing of the forge's or a server's changed", async () => {
    const world = aWorld();
    const head = ordinary(world);
    const { code, text } = await world.run("pull-request.sh", ["preview"], pull(head));
    expect(text).toContain(ID);
    expect(code).toBe(0);
    const [comment, ...others] = world.comments();
    expect(comment).toMatch(/sha256:|[0-9a-f]{64}/);
    expect(comment).toContain(ID);
    expect(others).toEqual([]);
    expect(world.calls().filter((call) => /^(up|refresh|destroy|evidence|forge)/.test(call))).toEqual([]);
    expect(text).not.toContain("rahasia-token");
    expect(readdirSync(join(world.folder, "temp"))).toEqual([]);
  });

  it("runs nothing of a branch that changes scripts, workflow and packages, and says what it may not touch", async () => {
    const world = aWorld();
    const pwn = `touch '${world.folder}/pwned'\n`;
    for (const script of ["common.sh", "pull-request.sh"])
      edit(world, `pipeline/${script}`, (text) => text.replace("set -euo pipefail", pwn));
    edit(world, ".github/workflows/titip.yml", (text) => text.replace("set -euo", pwn));
    world.clone.write("package.json", JSON.stringify({ scripts: { preinstall: pwn, build: pwn } }));
    world.clone.write("bin/titip", `#!/bin/sh\n${pwn}`);
    world.clone.executable("bin/titip");
    const { code } = await world.run("pull-request.sh", ["preview"], pull(world.propose()));
    expect(code).toBe(1);
    expect(existsSync(join(world.folder, "pwned"))).toBe(false);
    const [comment] = world.comments();
    for (const rule of ["workflow-change", "code-change"]) expect(comment).toContain(rule);
    for (const file of ["pipeline/common.sh", ".github/workflows/titip.yml", "package.json"])
      expect(comment).toContain(file.replace(/_/g, "&#95;"));
    expect(world.calls().some((call) => call.startsWith("preview"))).toBe(false);
  });

  it("writes no link, and no name with a line break, to disk or to the log", async () => {
    const world = aWorld();
    world.clone.link("requests/hosting/HST-2026-0099.yaml", "/etc/passwd");
    const linked = await world.run("pull-request.sh", ["preview"], pull(world.propose()));
    expect(linked.code).toBe(1);
    expect(world.comments().at(-1)).toContain("symbolic-link");
    world.clone.remove("requests/hosting/HST-2026-0099.yaml");
    world.clone.write("requests/hosting/a\n::error::pwned\n.yaml", "x");
    const broken = await world.run("pull-request.sh", ["preview"], pull(world.propose()));
    expect(broken.code).toBe(1);
    expect(world.comments().at(-1)).toContain("name-newline");
    expect(`${broken.text}${world.comments().join()}`).not.toMatch(/^::error::pwned/m);
  });

  it("takes no branch name for words of a command", async () => {
    const world = aWorld();
    edit(world, FILE, (text) => `${text}# diubah\n`);
    // Git refuses blanks and line feeds in names of branches itself.
    const name = "x';touch$IFS'pwned';'\"$(touch$IFS'pwned')`touch$IFS'pwned'`";
    const head = world.propose(name);
    world.behave("preview", PLANNED);
    const given = pull(head, { GITHUB_HEAD_REF: name, CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: name });
    expect((await world.run("pull-request.sh", ["preview"], given)).code).toBe(0);
    expect(readdirSync(world.folder).concat(readdirSync(join(world.folder, "temp")))).not.toContain("pwned");
  });

  it.each([
    ["TITIP_PULL", "7;touch pwned"],
    ["TITIP_PULL", "$(touch pwned)"],
    ["TITIP_PULL", "-7"],
    ["TITIP_HEAD", "--upload-pack=touch pwned"],
    ["TITIP_HEAD", "main"],
    ["TITIP_PULL_REF", "refs/heads/main"],
    ["TITIP_AUTHOR", "--head=evil"],
    ["TITIP_AUTHOR", ""],
  ])("refuses %s=%s, and calls nothing with it", async (name, value) => {
    const world = aWorld();
    const { code, text } = await world.run(
      "pull-request.sh",
      ["preview"],
      pull(ordinary(world), { [name]: value }),
    );
    expect({ code, calls: world.calls() }).toEqual({ code: 2, calls: [] });
    expect(text).toContain(name);
  });

  it("judges no commit by another: whoever pushes again meanwhile waits for the newer run", async () => {
    const world = aWorld();
    const old = ordinary(world);
    edit(world, FILE, (text) => `${text}# lagi\n`);
    world.propose();
    const { code, text } = await world.run("pull-request.sh", ["preview"], pull(old));
    expect(code).toBe(2);
    expect(text).toContain("moved on");
    expect(world.comments()).toEqual([]);
  });

  it("says what is wrong first, where the site does not pass its check", async () => {
    const world = aWorld();
    edit(world, FILE, (text) => text.replace(/agency: \w+/, "agency: tidak-ada"));
    const { code, text } = await world.run("pull-request.sh", ["preview"], pull(world.propose()));
    expect(code).toBe(1);
    expect(world.comments()).toHaveLength(1);
    expect(world.comments()[0]).toMatch(/^> \[!CAUTION\]\n> Perubahan ini belum lolos/);
    expect(text).toMatch(/^::error file=requests\/hosting\/HST-2026-0008\.yaml/m);
  });

  it("puts a notice in the place of an older plan, where none can be made", async () => {
    const world = aWorld();
    const head = ordinary(world);
    world.behave("preview", 'echo "## Rencana: semua baik" >"$3"; exit 1');
    expect((await world.run("pull-request.sh", ["preview"], pull(head))).code).toBe(1);
    expect(world.comments()).toEqual([
      expect.stringContaining(`> [!CAUTION]\n> Rencana tidak dapat dibuat (kode 1). Commit \`${head}\``),
    ]);
    expect(world.comments()[0]).not.toContain("semua baik");
  });

  it("fails where the comment cannot be posted: an older one may still stand there", async () => {
    const world = aWorld();
    const head = ordinary(world);
    world.behave("preview", PLANNED);
    world.behave("comment", 'echo "forge: 503" >&2; exit 1');
    const { code, text } = await world.run("pull-request.sh", ["preview"], pull(head));
    expect({ code, text }).toMatchObject({ code: 1, text: expect.stringContaining("could not be posted") });
  });

  it("lets no line of a run be a command to the runner", async () => {
    const world = aWorld();
    const head = ordinary(world);
    world.behave("preview", 'echo "::add-path::/tmp/evil"; echo "## Rencana" >"$3"');
    const { text } = await world.run("pull-request.sh", ["preview"], pull(head));
    const lines = text.split("\n");
    const evil = lines.indexOf("::add-path::/tmp/evil");
    const before = lines.slice(0, evil).filter((line) => /^::(stop-commands::)?[0-9a-f]{32}/.test(line));
    expect(before.at(-1)).toMatch(/^::stop-commands::[0-9a-f]{32}$/);
  });

  it("plans the merge: what main has taken in since is not planned to go", async () => {
    const world = aWorld();
    const start = world.clone.git("rev-parse", "HEAD");
    world.clone.write("requests/hosting/HST-2026-0077.yaml", "dari main\n");
    world.clone.commit("main maju");
    world.clone.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
    world.clone.git("reset", "--quiet", "--hard", start);
    const head = ordinary(world);
    world.behave("preview", 'cp -r "$SITE/requests" "$HERE/seen"; echo "## Rencana" >"$3"');
    await world.run("pull-request.sh", ["preview"], pull(head));
    expect(readdirSync(join(world.folder, "seen/hosting"))).toContain("HST-2026-0077.yaml");
    expect(world.read(`seen/hosting/${ID}.yaml`)).toContain("# diubah");
  });

  it("says who must update the branch, where main has changed the same lines", async () => {
    const world = aWorld();
    const start = world.clone.git("rev-parse", "HEAD");
    edit(world, FILE, (text) => `${text}# dari main\n`);
    world.clone.commit("main maju");
    world.clone.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
    world.clone.git("reset", "--quiet", "--hard", start);
    expect((await world.run("pull-request.sh", ["preview"], pull(ordinary(world)))).code).toBe(1);
    expect(world.comments()).toEqual([expect.stringContaining("merge-conflict")]);
  });

  it("asks the forge who has approved, and passes on that one is missing", async () => {
    const world = aWorld();
    const head = ordinary(world);
    expect((await world.run("pull-request.sh", ["approvals"], pull(head))).code).toBe(0);
    expect(world.calls().at(-1)).toBe("evidence forge --pull 7 --check");
    world.behave("evidence", "exit 1");
    expect((await world.run("pull-request.sh", ["approvals"], pull(head))).code).toBe(1);
    expect(world.comments()).toEqual([]);
  });

  it("knows GitLab's words for the same", async () => {
    const world = aWorld();
    const head = ordinary(world);
    world.clone.git("push", "--quiet", "origin", `${head}:refs/merge-requests/7/head`);
    world.behave("preview", PLANNED);
    const given = {
      GITHUB_ACTIONS: "",
      CI_MERGE_REQUEST_IID: "7",
      CI_COMMIT_SHA: head,
      GITLAB_USER_LOGIN: "a",
    };
    const ran = await world.run("gitlab.sh", ["pipeline/pull-request.sh", "preview"], given);
    expect({ ...ran, comments: world.comments().length }).toMatchObject({ code: 0, comments: 1 });
    expect(ran.text).not.toContain("::");
  });

  it("refuses to run where the state would be thrown away with the job", async () => {
    const world = aWorld();
    const head = ordinary(world);
    world.behave("preview", "exit 1");
    for (const address of ["", "file://./state", "file://state"]) {
      const given = pull(head, { TITIP_ENVIRONMENT_FILE: "/dev/null", PULUMI_BACKEND_URL: address });
      const { code, text } = await world.run("pull-request.sh", ["preview"], given);
      expect({ code, calls: world.calls() }).toEqual({ code: 2, calls: [] });
      expect(text).toContain("PULUMI_BACKEND_URL");
    }
  });
});
