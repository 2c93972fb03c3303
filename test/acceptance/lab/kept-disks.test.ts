import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LAB_HOSTS, labDown, labPaths, labStatus } from "../../../lab";
import { projectRoot } from "../../../lab/paths";
import { readLivingProcess } from "../../../lab/process-identity";
import { runCommand } from "../../../lab/run-command";
import type { Text } from "../../../src/text";
import { LabFixture, uniqueLabName } from "../lab-fixture";
import { confirmed, Project } from "../support/project";
import { foreignSites, recordsOf } from "../support/servers";

const ZONES = ["cirebonkab.go.id", "30.20.10.in-addr.arpa"];
const names = [uniqueLabName("kept"), uniqueLabName("kept-other")] as const;
let folder: string;
let disks: string;
let notes: Text[];
let lab: LabFixture;

beforeEach(() => {
  // Not memory, as a host's own disk would be: the machine's file system.
  mkdirSync(join(projectRoot(), ".lab"), { recursive: true });
  folder = mkdtempSync(join(projectRoot(), ".lab", "test-"));
  disks = join(folder, "disks");
  notes = [];
  lab = new LabFixture(names[0], { disks, progress: (text) => notes.push(text) });
});

afterEach(async () => {
  for (const name of names) await labDown(name);
  rmSync(folder, { recursive: true, force: true });
});

function nsupdate(line: string) {
  const input = `server 127.0.0.1\nzone cirebonkab.go.id\n${line}\nsend\n`;
  return lab.run("ns1", ["nsupdate", "-k", "/etc/titip/ddns.key"], { input });
}

/** Everything a lab would go on with: what the servers hold and serve, and who may write to them. */
async function contents(): Promise<Record<string, string | string[]>> {
  const web = async (host: string) => [
    await lab.shell(host, "getent passwd | sort; ip -4 -o address show dev eth0 | awk '{print $4}' | sort"),
    await lab.shell(host, "cat /var/lib/titip/generation; readlink /etc/apache2/titip/live"),
    await lab.shell(
      host,
      "find /srv/titip /etc/apache2/titip /var/lib/titip | sort; cat /etc/titip/addresses",
    ),
    await foreignSites(lab, host),
  ];
  return {
    web1: await web("web1"),
    web2: await web("web2"),
    key: await lab.run("ns1", ["cat", "/etc/titip/ddns.key"]),
    forward: await recordsOf(lab, ZONES[0] ?? ""),
    reverse: await recordsOf(lab, ZONES[1] ?? ""),
    serials: await Promise.all(ZONES.map(async (zone) => String(await lab.serial(zone)))),
  };
}

describe("a lab on kept disks", () => {
  it("goes on where the last one ended: sites, addresses, accounts, records, key and state", async () => {
    await lab.up();
    const project = new Project(lab, { requests: true });
    const titip = (...argv: string[]) =>
      project.run(["bin/titip", ...confirmed(argv)], { PULUMI_BACKEND_URL: `file://${disks}/state` });
    try {
      const first = await titip("up", "--yes");
      expect(first.exitCode, first.stdout + first.stderr).toBe(0);
      const made = await contents();
      expect(made.web1?.[2]).toMatch(/HST-[0-9-]+\/public/);
      expect(made.web1?.[0]).toMatch(/10\.20\.30\.\d+\/32/);

      await lab.down();
      expect(existsSync(labPaths(lab.name).run)).toBe(false);
      await lab.up();
      expect(notes).toEqual([]);
      expect(await contents()).toEqual(made);
      const second = await titip("up", "--yes", "--expect-no-changes");
      expect(second.exitCode, second.stdout + second.stderr).toBe(0);
    } finally {
      project.dispose();
    }
  });

  it("replays what named had only in its journal, and takes updates further", async () => {
    await lab.up();
    await nsupdate("update add a.cirebonkab.go.id 60 A 10.20.30.120");
    expect(await lab.shell("ns1", "cat /var/lib/bind/db.cirebonkab.go.id")).not.toContain("10.20.30.120");
    await lab.reset();
    expect(await lab.run("control", ["dig", "+short", "a.cirebonkab.go.id"])).toBe("10.20.30.120");
    await nsupdate("update delete a.cirebonkab.go.id A\nupdate add b.cirebonkab.go.id 60 A 10.20.30.121");
    await lab.reset();
    expect(await lab.run("control", ["dig", "+short", "a.cirebonkab.go.id"])).toBe("");
    expect(await lab.run("control", ["dig", "+short", "b.cirebonkab.go.id"])).toBe("10.20.30.121");
    // Nor does it lose what it has written out.
    await lab.run("ns1", ["rndc", "sync", "-clean"]);
    await lab.reset();
    expect(await lab.run("control", ["dig", "+short", "b.cirebonkab.go.id"])).toBe("10.20.30.121");
  });

  it("keeps removals, also of what the base tree has, over a kill of the whole lab", async () => {
    await lab.up();
    await lab.shell(
      "web1",
      "rm -r /var/www/arsip /etc/issue; mkdir /var/www/arsip; echo x >/var/www/arsip/new",
    );
    process.kill(readLivingProcess(labPaths(lab.name).holder)?.pid ?? Number.NaN, "SIGKILL");
    await lab.up();
    expect(await lab.shell("web1", "ls /var/www/arsip; test -e /etc/issue || echo gone")).toBe("new\ngone");
    await lab.stop("web1");
    await lab.start("web1");
    expect(await lab.shell("web1", "ls /var/www/arsip")).toBe("new");
  });

  it("starts anew a lab that was killed a moment ago and still looks alive", async () => {
    await lab.up();
    for (let round = 0; round < 5; round++) {
      process.kill(readLivingProcess(labPaths(lab.name).holder)?.pid ?? Number.NaN, "SIGKILL");
      await lab.up();
      expect(await lab.run("control", ["dig", "+short", "cirebonkab.go.id", "NS"])).toBe(
        "ns1.cirebonkab.go.id.",
      );
    }
  });

  it("points Pulumi at the kept state, without locks of those who ended with the last lab", async () => {
    await lab.up();
    const url = await lab.shell("control", "echo $PULUMI_BACKEND_URL");
    expect(url).toBe(`file://${disks}/state`);
    mkdirSync(join(disks, "state/.pulumi/locks/organization"), { recursive: true });
    writeFileSync(join(disks, "state/.pulumi/stack.json"), "{}");
    await lab.up();
    expect(readdirSync(join(disks, "state/.pulumi"))).toContain("locks");
    await lab.reset();
    expect(readdirSync(join(disks, "state/.pulumi"))).toEqual(["stack.json"]);
  });

  it.each([60, 120, 180, 240, 320])("starts after a start that was cut off after %i ms", async (delay) => {
    const index = JSON.stringify(join(projectRoot(), "dist/lab"));
    const start = `require(${index}).labUp(${JSON.stringify(names[0])}, { disks: ${JSON.stringify(disks)} })`;
    const starter = spawn(process.execPath, ["-e", start], { stdio: "ignore" });
    await sleep(delay + 80); // Node itself takes about 80 ms to start.
    starter.kill("SIGKILL");
    await once(starter, "close");
    await lab.up();
    await nsupdate("update add a.cirebonkab.go.id 60 A 10.20.30.120");
    expect(notes).toEqual([]);
  });
});

describe("disks made over another base", () => {
  it("are emptied with a note, state included, and nothing else in the folder", async () => {
    await lab.up();
    await lab.run("web1", ["touch", "/root/x"]);
    const key = await lab.run("ns1", ["cat", "/etc/titip/ddns.key"]);
    await lab.down();
    writeFileSync(join(disks, "state/old"), "");
    writeFileSync(join(disks, "notes.txt"), "mine");
    const marker = join(disks, "titip-lab.json");
    const record = JSON.parse(readFileSync(marker, "utf8")) as { madeOver: string };
    writeFileSync(marker, JSON.stringify({ ...record, madeOver: "another" }));

    await lab.up();
    expect(notes.map(({ en }) => en)).toEqual([expect.stringMatching(/made over another base: emptied/)]);
    expect((await lab.exec("web1", ["test", "-e", "/root/x"])).exitCode).toBe(1);
    expect(await lab.run("ns1", ["cat", "/etc/titip/ddns.key"])).not.toBe(key);
    expect(existsSync(join(disks, "state/old"))).toBe(false);
    expect(readFileSync(join(disks, "notes.txt"), "utf8")).toBe("mine");
    await lab.reset();
    expect(notes).toHaveLength(1);
  });
});

describe("is refused in one sentence", () => {
  it("while another lab has the disks, which goes on unharmed", async () => {
    await lab.up();
    const other = new LabFixture(names[1], { disks });
    await expect(other.up()).rejects.toThrow(new RegExp(`(dipakai lab|in use by the lab) "${names[0]}" `));
    expect(labStatus(names[1]).state).toBe("down");
    expect((await lab.fetch("http://arsip.cirebonkab.go.id/")).status).toBe(200);
    await lab.down();
    await other.up();
    await other.down();
  });

  it("for two at once, but for one of them", async () => {
    const starts = names.map((name) => new LabFixture(name, { disks }).up());
    const results = (await Promise.allSettled(starts)).map(({ status }) => status);
    expect(results.sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("for a lab that runs on other disks; one that asks for none goes on with those it has", async () => {
    await lab.up();
    await new LabFixture(names[0]).up();
    const elsewhere = new LabFixture(names[0], { disks: join(folder, "elsewhere") });
    await expect(elsewhere.up()).rejects.toThrow(/disk lain|other disks/);
    expect(labStatus(names[0]).hosts).toEqual(LAB_HOSTS.map((host) => ({ ...host, running: true })));
  });

  it("in a folder with other things, which stays as it was, and for a file", async () => {
    mkdirSync(disks);
    writeFileSync(join(disks, "letter.txt"), "");
    await expect(lab.up()).rejects.toThrow(/berisi hal lain|holds other things/);
    expect(readdirSync(disks)).toEqual(["letter.txt"]);
    expect(labStatus(names[0]).state).toBe("down");
    const file = new LabFixture(names[0], { disks: join(disks, "letter.txt") });
    await expect(file.up()).rejects.toThrow(/letter.txt.*(tidak dapat menjadi|cannot be) [^\n]*$/);
    const name = new LabFixture(names[0], { disks: `${disks}/a b` });
    await expect(name.up()).rejects.toThrow(/spasi|space/);
  });

  it.each(["ramfs", "overlay"])("on %s, which cannot be the upper part of an overlay", async (type) => {
    for (const part of ["disks", "lower", "upper", "work"]) mkdirSync(join(folder, part));
    const parts = `lowerdir=${folder}/lower,upperdir=${folder}/upper,workdir=${folder}/work`;
    const mount = ["mount", "-t", type, ...(type === "overlay" ? ["-o", parts] : []), type, disks];
    const titip = [join(projectRoot(), "bin/titip"), "lab", "up", names[0], "--disks", disks];
    const both = ["sh", "-c", `${mount.join(" ")} && exec "$@"`, "sh", ...titip];
    const { exitCode, stderr } = await runCommand(["unshare", "--mount", ...both], {
      env: { ...process.env, TITIP_LANG: "en" },
    });
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/The file system of \S+ cannot carry a lab host's disk/);
    expect(labStatus(names[0]).state).toBe("down");
  });
});

it("titip lab up --disks takes a folder relative to where it is called", async () => {
  const argv = [join(projectRoot(), "bin/titip"), "lab", "up", names[0], "--disks", "disks"];
  const { exitCode, stderr } = await runCommand(argv, { cwd: folder });
  expect(exitCode, stderr).toBe(0);
  expect(readdirSync(disks).sort()).toEqual(
    ["gw1", "lock", "ns1", "state", "titip-lab.json", "web1", "web2"].sort(),
  );
  expect(await lab.shell("control", "echo $PULUMI_BACKEND_URL")).toBe(`file://${disks}/state`);
});
