import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import {
  hostStart,
  hostStop,
  LAB_HOSTS,
  labDown,
  labExec,
  labPaths,
  labSpawn,
  labStatus,
  labUp,
} from "../../../lab";
import { projectRoot } from "../../../lab/paths";
import { isAlive, readLivingProcess } from "../../../lab/process-identity";
import { uniqueLabName } from "../lab-fixture";
import { machineNetwork, mountedBy, processesOf } from "./processes";

const name = uniqueLabName("life");
const UP = `require(${JSON.stringify(join(projectRoot(), "dist/lab"))}).labUp(${JSON.stringify(name)})`;

afterEach(() => labDown(name));

function kill(file: string): void {
  process.kill(readLivingProcess(file)?.pid ?? Number.NaN, "SIGKILL");
}

async function gone(alive: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; alive() && Date.now() < end; ) await sleep(10);
  expect(alive()).toBe(false);
}

describe("labUp and labDown", () => {
  it("start every daemon, and leave no process, mount, file or port of the machine behind", async () => {
    const before = machineNetwork();
    const status = await labUp(name);
    expect(status).toMatchObject({
      state: "running",
      hosts: LAB_HOSTS.map((host) => ({ ...host, running: true })),
    });
    const processes = processesOf(name);
    expect(processes.length).toBeGreaterThan(10);
    expect(mountedBy(name)).not.toEqual([]);
    const during = machineNetwork();
    expect(during.interfaces).toEqual(before.interfaces);
    for (const port of ["0016", "0050", "0035", "03B9"])
      expect(during.ports.has(port)).toBe(before.ports.has(port));

    await labDown(name);
    expect(processes.filter(isAlive)).toEqual([]);
    expect(mountedBy(name)).toEqual([]);
    expect(existsSync(labPaths(name).run)).toBe(false);
    expect(machineNetwork().interfaces).toEqual(before.interfaces);
    expect(labStatus(name)).toEqual({ name, state: "down", hosts: [] });
  });

  it("may be repeated: a running lab is left as it is, a missing one is fine", async () => {
    await labUp(name);
    const holder = readLivingProcess(labPaths(name).holder);
    await labExec(name, "web1", ["touch", "/root/kept"]);
    await labUp(name);
    expect(readLivingProcess(labPaths(name).holder)).toEqual(holder);
    expect((await labExec(name, "web1", ["test", "-e", "/root/kept"])).exitCode).toBe(0);
    await labDown(name);
    await labDown(name);
    await expect(labExec(name, "web1", ["true"])).rejects.toThrow(/tidak berjalan|not running/);
  });

  it("called twice at once make one lab", async () => {
    await Promise.all([labUp(name), labUp(name)]);
    const others = processesOf(name).length;
    await labUp(name);
    expect(processesOf(name).length).toBe(others);
  });

  it("take a list of hosts, and refuse another list for a lab that runs", async () => {
    const hosts = LAB_HOSTS.filter((host) => host.name === "ns1");
    expect((await labUp(name, { hosts })).hosts.map((host) => host.name)).toEqual(["ns1"]);
    await expect(labUp(name, { hosts: LAB_HOSTS })).rejects.toThrow(/server lain|other hosts/);
    await expect(labExec(name, "web1", ["true"])).rejects.toThrow(/ns1, control/);
  });

  it("make a lab again in seconds", async () => {
    await labUp(name);
    const start = performance.now();
    await labDown(name);
    await labUp(name);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe("after a crash", () => {
  it("of a host, labUp starts it again on its disk", async () => {
    await labUp(name);
    await labExec(name, "web1", ["sh", "-c", "echo kept >/root/file; sync"]);
    const { pid } = labPaths(name).host("web1");
    kill(pid);
    await gone(() => readLivingProcess(pid) !== undefined);
    expect(labStatus(name).hosts.find((host) => host.name === "web1")?.running).toBe(false);
    await expect(labExec(name, "web1", ["true"])).rejects.toThrow(/mati|stopped/);
    expect((await labExec(name, "web2", ["true"])).exitCode).toBe(0);

    await labUp(name);
    expect((await labExec(name, "web1", ["cat", "/root/file"])).stdout).toBe("kept\n");
    const page = ["curl", "-s", "-H", "Host: arsip.cirebonkab.go.id", "http://10.20.30.11/"];
    expect((await labExec(name, "control", page)).stdout).toContain("Arsip Daerah");
  });

  it("of a daemon at start, its own words say why, and the host can be repaired", async () => {
    await labUp(name);
    const conf = "/etc/apache2/sites-enabled/rusak.conf";
    await labExec(name, "web1", ["sh", "-c", `echo Rusak >${conf}`]);
    await hostStop(name, "web1");
    await expect(hostStart(name, "web1")).rejects.toThrow(
      /web1.*\n.*apache2: .*rusak.conf.*Invalid command 'Rusak'/s,
    );
    expect((await labExec(name, "web1", ["rm", conf])).exitCode).toBe(0);
    expect((await labExec(name, "web1", ["apache2ctl", "start"])).exitCode).toBe(0);
    await expect(hostStop(name, "web9")).rejects.toThrow(/web1, web2, ns1, control/);
  });

  it("of the whole lab, nothing runs on and labUp starts anew", async () => {
    await labUp(name);
    const processes = processesOf(name);
    kill(labPaths(name).holder);
    await gone(() => processes.some(isAlive));
    expect(mountedBy(name)).toEqual([]);
    expect(labStatus(name).state).toBe("broken");
    await labUp(name);
    expect(labStatus(name).state).toBe("running");
  });

  it.each([0, 20, 40, 60, 90, 120, 160, 200, 260, 320])(
    "of labUp after %i ms, it is cleared",
    async (delay) => {
      for (const clear of [labDown, labUp]) {
        const starter = spawn(process.execPath, ["-e", UP], { stdio: "ignore" });
        await sleep(delay + 80); // Node itself takes about 80 ms to start.
        starter.kill("SIGKILL");
        await once(starter, "close");
        const before = processesOf(name);
        const whole = labStatus(name).state === "running";
        await clear(name);
        if (clear === labUp) expect(labStatus(name).state).toBe("running");
        if (clear === labDown || !whole) expect(before.filter(isAlive)).toEqual([]);
        await labDown(name);
        await gone(() => mountedBy(name).length > 0);
      }
    },
  );

  it("of the run directory, the lab ends by itself", async () => {
    await labUp(name);
    const processes = processesOf(name);
    rmSync(labPaths(name).run, { recursive: true });
    await gone(() => processes.some(isAlive));
  });

  it("of a caller, what it runs in the lab ends with it, or with the lab", async () => {
    await labUp(name);
    const onHost = labSpawn(name, "web1", ["sleep", "4321"], { stdio: "ignore" });
    const onControl = labSpawn(name, "control", ["sleep", "4322"], { stdio: "ignore" });
    const sleeping = async () => (await labExec(name, "control", ["pgrep", "-fx", "sleep 432[12]"])).stdout;
    for (let tries = 0; (await sleeping()).split("\n").length < 3 && tries < 100; tries++) await sleep(20);
    expect((await sleeping()).trim().split("\n")).toHaveLength(2);
    onHost.kill("SIGKILL");
    await once(onHost, "close");
    await sleep(50);
    expect((await sleeping()).trim().split("\n")).toHaveLength(1);
    const closed = once(onControl, "close");
    await labDown(name);
    await closed;
  });
});
