// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what others would fill in
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const SCRIPT = join(__dirname, "../../../scripts/check-commands.mjs");

/** Lines of a file in which the script finds something. */
function linesFound(lines: readonly string[]): number[] {
  const folder = mkdtempSync(join(tmpdir(), "titip-commands-"));
  try {
    writeFileSync(join(folder, "x.ts"), lines.join("\n"));
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: "utf8" });
    const found = [...stderr.matchAll(/x\.ts:(\d+):/g)].map((match) => Number(match[1]));
    expect(status).toBe(found.length > 0 ? 1 : 0);
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("what is joined into a command is found, each on its line", () => {
  const bad = [
    "exec(`ls ${folder}`);",
    'execSync("ls " + folder);',
    "connection.exec(`sudo ${verb}`, done);",
    'ssh.execCommand(["ls", folder].join(" "));',
    "spawn(`${bin}/x`, []);",
    "spawn(program, words, { shell: true });",
    'execFile("sh", ["-c", `ls ${folder}`]);',
    'runCommand(["sh", "-c", "ls " + folder]);',
    "labExec(lab, host, ['node', '-e', `x(${id})`]);",
    "const line = `ls ${folder}`; exec(line);",
    'const argv = ["bash", "-c", flag ? "true" : `ls ${folder}`];',
    "child.spawnSync('a' + name);",
    "eval(text);",
    "new Function(text)();",
    "exec('ls X'.replace('X', folder));",
  ];
  expect(linesFound(bad)).toEqual(bad.map((_, index) => index + 1));
});

test("constants, lists of arguments and regular expressions are left alone", () => {
  const good = [
    'const COMMAND = "sudo -n /usr/local/sbin/titip-host serve";',
    "connection.exec(COMMAND, done);",
    "spawn(process.execPath, [script, `--id=${id}`]);",
    'execFile("git", ["-C", folder, ...words]);',
    "/a(b)/.exec(`x ${y}`);",
    "new RegExp(text).exec(`x ${y}`);",
    "const PATTERN = /x/; PATTERN.exec(a + b);",
    'runCommand(["sh", "-c", "exit 1"]);',
    "spawn(join(folder, name), []);",
    "spawn(program, [], { shell: false });",
    'const KEEPER = ["cat", "kill $child"].join("\\n"); spawn("/bin/sh", ["-c", KEEPER, ...words]);',
  ];
  expect(linesFound(good)).toEqual([]);
});

test("this repository's own program and lab hold none", () => {
  const root = join(__dirname, "../../..");
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
