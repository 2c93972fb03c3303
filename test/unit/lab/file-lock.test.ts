import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { withFileLock } from "../../../lab/file-lock";

const folder = mkdtempSync(join(tmpdir(), "titip-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.runIf(process.platform === "linux")("withFileLock", () => {
  it.each([false, true])("lets one in at a time (file removed while held: %s)", async (remove) => {
    const file = join(folder, "new", `${remove}.lock`);
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await sleep(15);
      if (remove) rmSync(file);
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(file, work)));
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(!remove);
  });

  it("is free again after a failure, which it passes on", async () => {
    const file = join(folder, "failing.lock");
    await expect(withFileLock(file, () => Promise.reject(new Error("oops")))).rejects.toThrow("oops");
    expect(await withFileLock(file, async () => "fine")).toBe("fine");
  });
});
