import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readLivingProcess } from "../../../lab/process-identity";

const folder = mkdtempSync(join(tmpdir(), "titip-identity-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const file = join(folder, "pid");
  writeFileSync(file, text);
  return file;
}

function startTime(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

describe.runIf(process.platform === "linux")("readLivingProcess", () => {
  it("knows a process by number and start time", async () => {
    const child = spawn("sleep", ["60"], { stdio: "ignore" });
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    const text = `${pid} ${startTime(pid)}\n`;
    expect(readLivingProcess(fileWith(text))).toEqual({ pid, startTime: startTime(pid) });

    child.kill("SIGKILL");
    await once(child, "exit");
    expect(readLivingProcess(fileWith(text))).toBeUndefined();
  });

  it("never takes a process for one that had its number before", () => {
    expect(readLivingProcess(fileWith(`${process.pid} 1`))).toBeUndefined();
  });

  it.each(["", "\n", "x", "0 0", "-1 5"])("finds none in %j", (text) => {
    expect(readLivingProcess(fileWith(text))).toBeUndefined();
  });

  it("finds none where there is no file", () => {
    expect(readLivingProcess(join(folder, "missing"))).toBeUndefined();
  });
});
