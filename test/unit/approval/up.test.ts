import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFolder } from "../../../src/approval/read-side";
import { planSite } from "../../../src/plan/plan-site";
import { recordOf } from "../plan/a-record";
import { type ApprovalDesk, openApprovalDesk, POLICY } from "./desk";

const NOW = "2026-11-24T09:00:00+07:00";
const CHANGED = "requests/hosting/HST-2026-0007.yaml";
const STRICT = POLICY.replace(" }\n", ", limits: { changes: { most: 0 } } }\n");

let desk: ApprovalDesk;
let record: ReturnType<typeof recordOf>;
beforeEach(() => {
  desk = openApprovalDesk();
  desk.at(NOW);
  desk.write("datacenter/approvals.yaml", STRICT);
  desk.write("Pulumi.uji.yaml", "");
  record = recordOf(readFolder(desk.folder).site, { stack: "uji" });
  installEngine();
  changeAlias("rekam-medis");
});
afterEach(() => desk.leave());

/** Stands in for the stock engine, which has this record; it says when it was told to apply. */
function installEngine(): void {
  mkdirSync(join(desk.folder, "bin"), { recursive: true });
  desk.write("record.json", JSON.stringify(record));
  const script = [
    "#!/bin/sh",
    `case "$1 $2" in "version ") echo v3.260.0;; "stack ls") echo '[{"name":"uji"}]';;`,
    `"stack export") cat "${desk.folder}/record.json";; "stack output") echo '{}';;`,
    `"up "*) echo "$*" >"${desk.folder}/applied";; esac`,
  ];
  desk.write("bin/pulumi", `${script.join("\n")}\n`);
  chmodSync(join(desk.folder, "bin/pulumi"), 0o755);
}

function changeAlias(name: string): void {
  desk.edit(CHANGED, /aliases: \[[a-z-]+\]/, `aliases: [${name}]`);
}

async function approve(name: string, head: string, by: string, person: string): Promise<void> {
  mkdirSync(join(desk.folder, "approvals"), { recursive: true });
  desk.write(`approvals/${name}.yaml`, `${head}at: ${NOW}\nby: ${by}\nreason: Perlu\n`);
  const plan = planSite(readFolder(desk.folder).site, record);
  const file = join(desk.folder, ".git/plan.json");
  writeFileSync(file, JSON.stringify({ version: 1, ...plan, assumed: [] }));
  const ran = await desk.titip("sign", "--approval", name, "--key", desk.key(person), "--plan", file);
  expect(ran.error).toBe("");
}

const approveChange = () =>
  approve("ubah", "kind: change\nrequest: HST-2026-0007\n", "kabid-aplikasi", "rina-wulandari");
const approveOverride = () => approve("lampaui", "kind: override\n", "kepala-dinas", "agus-hidayat");

/** An apply of what is committed. */
async function up() {
  desk.commit();
  const path = `${join(desk.folder, "bin")}:${process.env.PATH}`;
  const ran = await desk.with({ PATH: path, PULUMI_CONFIG_PASSPHRASE: "uji" }, () =>
    desk.titip("up", "--yes", "--engine", "pulumi", "--stack", "uji"),
  );
  return { ...ran, applied: existsSync(join(desk.folder, "applied")) };
}

describe("up, where proof is demanded", () => {
  it("does nothing that is not approved, and says what it would have been", async () => {
    const { code, noted, applied } = await up();
    expect([code, applied]).toEqual([1, false]);
    expect(noted.join("\n")).toMatch(/HST-2026-0007: left out, its changes are not approved/);
    expect(noted.join("\n")).toMatch(/\+ .*rekam-medis/);
  });

  it("stops at the policy's limits, though it is approved", async () => {
    await approveChange();
    const { code, error, applied } = await up();
    expect([code, applied]).toEqual([1, false]);
    expect(error).toMatch(/server web1: 1 of \d+ would be changed/);
  });

  it("goes beyond them with an override of just this plan", async () => {
    await approveChange();
    await approveOverride();
    const { error, applied } = await up();
    expect([error, applied]).toEqual(["", true]);
    expect(desk.read("applied")).toContain("HST-2026-0007");
  });

  it("does not with an override of another plan", async () => {
    changeAlias("rekam-lain");
    await approveOverride();
    changeAlias("rekam-medis");
    await approveChange();
    const { error, applied } = await up();
    expect(applied).toBe(false);
    expect(error).toMatch(/server web1: 1 of \d+ would be changed/);
  });

  it("takes no approval that is not committed", async () => {
    desk.commit();
    await approveChange();
    await approveOverride();
    const path = `${join(desk.folder, "bin")}:${process.env.PATH}`;
    const ran = await desk.with({ PATH: path, PULUMI_CONFIG_PASSPHRASE: "uji" }, () =>
      desk.titip("up", "--yes", "--engine", "pulumi", "--stack", "uji"),
    );
    expect(ran.code).toBe(1);
    expect(existsSync(join(desk.folder, "applied"))).toBe(false);
  });
});
