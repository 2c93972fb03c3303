import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSite } from "../../../src/schema/load-site";
import { edited, firstRequest, withSite } from "../schema/support/site-folder";
import { expectGithub, expectInertLines } from "./oracles";
import { expectProblems } from "./pipeline";

const FOLDER = "requests/hosting";
const good = edited(firstRequest);

/** What is said of a site after something was done to its folder: rule and place of each problem. */
function problemsOf(change: (root: string) => void): string[] {
  return withSite({}, (root) => {
    change(root);
    const { problems } = loadSite(root);
    expectProblems(problems, root);
    return problems.map(({ rule, file }) => `${rule} ${file}`);
  });
}

describe("what is no file, or leads elsewhere", () => {
  const request = (root: string, name = "HST-2026-0009.yaml") => join(root, FOLDER, name);
  test.each<[string, (root: string) => void, string]>([
    [
      "a link to a file",
      (root) => symlinkSync("/etc/passwd", request(root)),
      `symbolic-link ${FOLDER}/HST-2026-0009.yaml`,
    ],
    [
      "a link to a folder",
      (root) => symlinkSync("/etc", request(root)),
      `symbolic-link ${FOLDER}/HST-2026-0009.yaml`,
    ],
    [
      "a link to itself",
      (root) => symlinkSync("HST-2026-0009.yaml", request(root)),
      `symbolic-link ${FOLDER}/HST-2026-0009.yaml`,
    ],
    [
      "a link to nothing",
      (root) => symlinkSync("nowhere", request(root)),
      `symbolic-link ${FOLDER}/HST-2026-0009.yaml`,
    ],
    [
      "a folder named like a file",
      (root) => mkdirSync(request(root)),
      `stray-file ${FOLDER}/HST-2026-0009.yaml`,
    ],
    ["a pipe", (root) => execFileSync("mkfifo", [request(root)]), `stray-file ${FOLDER}/HST-2026-0009.yaml`],
  ])("%s is named", (_title, change, expected) => {
    expect(problemsOf(change)).toEqual([expected]);
  });

  test.each(["datacenter", "sop", "requests", FOLDER])("the folder %s may not be a link", (folder) => {
    const found = problemsOf((root) => {
      renameSync(join(root, folder), join(root, "elsewhere"));
      symlinkSync(join(root, "elsewhere"), join(root, folder));
    });
    expect(found).toContain(`symbolic-link ${folder}`);
    expect(found.filter((one) => one === `symbolic-link ${folder}`)).toHaveLength(1);
  });

  test("a pipe in the inventory is not waited for", () => {
    const found = problemsOf((root) => {
      rmSync(join(root, "datacenter/zones.yaml"));
      execFileSync("mkfifo", [join(root, "datacenter/zones.yaml")]);
    });
    expect(found).toContain("unreadable-file datacenter/zones.yaml");
  });

  test("a folder in the inventory", () => {
    const found = problemsOf((root) => {
      rmSync(join(root, "datacenter/zones.yaml"));
      mkdirSync(join(root, "datacenter/zones.yaml"));
    });
    expect(found).toContain("unreadable-file datacenter/zones.yaml");
  });

  // Otherwise every request would look as if it had been taken away, and every site would go.
  test.each(["requests", FOLDER])("a file where the folder %s should be is no empty folder", (folder) => {
    const found = problemsOf((root) => {
      rmSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder), "");
    });
    expect(found.length).toBeGreaterThan(0);
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be listed is no empty folder", () => {
    const found = problemsOf((root) => chmodSync(join(root, FOLDER), 0));
    expect(found).toContain(`unreadable-file ${FOLDER}`);
  });
});

test.each([
  ["a newline", "HST-2026-0009\n.yaml"],
  ["a command to the runner", "a\n::add-mask::x.yaml"],
  ["an escape sequence", "\u001b[2JHST-2026-0009.yaml"],
  ["a mark of direction", "HST-2026-0009\u202elmay.yaml"],
  ["bytes that are no UTF-8", Buffer.from([0x48, 0xff, 0xfe, 0x2e, 0x79, 0x61, 0x6d, 0x6c])],
])("a file's name with %s is refused before the file is read", (_title, name) => {
  const found = problemsOf((root) => {
    writeFileSync(Buffer.concat([Buffer.from(`${join(root, FOLDER)}/`), Buffer.from(name)]), good);
  });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^file-name requests\/hosting\//);
});

test.each([
  "-rf.yaml",
  "--help.yaml",
  "'a'.yaml",
  '".yaml',
  "$(touch x).yaml",
  "a b.yaml",
  "%0a::error::.yaml",
  "é.yaml",
])("a file named %s is not what its id says", (name) => {
  expect(problemsOf((root) => writeFileSync(join(root, FOLDER, name), good))).toContain(
    `file-name ${FOLDER}/${name}`,
  );
});

test("a pattern that would run for ever is given up and named", () => {
  const start = performance.now();
  const zones = edited("datacenter/zones.yaml", [/pattern: "[^"]*"/, 'pattern: "^(([a-z])+)+$"']);
  const long = edited(firstRequest, ["subdomain: simpus", `subdomain: ${"a".repeat(40)}0`]);
  const found = withSite({ "datacenter/zones.yaml": zones, [firstRequest]: long }, loadSite).problems;
  expect(found.map(({ rule, file }) => `${rule} ${file}`)).toContain("subdomain-legal datacenter/zones.yaml");
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("ten megabytes, and three thousand files, are refused in good time", () => {
  const start = performance.now();
  const found = problemsOf((root) => {
    writeFileSync(join(root, FOLDER, "HST-2026-0009.yaml"), `# ${"x".repeat(10 * 1024 * 1024)}`);
    for (let i = 0; i < 3_000; i++) writeFileSync(join(root, FOLDER, `x${i}.yml`), "");
  });
  expect(found.filter((one) => one.startsWith("stray-file"))).toHaveLength(3_000);
  expect(found).toContain(`file-size ${FOLDER}/HST-2026-0009.yaml`);
  expect(performance.now() - start).toBeLessThan(20_000);
});

const PROGRAM = join(__dirname, "../../../bin/titip");
const BUILT = existsSync(join(__dirname, "../../../dist/src/cli/main.js"));

test.skipIf(!BUILT)("the program itself says all of that, harmless in every form, and ends", () => {
  withSite(
    { "requests/hosting/HST-2026-0003.yaml": "a: &a [*a]\n", [firstRequest]: `${good}\n# \u001b[2J\n` },
    (root) => {
      writeFileSync(join(root, FOLDER, "x\n::add-mask::y\u001b[2J\u202e.yaml"), "x");
      execFileSync("mkfifo", [join(root, FOLDER, "pipe.yaml")]);
      symlinkSync("/etc/shadow", join(root, FOLDER, "HST-2026-0004.yaml"));
      for (const format of ["text", "json", "github"]) {
        const { status, stdout, stderr } = spawnSync(PROGRAM, ["-C", root, "check", "--format", format], {
          encoding: "utf8",
          timeout: 20_000,
          env: { PATH: process.env.PATH },
        });
        expect([format, status, stderr]).toEqual([format, 1, ""]);
        if (format === "github") expectGithub(stdout, stdout.trimEnd().split("\n").length);
        else expectInertLines(stdout);
      }
      const { status, stderr } = spawnSync(PROGRAM, ["-C", root, "check", "\u001b[2J\u202ex"], {
        encoding: "utf8",
      });
      expect(status).toBe(2);
      expectInertLines(stderr);
    },
  );
});
