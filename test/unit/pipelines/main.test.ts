import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { git, PROJECT } from "../git/support";
import { aWorld, BUILT, type World } from "./world";

const FILE = "requests/hosting/HST-2026-0008.yaml";

/** Somebody's merge into main. @returns its commit */
function merge({ clone }: World, path = FILE, text = "# digabung\n"): string {
  clone.git("fetch", "--quiet", "origin", "main");
  clone.git("reset", "--quiet", "--hard", "FETCH_HEAD");
  const before = path === FILE ? git(clone.folder, "show", `HEAD:${path}`) : "";
  clone.write(path, `${before}\n${text}`);
  const commit = clone.commit("Merge pull request");
  clone.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
  return commit;
}

/** A file as main has it on the forge. */
function onMain({ forge }: World, path: string): string {
  return git(forge, "show", `main:${path}`);
}

function subjects({ forge }: World, format = "%an|%s"): string[] {
  return git(forge, "log", "--first-parent", `--format=${format}`, "main").split("\n");
}

const RECORDS = `echo "# dibuat titip" >>"$SITE/${FILE}"`;

// Needs `npm run build`, which `make test` does first.
describe.skipIf(!BUILT)("the pipeline on main", () => {
  it("takes evidence, applies only what is approved, pushes what it recorded, and starts no pipeline by that", async () => {
    const world = aWorld();
    const merged = merge(world);
    world.behave("up", RECORDS);
    const { code, text } = await world.run("main.sh", []);
    expect({ code, text }).toMatchObject({ code: 0 });
    const deeds = world.calls().filter((call) => /^(evidence|up|forge)/.test(call));
    expect(deeds).toEqual([
      `evidence forge --commit ${merged}`,
      "up --approved --yes --record --wait 30m",
      "forge follow-up --fixed",
    ]);
    expect(onMain(world, FILE)).toMatch(/# digabung\n# dibuat titip$/);
    expect(subjects(world)[0]).toBe(`titip|titip: catatan mesin untuk ${merged.slice(0, 12)} [skip ci]`);
    expect(text).not.toContain("rahasia-token");
    expect(readdirSync(join(world.folder, "temp"))).toEqual([]);
  });

  it("applies the tip, whatever run was dropped from the queue, and nothing twice", async () => {
    const world = aWorld();
    const [first, second] = [merge(world, FILE, "# satu\n"), merge(world, FILE, "# dua\n")];
    world.behave("up", `cp "$SITE/${FILE}" "$HERE/applied"; grep -q dibuat "$SITE/${FILE}" || ${RECORDS}`);
    expect((await world.run("main.sh", [])).code).toBe(0);
    expect(world.read("applied")).toMatch(/# satu\n\n?# dua/);
    const asked = world.calls().filter((call) => call.startsWith("evidence"));
    expect(asked.slice(-2)).toEqual([
      `evidence forge --commit ${first}`,
      `evidence forge --commit ${second}`,
    ]);
    const tip = git(world.forge, "rev-parse", "main");
    expect((await world.run("main.sh", [])).code).toBe(0);
    expect(git(world.forge, "rev-parse", "main")).toBe(tip);
  });

  it("commits evidence before it applies, so that what it permits is on main", async () => {
    const world = aWorld();
    merge(world);
    world.behave("evidence", 'mkdir -p "$SITE/evidence/A"; echo "{}" >"$SITE/evidence/A/decision.json"');
    world.behave("up", 'git -C "$SITE" show HEAD:evidence/A/decision.json >"$HERE/committed"');
    const { code, text } = await world.run("main.sh", []);
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(world.read("committed")).toBe("{}\n");
  });

  it("puts its commit onto what was pushed while it ran", async () => {
    const world = aWorld();
    merge(world);
    const push = `git -C "$HERE/clone" -c user.name=a -c user.email=a@b.invalid commit -q --allow-empty -m "sela" && git -C "$HERE/clone" push -q origin HEAD:main`;
    world.behave("up", `${push}\n${RECORDS}`);
    const { code, text } = await world.run("main.sh", []);
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(subjects(world, "%s").slice(0, 2)).toEqual([expect.stringMatching(/^titip: catatan/), "sela"]);
    expect(onMain(world, FILE)).toContain("# dibuat titip");
  });

  it("loses nothing of two runs at the same time", async () => {
    const world = aWorld();
    merge(world);
    world.behave("up", 'mkdir -p "$SITE/records"; sleep 1; echo "a: 1" >"$SITE/records/$$.yaml"');
    const ran = await Promise.all([world.run("main.sh", []), world.run("main.sh", [])]);
    expect(ran.map(({ code }) => code)).toEqual([0, 0]);
    expect(git(world.forge, "ls-tree", "--name-only", "main", "records/").split("\n")).toHaveLength(2);
  });

  it("takes the evidence of what was merged while it took evidence, before it applies", async () => {
    const world = aWorld();
    merge(world);
    const once = 'mkdir "$HERE/once" 2>/dev/null || exit 0';
    const push = `echo "# sela" >>"$HERE/clone/${FILE}"; git -C "$HERE/clone" -c user.name=a -c user.email=a@b.invalid commit -qam "sela"; git -C "$HERE/clone" push -q origin HEAD:main`;
    world.behave(
      "evidence",
      `${once}\nmkdir -p "$SITE/evidence/A"; echo "{}" >"$SITE/evidence/A/decision.json"\n${push}`,
    );
    expect((await world.run("main.sh", [])).code).toBe(0);
    const between = git(world.clone.folder, "rev-parse", "HEAD");
    const calls = world.calls();
    const asked = calls.indexOf(`evidence forge --commit ${between}`);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(calls.findIndex((call) => call.startsWith("up ")));
  });

  it("opens an issue with the end of the log when it fails, and closes it when it goes through", async () => {
    const world = aWorld();
    merge(world);
    world.behave("up", `${RECORDS}; echo "web1: tidak menjawab"; exit 1`);
    expect((await world.run("main.sh", [])).code).toBe(1);
    expect(world.read("issue")).toContain("web1: tidak menjawab");
    expect(onMain(world, FILE)).toContain("# dibuat titip"); // what was made was made
    world.behave("up", "true");
    expect((await world.run("main.sh", [])).code).toBe(0);
    expect(world.calls().at(-1)).toBe("forge follow-up --fixed");
    expect(world.read("issue")).toBe("");
  });

  it("applies what is proven already where the forge does not answer, and says that it failed", async () => {
    const world = aWorld();
    merge(world);
    world.behave("evidence", 'echo "forge: 503"; exit 1');
    expect((await world.run("main.sh", [])).code).toBe(1);
    expect(world.calls().some((call) => call.startsWith("up --approved"))).toBe(true);
    expect(world.read("issue")).toContain("forge: 503");
  });

  it("applies nothing of a main that does not pass its check", async () => {
    const world = aWorld();
    merge(world, "requests/hosting/HST-2026-0099.yaml", "kind: hosting\n");
    expect((await world.run("main.sh", [])).code).toBe(1);
    expect(world.calls().filter((call) => /^(up|evidence)/.test(call))).toEqual([]);
    expect(world.read("issue")).toContain("HST-2026-0099");
  });

  it("says that its key may not push, and leaves main as it is", async () => {
    const world = aWorld();
    const merged = merge(world);
    world.behave("up", RECORDS);
    const { code } = await world.run("main.sh", [], { TITIP_PUSH_URL: "file:///nowhere.git" });
    expect(code).toBe(1);
    expect(world.read("issue")).toContain("may its key push there?");
    expect(git(world.forge, "rev-parse", "main")).toBe(merged);
  });
});

describe.skipIf(!BUILT)("a runner's programs", () => {
  /** A runner with git and a npm that only says what it was asked for; its file names no titip. */
  function bareRunner(world: World): Record<string, string> {
    const settings = join(world.folder, "bare.env");
    writeFileSync(
      settings,
      `PULUMI_BACKEND_URL=file://${world.folder}/state\nPULUMI_CONFIG_PASSPHRASE=lab\n`,
    );
    mkdirSync(join(world.folder, "bin"));
    writeFileSync(join(world.folder, "bin/npm"), `#!/bin/sh\necho "$*" >>"${world.folder}/npm"\n`, {
      mode: 0o755,
    });
    const PATH = `${join(world.folder, "bin")}:${dirname(process.execPath)}:/usr/bin:/bin`;
    return { TITIP_ENVIRONMENT_FILE: settings, PATH, TITIP_PROJECT: PROJECT };
  }

  it("are main's own, built, where none is installed", async () => {
    const world = aWorld();
    world.clone.write("Pulumi.yaml", "name: titip\n");
    world.clone.write("package.json", "{}\n");
    world.clone.write("bin/titip", `#!/bin/sh\nexec "${world.folder}/titip" "$@"\n`);
    world.clone.executable("bin/titip");
    world.clone.commit("program");
    world.clone.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
    const { code, text } = await world.run("main.sh", [], bareRunner(world));
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(world.read("npm")).toBe("ci --no-audit --no-fund --no-progress\nrun --silent build\n");
    expect(world.calls().some((call) => call.startsWith("up --approved"))).toBe(true);
  });

  it("are asked for by name where main has none", async () => {
    const world = aWorld();
    const runner = bareRunner(world);
    const { code, text } = await world.run("main.sh", [], runner);
    expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining("TITIP_PROGRAM") });
    const { text: words } = await world.run("main.sh", [], { ...runner, TITIP_PROJECT: "" });
    expect(words).toContain("TITIP_PROJECT");
  });

  it("read settings as data: nothing in the file is run", async () => {
    const world = aWorld();
    world.behave("drift", 'echo "sama" >"$3"');
    expect((await world.run("nightly.sh", [])).code).toBe(0);
    expect(readdirSync(world.folder)).not.toContain("pwned");
  });
});

describe.skipIf(!BUILT)("the pipeline at night", () => {
  const drifted = 'echo "web1: sites/a.conf" >"$3"; exit 1';

  it("opens an issue about drift and closes it again, and changes no server", async () => {
    const world = aWorld();
    world.behave("drift", drifted);
    expect((await world.run("nightly.sh", [])).code).toBe(1);
    expect(world.calls().find((call) => call.includes("--about drift"))).toMatch(/--failed/);
    world.behave("drift", 'echo "sama" >"$3"');
    expect((await world.run("nightly.sh", [])).code).toBe(0);
    expect(
      world
        .calls()
        .filter((call) => call.includes("--about drift"))
        .at(-1),
    ).toMatch(/--fixed/);
    expect(world.calls().filter((call) => /^(up|refresh|destroy)/.test(call))).toEqual([]);
  });

  it("tries again while somebody works on the stack", async () => {
    const world = aWorld();
    const busy = `mkdir "$HERE/once" 2>/dev/null && { echo "dipakai" >&2; exit 1; }\necho sama >"$3"`;
    world.behave("drift", busy);
    expect((await world.run("nightly.sh", [])).code).toBe(0);
    expect(world.calls().filter((call) => call.startsWith("drift"))).toHaveLength(2);
  });

  it("tells what is due in an issue of its own", async () => {
    const world = aWorld();
    world.behave("drift", 'echo "sama" >"$3"');
    expect((await world.run("nightly.sh", [], { TITIP_DUE_DAYS: "9000" })).code).toBe(0);
    expect(world.calls().at(-1)).toMatch(/--about due --failed/);
    expect(world.read("issue")).toContain("HST-2026-0008");
  });
});
