import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { labHostKey } from "../../../lab";
import { labSeed, privateKeyFile } from "../../../lab/keys";
import { withLab } from "../lab-fixture";
import { LabFleet, siteOrder } from "../remote/lab-fleet";
import { holdings, recordedState } from "../support/holdings";
import { Project } from "../support/project";
import { writeRequest } from "../support/requests";
import { findVictims, hostProcess, parentOf, signal, slay } from "../support/victims";
import { expectFault, expectRepaired, type Fault } from "./fault-case";
import { journalHolds } from "./moments";

// A disk that one test fills; everything else needs a few megabytes.
const lab = withLab("faults", { diskSize: "64m" });
const WEB1 = "web1 (titip@10.20.30.11:22): ";
const NS1 = "ns1 (titip@10.20.30.53:22): ";
const UNCHANGED = "rolled back: nothing had been changed";
const INDONESIAN = { TITIP_LANG: "id" };
const HELPER = "/usr/local/sbin/titip-host";
const RUINED = "/etc/apache2/sites-enabled/aaa-rusak.conf";

let project: Project;
let number = 10;
/** The next new site; each test leaves its own behind, live. */
function next(): { number: number } {
  number += 1;
  return { number };
}
const fault = (one: Fault) => expectFault(lab, project, one);
const sh = (host: string, line: string) => lab.shell(host, line);

beforeAll(async () => {
  project = new Project(lab);
  writeRequest(project, { number: 1 });
  writeRequest(project, { number: 2, ipv4: "10.20.30.122", aliases: ["lain2"] });
  writeRequest(project, { number: 3, server: "web2" });
  await expectRepaired(lab, project, { number: 3 });
});
afterAll(() => project.dispose());

describe("a server that cannot be spoken to", () => {
  const inventory = () => join(project.root, "datacenter/servers.yaml");
  const exchange = (from: string, to: string) =>
    writeFileSync(inventory(), readFileSync(inventory(), "utf8").replace(from, to));

  it("wrong host key: refused before anything is said to it", async () => {
    const [right, wrong] = [labHostKey("web1"), labHostKey("stranger")];
    await fault({
      wish: next(),
      cause: () => exchange(right, wrong),
      mend: () => exchange(wrong, right),
      says: [
        `${WEB1}the server's host key is not the one in datacenter/servers.yaml; the connection was refused`,
        UNCHANGED,
        "remedy: compare with the key on the server's console",
      ],
    });
  });

  it("wrong SSH key, in Indonesian", async () => {
    const file = join(project.root, "kunci-orang-lain");
    await fault({
      wish: next(),
      cause: () => writeFileSync(file, privateKeyFile(labSeed("stranger"), "orang"), { mode: 0o600 }),
      mend: () => rmSync(file),
      env: { ...INDONESIAN, TITIP_SSH_KEY: file },
      says: [
        `${WEB1}kunci SSH tidak diterima untuk pengguna titip`,
        "dibatalkan: belum ada yang diubah",
        "tindakan: periksa TITIP_SSH_KEY atau agen SSH",
      ],
    });
  });

  it("server down", async () => {
    await fault({
      wish: next(),
      cause: () => lab.stop("web1"),
      mend: () => lab.start("web1"),
      says: [
        `${WEB1}the server cannot be reached at 10.20.30.11 port 22`,
        UNCHANGED,
        "remedy: check the network, the firewall and the ssh service",
      ],
    });
  });

  it("name server down, in Indonesian", async () => {
    await fault({
      wish: next(),
      cause: () => lab.stop("ns1"),
      mend: () => lab.start("ns1"),
      env: INDONESIAN,
      says: [
        `${NS1}server tidak dapat dihubungi di 10.20.30.53 porta 22`,
        "dibatalkan: belum ada yang diubah",
        "tindakan: periksa jaringan, tembok api dan layanan ssh",
      ],
    });
  });

  it("titip-host missing", async () => {
    await fault({
      wish: next(),
      cause: () => sh("web1", `mv ${HELPER} /root/`),
      mend: () => sh("web1", `mv /root/titip-host ${HELPER}`),
      says: [`${WEB1}titip-host is not installed on the server`, UNCHANGED, `as ${HELPER} (root, 0755)`],
    });
  });

  it("titip-host of another version", async () => {
    await fault({
      wish: next(),
      cause: () =>
        sh("web1", `cp -p ${HELPER} /root/; sed -i 's/^readonly PROTOCOL=.*/readonly PROTOCOL=0/' ${HELPER}`),
      mend: () => sh("web1", `mv /root/titip-host ${HELPER}`),
      says: [
        `${WEB1}titip-host on the server speaks protocol 0; 1 is needed`,
        UNCHANGED,
        "remedy: install server/titip-host of this version of Titip",
      ],
    });
  });

  it("sudo rule missing, in Indonesian", async () => {
    await fault({
      wish: next(),
      cause: () => sh("web1", "mv /etc/sudoers.d/titip /root/"),
      mend: () => sh("web1", "mv /root/titip /etc/sudoers.d/"),
      env: INDONESIAN,
      says: [
        `${WEB1}sudo di server tidak mengizinkan titip-host`,
        "dibatalkan: belum ada yang diubah",
        "tindakan: pasang aturan sudo dari docs/production.md",
      ],
    });
  });
});

describe("a server that is slow", () => {
  it("a line of 128 kbit/s: everything goes through", async () => {
    await sh("web1", "tc qdisc add dev eth0 root tbf rate 128kbit burst 2kb latency 4s");
    try {
      const wish = next();
      writeRequest(project, wish);
      await expectRepaired(lab, project, wish);
    } finally {
      await sh("web1", "tc qdisc del dev eth0 root");
    }
  });

  it("stands still for seconds in the middle of a change: it is waited for", async () => {
    const wish = next();
    writeRequest(project, wish);
    const run = project.titip("up", "--yes");
    const stopped = await stopHelperAt("candidate");
    await sleep(4000);
    stopped.goOn();
    const { exitCode, stdout, stderr } = await run;
    expect(exitCode, stdout + stderr).toBe(0);
    await expectRepaired(lab, project, wish);
  });

  it("does not answer at all: an end is made, and the next session undoes what it had begun", async () => {
    const before = await holdings(lab);
    const fleet = new LabFleet(lab.name, { answerWithin: 4 });
    const put = fleet
      .web("web1")
      .put(siteOrder(900))
      .catch((error: Error) => error.message);
    const { goOn, pid } = await stopHelperAt("candidate");
    expect(await put).toMatch(
      /the server did not answer within 4 seconds; the connection was cut[\s\S]*nothing stays half done[\s\S]*remedy: check the server's load/,
    );
    slay([pid]); // as a machine that hung is switched off
    goOn();
    fleet.kill();
    await expectRepaired(lab, project, { number: 1 });
    expect(await holdings(lab)).toEqual(before);
  });

  async function stopHelperAt(word: string): Promise<{ pid: number; goOn(): void }> {
    const root = hostProcess(lab.name, "web1");
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(1)) {
      const [pid] = journalHolds(root, word) ? findVictims("titip-host", root) : [];
      if (pid === undefined || !signal(pid, "SIGSTOP")) continue;
      const both = [pid, parentOf(pid)]; // sudo stops itself with its child
      return { pid, goOn: () => both.forEach((one) => void signal(one, "SIGCONT")) };
    }
    throw new Error(`no journal entry ${word}`);
  }
});

it("SSH cut in the middle: the message says what is known, the next run repairs", async () => {
  const wish = next();
  writeRequest(project, wish);
  const run = project.titip("up", "--yes");
  const root = hostProcess(lab.name, "web1");
  while (!journalHolds(root, "candidate")) await sleep(1);
  expect(slay(findVictims("sshd", root))).toBe(true);
  const { exitCode, stdout, stderr } = await run;
  expect(exitCode, stdout + stderr).toBe(1);
  expect(stdout).toContain(`${WEB1}the connection was lost before the server answered`);
  expect(stdout).toContain(
    "rolled back: nothing stays half done: the server finishes or undoes this change itself",
  );
  expect(stdout).toContain("remedy: run again; the state of the server is read first");
  expect(recordedState(project)).toMatchObject({ problems: [], pending: [] });
  await expectRepaired(lab, project, wish);
});

describe("a server that cannot write", () => {
  // From nothing at all to a disk that fills in the middle of the change; with 12 KiB a small site just fits.
  it.each([0, 4, 8])("disk full but for %i KiB", async (free) => {
    const fill = `dd if=/dev/zero of=/var/isi bs=4k 2>/dev/null; truncate -s -${free}K /var/isi; true`;
    await fault({
      wish: { ...next(), ipv4: `10.20.30.${120 + number}` },
      cause: () => sh("web1", fill),
      mend: () => sh("web1", "rm /var/isi"),
      says: [
        `${WEB1}the server cannot write a file`,
        /rolled back: (nothing had been changed|the whole transaction)/,
        "remedy: check disk space and file systems",
      ],
    });
  });

  it("read-only file system, in Indonesian", async () => {
    // As a bind mount: the whole root is busy with open logs.
    const mount = (script: string) =>
      execFileSync("nsenter", [
        ...["--target", String(hostProcess(lab.name, "web1")), "--mount", "--pid"],
        ...["sh", "-c", `for folder in /etc /srv /var/lib/titip; do ${script}; done`],
      ]);
    await fault({
      wish: next(),
      cause: () => mount("mount --bind $folder $folder && mount -o remount,bind,ro $folder"),
      mend: () => mount("umount -l $folder"),
      env: INDONESIAN,
      says: [
        `${WEB1}server tidak dapat menulis berkas`,
        "dibatalkan: belum ada yang diubah",
        "tindakan: periksa ruang disk dan sistem berkas",
      ],
    });
  });
});

describe("a name server that refuses", () => {
  it("updates of one zone frozen: the record in the other zone is taken back", async () => {
    await fault({
      wish: { ...next(), ipv4: "10.20.30.150" },
      cause: () => sh("ns1", "rndc freeze 30.20.10.in-addr.arpa"),
      mend: () => sh("ns1", "rndc thaw 30.20.10.in-addr.arpa"),
      mayChange: ["web1"],
      says: [
        `${NS1}named refuses the change of the zone 30.20.10.in-addr.arpa`,
        "rolled back: the earlier messages of the transaction",
        "remedy: check the update-policy of 30.20.10.in-addr.arpa",
      ],
    });
  });

  it("a policy that no longer lets us write, in Indonesian", async () => {
    const conf = "/etc/bind/named.conf.local";
    await fault({
      wish: next(),
      cause: () =>
        sh(
          "ns1",
          `cp ${conf} /root/; sed -i 's/update-policy.*/update-policy { deny * zonesub ANY; };/' ${conf}; rndc reconfig`,
        ),
      mend: () => sh("ns1", `cp /root/named.conf.local ${conf}; rndc reconfig`),
      env: INDONESIAN,
      mayChange: ["web1"],
      says: [`${NS1}named menolak perubahan pada zona cirebonkab.go.id`, "tindakan: periksa update-policy"],
    });
  });

  it("a key that does not fit", async () => {
    const key = "/etc/titip/ddns.key";
    await fault({
      wish: next(),
      cause: () =>
        sh(
          "ns1",
          `cp -p ${key} /root/; sed -i 's/secret "[^"]*"/secret "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="/' ${key}`,
        ),
      mend: () => sh("ns1", `mv /root/ddns.key ${key}`),
      says: [`${NS1}the zone `, "cannot be transferred", UNCHANGED, `permits the key in ${key}`],
    });
  });

  it("named's clock an hour ahead: the time in the signature does not fit, in Indonesian", async () => {
    const stop = "kill $(pidof named); while pidof named >/dev/null; do sleep 0.05; done";
    const answers =
      "for try in $(seq 100); do dig +short @127.0.0.1 cirebonkab.go.id SOA | grep -q . && break; sleep 0.05; done";
    const source = readFileSync(join(__dirname, "clock-ahead.c"), "utf8");
    await lab.run("ns1", ["tcc", "-shared", "-nostdlib", "-o", "/root/clock.so", "-"], { input: source });
    await fault({
      wish: next(),
      cause: () => sh("ns1", `${stop}; LD_PRELOAD=/root/clock.so named -u bind; ${answers}`),
      mend: () => sh("ns1", `${stop}; named -u bind; ${answers}`),
      env: INDONESIAN,
      says: [
        `${NS1}jam named berbeda lebih dari 5 menit dari jam servernya`,
        "(BADTIME)",
        "dibatalkan: belum ada yang diubah",
        "tindakan: periksa jam dan sinkronisasi waktu",
      ],
    });
  });

  it("the control machine's clock an hour ahead: neither compares times with the other, all goes through", async () => {
    const wish = next();
    writeRequest(project, wish);
    const clock = join(project.root, "clock.so");
    writeFileSync(clock, Buffer.from(await sh("ns1", "base64 /root/clock.so"), "base64"));
    const { exitCode, stdout, stderr } = await project.run(["bin/titip", "up", "--yes", "--confirm", "lab"], {
      LD_PRELOAD: clock,
    });
    expect(exitCode, stdout + stderr).toBe(0);
    await expectRepaired(lab, project, wish);
  });

  it("named down though its server is up", async () => {
    await fault({
      wish: next(),
      cause: () => sh("ns1", "rndc stop; while pidof named >/dev/null; do sleep 0.05; done"),
      mend: () => sh("ns1", "named -u bind; until rndc status >/dev/null 2>&1; do sleep 0.05; done"),
      says: [`${NS1}the zone `, "cannot be transferred", UNCHANGED, "remedy: check that named runs"],
    });
  });
});

describe("an Apache that somebody else has broken", () => {
  afterEach(() => sh("web1", `rm -f ${RUINED}`));

  it("is left alone: the foreign file is named, nothing is switched, nothing reloaded", async () => {
    const [master, reloads] = [await sh("web1", "cat /run/apache2/apache2.pid"), await lab.reloads("web1")];
    let after = "";
    await fault({
      wish: next(),
      cause: () => sh("web1", `echo 'Ngawur On' >${RUINED}`),
      mend: async () => {
        after = await sh("web1", "cat /run/apache2/apache2.pid; grep -c AH00493 /var/log/apache2/error.log");
        await sh("web1", `rm ${RUINED}`);
      },
      says: [
        `${WEB1}Apache's configuration on the server was already broken before this change`,
        RUINED,
        "Invalid command 'Ngawur'",
        "remedy: mend the file that Apache names above",
      ],
    });
    expect(after).toBe(`${master}\n${reloads}`);
  });
});

describe("two applies at once", () => {
  it("of one stack: the second is refused and told whose it is and how old", async () => {
    const wish = next();
    writeRequest(project, wish);
    const first = project.start("up", "--yes");
    const ended = once(first, "exit");
    const locks = join(project.root, "state/.pulumi/locks/organization/titip/lab");
    while (!existsSync(locks) || readdirSync(locks).length === 0) await sleep(1);
    const engine = findVictims("engine", first.pid ?? 0);
    for (const pid of engine) signal(pid, "SIGSTOP");
    const second = await project.titip("up", "--yes");
    for (const pid of [...engine, first.pid ?? 0]) signal(pid, "SIGCONT"); // nsenter stops itself with its child
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toMatch(
      /stack 'lab' is in use:\n.*\S+@\S+, process \d+, since 20\S+ \(\d+ seconds?\)/,
    );
    expect(second.stderr).toContain("remedy: wait until it ends");
    expect((await ended)[0]).toBe(0);
    await expectRepaired(lab, project, wish);
  });

  it("of two stacks on the same servers: they take turns, and both go through", async () => {
    const other = new Project(lab);
    try {
      const [ours, theirs] = [next(), next()];
      writeRequest(project, ours);
      writeRequest(other, theirs);
      const runs = await Promise.all([project, other].map((one) => one.titip("up", "--yes")));
      for (const { exitCode, stdout, stderr } of runs) expect(exitCode, stdout + stderr).toBe(0);
      await expectRepaired(lab, project, ours);
      await expectRepaired(lab, other, theirs);
    } finally {
      other.dispose();
    }
  });
});

describe("an installation that is not whole", () => {
  it("plugin missing", async () => {
    const plugin = join(project.root, "plugin");
    const target = execFileSync("readlink", [plugin], { encoding: "utf8" }).trim();
    await fault({
      wish: next(),
      cause: () => rmSync(plugin),
      mend: () => execFileSync("ln", ["-s", target, plugin]),
      says: ["pulumi-resource-titip (plugins.providers in Pulumi.yaml) is missing or not executable"],
    });
  });

  it("program and plugin not built", async () => {
    const dist = join(project.root, "dist");
    project.sabotage("provider/main.js", (code) => `${code}\n`);
    await fault({
      wish: next(),
      cause: () =>
        execFileSync("mv", [join(dist, "src/provider/main.js"), join(dist, "src/provider/weg.js")]),
      mend: () => execFileSync("mv", [join(dist, "src/provider/weg.js"), join(dist, "src/provider/main.js")]),
      says: ["npm run build"],
    });
  });
});
