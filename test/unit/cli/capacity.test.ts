import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program";
import { inventoryOfServers, secondServer, secondServerSite } from "../schema/support/placed-server";
import { withSite } from "../schema/support/site-folder";
import { type Recorded, recordedContext } from "./support";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-capacity-"));
  withSite(inventoryOfServers("power", ["time: 12 minutes", "time: 11 minutes"]), (root) =>
    cpSync(root, folder, { recursive: true }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command line as main.ts does. */
async function titip(...argv: string[]): Promise<Recorded & { code: number }> {
  const context = recordedContext(folder, { environment: { PATH: "/usr/bin:/bin" } });
  const program = createProgram("id", () => context);
  await program.command.parseAsync(argv, { from: "user" });
  return { ...context, code: program.exitCode() };
}

/** A request that waits, in a file that is nowhere in the site. */
function draft(watts: string): string {
  const waiting = secondServerSite(["1400 W", watts])[secondServer] ?? "";
  const file = join(folder, "rancangan.yaml");
  writeFileSync(file, waiting.slice(0, waiting.indexOf("  capacity:")));
  return file;
}

describe("titip capacity", () => {
  it("shows gauges of everything, what awaits approval apart, and what is not counted", async () => {
    const { code, printed } = await titip("capacity");
    const text = printed.join("\n");
    expect(code).toBe(0);
    expect(text).toMatch(
      /rak-a {2}feed A saat feed B padam {2}█▓{9}░{10} {2}1\.500 W \/ 2\.944 W \(51 %\) +tersisa 1\.444 W/,
    );
    expect(text).toMatch(/terbatas +alamat +█░+ +1 alamat \/ 99 alamat/);
    expect(text).toMatch(/ups-1 +baterai UPS saat feed B padam.*bertahan 40 menit \(disyaratkan 10\)/);
    expect(text).toContain("datacenter/uplinks.yaml tidak ada: bandwidth internet tidak dihitung.");
    expect(text).not.toContain("\x1b");
  });

  it("is the same as data, with who takes what", async () => {
    const { printed } = await titip("capacity", "--format", "json");
    const { lines, not_counted } = JSON.parse(printed.join("\n"));
    const feed = lines.find(({ key }: { key: string }) => key === "rack/rak-a/feed/A");
    expect(feed).toMatchObject({
      unit: "W",
      capacity: 3680,
      margin: 80,
      usable: 2944,
      used: 100,
      pending: 1400,
      wanted: 0,
      free: 1444,
      parts: [
        { holder: "sakelar", state: "own", amount: 100 },
        { holder: "COL-2026-0001", state: "pending", amount: 1400 },
      ],
    });
    const batteries = lines.find(({ key }: { key: string }) => key === "power/ups/ups-1/runtime");
    expect(batteries.runtime).toEqual({ required_minutes: 10, minutes: 40 });
    expect(not_counted).toHaveLength(1);
  });

  it("tries a request from a file: before, after, the sums; nothing is written", async () => {
    const before = readFileSync(draft("1 kW"), "utf8");
    const { code, printed } = await titip("capacity", "--with", draft("1 kW"));
    const text = printed.join("\n");
    expect(code).toBe(0);
    expect(text).toContain("Seandainya COL-2026-0002 disetujui");
    expect(text).toMatch(/Sebelum\n(?:.*\n)*? rak-a +feed A .*1\.500 W \/ 2\.944 W/);
    expect(text).toMatch(/Sesudah\n(?:.*\n)*? rak-a +feed A .*▒.*2\.500 W \/ 2\.944 W/);
    expect(text).toContain(
      "rak-a: 100 W + 1.400 W (menunggu persetujuan) + 1.000 W = 2.500 W ≤ 2.944 W (batas 80 % dari 3.680 W, feed A saat feed B padam)",
    );
    expect(text).toContain("COL-2026-0002 muat.");
    expect(readFileSync(join(folder, "rancangan.yaml"), "utf8")).toBe(before);
  });

  it("exits with 1 and says what is missing when it does not fit", async () => {
    const { code, printed } = await titip("capacity", "--with", draft("1500 W"));
    expect(code).toBe(1);
    expect(printed.join("\n")).toContain(
      "rak-a: 100 W + 1.400 W (menunggu persetujuan) + 1.500 W = 3.000 W > 2.944 W",
    );
    expect(printed.join("\n")).toContain("COL-2026-0002 TIDAK muat.");
    const json = await titip("capacity", "--with", draft("1500 W"), "--format", "json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.printed.join("\n")).what_if).toMatchObject({
      request: "COL-2026-0002",
      fits: false,
    });
  });

  it("tries a request of the site by its id, with the place that it has", async () => {
    const { code, printed } = await titip("capacity", "--with", "COL-2026-0001", "--format", "json");
    expect(code).toBe(0);
    const answer = JSON.parse(printed.join("\n")).what_if;
    expect(answer).toMatchObject({ fits: true, supposed: false, allocation: { rack: "rak-a", unit: 2 } });
    const feed = answer.lines.find(({ key }: { key: string }) => key === "rack/rak-a/feed/A");
    expect(feed).toMatchObject({ used: 100, pending: 0, wanted: 1400 });
  });

  it("tells an unknown id and a file that is no request", async () => {
    await expect(titip("capacity", "--with", "COL-2026-0099")).rejects.toMatchObject({ exitCode: 2 });
    writeFileSync(join(folder, "x.yaml"), "a: 1\n");
    await expect(titip("capacity", "--with", join(folder, "x.yaml"))).rejects.toMatchObject({ exitCode: 2 });
  });

  it("tells what of the inventory cannot be read, and counts the rest", async () => {
    writeFileSync(join(folder, "datacenter/power.yaml"), "power: { feeds: 3 }\n");
    const { noted, printed } = await titip("capacity");
    expect(noted.join("\n")).toContain("datacenter/power.yaml");
    expect(printed.join("\n")).toContain("listrik dan pendinginan tidak dihitung");
  });
});

describe("titip assess for a server", () => {
  const waiting = "requests/colocation/COL-2026-0002.yaml";
  const read = () => readFileSync(join(folder, waiting), "utf8");
  const enter = (watts: string) => writeFileSync(join(folder, waiting), readFileSync(draft(watts)));

  it("gives it rack, unit, feeds, port and addresses, and says so", async () => {
    enter("1 kW");
    const { code, printed } = await titip("assess", "COL-2026-0002", "--offline", "--date", "2026-11-10");
    expect(code).toBe(0);
    expect(printed.join("\n")).toContain(
      "rak rak-a U4 (sisi depan), feed A + B, switch sw-a port gi0/2, VLAN 40\n  jaringan rak, alamat 10.20.40.11, gateway 10.20.40.1",
    );
    expect(read()).toContain("available: true");
    expect((await titip("check")).code).toBe(0);
    expect((await titip("assess", "COL-2026-0002", "--offline")).printed.join("\n")).toContain(
      "tidak diubah",
    );
  });

  it("refuses it over capacity with the sum, and records the refusal when told to: the process ends", async () => {
    enter("1500 W");
    const before = read();
    await expect(titip("assess", "COL-2026-0002", "--offline")).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(
        "3,000 W > 2,944 W (limit: 80 % of 3,680 W, feed A with feed B failed)",
      ),
    });
    expect(read()).toBe(before);
    const day = ["--date", "2026-11-10T12:30:00+07:00"];
    const { code } = await titip("assess", "COL-2026-0002", "--offline", "--infeasible", ...day);
    expect(code).toBe(0);
    expect(read()).toContain("available: false");
    expect(read()).toContain("3.000 W > 2.944 W");
    expect((await titip("check")).code).toBe(0);
  });

  it("nobody approves the younger of two that are too much together, before it was assessed again", async () => {
    const both = secondServerSite(["1400 W", "1500 W"])[secondServer] ?? "";
    writeFileSync(join(folder, waiting), both);
    const form = ["--date", "2026-11-10T12:30:00+07:00", "--by", "dinkes", "--recorded-by", "staf-dc"];
    expect((await titip("step", "COL-2026-0002", "form", ...form)).code).toBe(0);
    const day = ["--date", "2026-11-10T12:40:00+07:00", "--by", "kabid-aplikasi"];
    await expect(
      titip("step", "COL-2026-0002", "approval", "--set", "result=approved", ...day),
    ).rejects.toThrow("rak-a: 100 W + 1,400 W (awaiting approval) + 1,500 W = 3,000 W > 2,944 W");
    const first = "requests/colocation/COL-2026-0001.yaml";
    expect((await titip("step", "COL-2026-0001", "form", ...form)).code).toBe(0);
    await titip("step", "COL-2026-0001", "approval", "--set", "result=approved", ...day);
    expect(readFileSync(join(folder, first), "utf8")).toContain("result: approved");
  });
});
