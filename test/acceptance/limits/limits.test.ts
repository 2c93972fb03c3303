import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LAB_HOSTS } from "../../../lab";
import type { SiteOrder } from "../../../src/remote/fleet";
import { withLab } from "../lab-fixture";
import { LabFleet } from "../remote/lab-fleet";
import { Project } from "../support/project";
import { type Figures, watching } from "./neighbour";
import { bindWeb1, phpOrder, upload, writeSite } from "./php-sites";

/** Every limit of a site is exceeded, and its neighbours on the same server are watched meanwhile. */
const lab = withLab("limits", {
  hosts: LAB_HOSTS.map((host) => (host.name === "web1" ? { ...host, mounts: true as const } : host)),
});
let project: Project;
let greedy: string;
let narrow: string;
let quiet: string;
let plain: string;

const MIB = 2 ** 20;
const NEIGHBOUR = { name: "situs3.cirebonkab.go.id", path: "/" };
const url = (number: number, path: string) => `http://situs${number}.cirebonkab.go.id${path}`;

/** What an application might do, by mistake or not. */
const SCRIPT = `<?php
switch ($_GET['do'] ?? '') {
  case 'page-memory': $all = []; for (;;) $all[] = str_repeat('x', 1 << 20);
  case 'memory': exec('head -c 400M /dev/zero | tail -c 400M | wc -c', $out, $code); echo json_encode([$out, $code]); break;
  case 'time': for (;;);
  case 'sleep': usleep(1500000); echo 'slept'; break;
  case 'processes': exec('i=0; while [ $i -lt 300 ]; do sleep 2 & i=$((i+1)); done; wait', $out); echo count($out); break;
  case 'cpu': $since = microtime(true); exec('for i in 1 2 3 4; do timeout 2 sh -c "while :; do :; done" & done; wait'); $used = getrusage(1);
    echo ($used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec'] + ($used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec']) / 1e6) / (microtime(true) - $since); break;
  case 'disk': $n = 0; $f = fopen(sys_get_temp_dir() . '/besar', 'w'); while (@fwrite($f, str_repeat('x', 1 << 20)) === 1 << 20) $n++; fclose($f); echo $n; break;
  case 'tidy': unlink(sys_get_temp_dir() . '/besar'); break;
  default: echo 'PHP ', strlen(file_get_contents('php://input'));
}`;

async function titip(...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip(...argv);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}

/** Status and seconds of some requests at a time, in the order of their ends. */
async function together(count: number, path: string): Promise<{ status: number; seconds: number }[]> {
  const one = `curl -s -o /dev/null --max-time 60 -w '%{http_code} %{time_total}\\n' '${path}'`;
  const text = await lab.shell("control", `for i in $(seq ${count}); do ${one} & done; wait`);
  return text.split("\n").map((line) => {
    const [status, seconds] = line.split(" ").map(Number);
    return { status: status ?? 0, seconds: seconds ?? 0 };
  });
}

/** A value that the kernel keeps for the processes of a site. */
async function kept(id: string, controller: string, file: string): Promise<number> {
  return Number(await lab.run("web1", ["cat", `/sys/fs/cgroup/${controller}/titip/${id}/${file}`]));
}

function expectUndisturbed({ asked, answered, p95 }: Figures): void {
  expect(asked).toBeGreaterThan(2);
  expect(answered).toBe(asked);
  expect(p95).toBeLessThan(1500); // of a machine that has other things to do
}

const GREEDY = { number: 1, memory: "128 MiB", storage: "24 MiB", cpu: 1, upload: "1 MiB", seconds: 3 };
const MORE = { memory: "192 MiB", storage: "40 MiB", cpu: 2 };
const LIMITS = ["storage", "memory", "bandwidth", "connections"];

beforeAll(async () => {
  project = new Project(lab);
  mkdirSync(join(project.root, "requests/hosting"), { recursive: true });
  bindWeb1(project, LIMITS);
  greedy = writeSite(project, GREEDY);
  narrow = writeSite(project, { number: 2, bandwidth: "4 Mbit/s", connections: 4, runtime: "static" });
  quiet = writeSite(project, { number: 3 });
  plain = writeSite(project, { number: 4, runtime: "static", storage: "32 MiB" });
  await titip("up", "--yes");
  await upload(lab, greedy, "index.php", SCRIPT);
  await upload(lab, quiet, "index.php", "<?php echo 'tenang';");
  await upload(lab, plain, "isi.txt", "x".repeat(MIB));
  await lab.shell("web1", `head -c 1500000 /dev/zero >/srv/titip/${narrow}/public/besar.bin`);
});
afterAll(() => project.dispose());

describe("what a site of PHP takes of its server", () => {
  it("memory of one page: that page fails, the next is answered", async () => {
    const { result, figures } = await watching(lab, "memory of a page", NEIGHBOUR, () =>
      lab.fetch(url(1, "/?do=page-memory")),
    );
    expect(result.status).toBe(500);
    expect((await lab.fetch(url(1, "/"))).body).toBe("PHP 0");
    expectUndisturbed(figures);
  });

  it("memory of all its processes, whatever they are: the kernel stops them at what was allotted", async () => {
    const { result, figures } = await watching(lab, "memory of a site", NEIGHBOUR, () =>
      lab.fetch(url(1, "/?do=memory")),
    );
    expect(result.body).not.toContain(String(400 * MIB));
    const oom = await lab.run("web1", ["cat", `/sys/fs/cgroup/memory/titip/${greedy}/memory.oom_control`]);
    expect(Number(/oom_kill (\d+)/.exec(oom)?.[1])).toBeGreaterThan(0);
    expect(await kept(greedy, "memory", "memory.max_usage_in_bytes")).toBeLessThanOrEqual(128 * MIB);
    expect((await lab.fetch(url(1, "/"))).status).toBe(200);
    expectUndisturbed(figures);
  });

  it("time: FPM ends a page that does not end", async () => {
    const since = Date.now();
    const { result, figures } = await watching(lab, "time", NEIGHBOUR, () => lab.fetch(url(1, "/?do=time")));
    expect([500, 502, 503, 504]).toContain(result.status);
    expect(Date.now() - since).toBeLessThan(9000);
    expect((await lab.fetch(url(1, "/"))).status).toBe(200);
    expectUndisturbed(figures);
  });

  it("workers: pages wait for one of two, the neighbour's do not", async () => {
    const { result, figures } = await watching(lab, "workers", NEIGHBOUR, () =>
      together(4, url(1, "/?do=sleep")),
    );
    expect(result.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(Math.max(...result.map(({ seconds }) => seconds))).toBeGreaterThan(2.8);
    expectUndisturbed(figures);
    expect(figures.slowest).toBeLessThan(1500);
  });

  it("processes: a script that starts without end is refused more", async () => {
    const { figures } = await watching(lab, "processes", NEIGHBOUR, () =>
      lab.fetch(url(1, "/?do=processes")),
    );
    const events = await lab.run("web1", ["cat", `/sys/fs/cgroup/pids/titip/${greedy}/pids.events`]);
    expect(Number(/max (\d+)/.exec(events)?.[1])).toBeGreaterThan(0);
    expect(await kept(greedy, "pids", "pids.max")).toBe(48);
    expectUndisturbed(figures);
  });

  it("cores: four busy processes have one core between them", async () => {
    const { result, figures } = await watching(lab, "cores", NEIGHBOUR, () => lab.fetch(url(1, "/?do=cpu")));
    console.log(`cores: ${Number(result.body).toFixed(2)} of 1 allotted`);
    expect(Number(result.body)).toBeGreaterThan(0);
    expect(Number(result.body)).toBeLessThan(1.2);
    expect(await kept(greedy, "cpu", "cpu.cfs_quota_us")).toBe(100_000);
    expectUndisturbed(figures);
  });

  it("storage: the disk of the site is full, nobody else's", async () => {
    const { result, figures } = await watching(lab, "storage", NEIGHBOUR, () =>
      lab.fetch(url(1, "/?do=disk")),
    );
    expect(Number(result.body)).toBeGreaterThan(4);
    expect(Number(result.body)).toBeLessThan(24);
    await upload(lab, plain, "masih.txt", "x".repeat(MIB));
    expect((await lab.fetch(url(4, "/masih.txt"))).body.length).toBe(MIB);
    expect((await lab.fetch(url(1, "/?do=tidy"))).status).toBe(200);
    expectUndisturbed(figures);
  });
});

describe("what visitors of a site take of its server", () => {
  it("a large body is refused, and never reaches the application", async () => {
    const post = (bytes: number) =>
      lab.shell(
        "control",
        `head -c ${bytes} /dev/zero | curl -s -o /dev/null -w '%{http_code}' --data-binary @- ${url(1, "/")}`,
      );
    const { result, figures } = await watching(lab, "body", NEIGHBOUR, () => post(2 * MIB));
    expect(result).toBe("413");
    expect(await post(MIB - 1000)).toBe("200");
    expectUndisturbed(figures);
  });

  it("bandwidth: all downloads of a site share what was allotted", async () => {
    const { result, figures } = await watching(lab, "bandwidth", NEIGHBOUR, () =>
      together(3, url(2, "/besar.bin")),
    );
    expect(result.map(({ status }) => status)).toEqual([200, 200, 200]);
    const rate = (3 * 1_500_000 * 8) / Math.max(...result.map(({ seconds }) => seconds)) / 1e6;
    console.log(`bandwidth: ${rate.toFixed(1)} Mbit/s of 4 allotted`);
    expect(rate).toBeLessThan(8);
    expectUndisturbed(figures);
  });

  it("requests at a time: what is too much is turned away at once, and Titip's own question is not", async () => {
    const { result, figures } = await watching(lab, "requests", NEIGHBOUR, () =>
      together(12, url(2, "/besar.bin")),
    );
    const turnedAway = result.filter(({ status }) => status === 503);
    expect(result.filter(({ status }) => status === 200).length).toBe(4);
    expect(turnedAway.length).toBe(8);
    expect(Math.max(...turnedAway.map(({ seconds }) => seconds))).toBeLessThan(3);
    expectUndisturbed(figures);
  });

  it("logs: a site's are put away when they are too large, its neighbour's stay, no line is lost", async () => {
    const log = (id: string) => `/var/log/titip/${id}/access.log`;
    const size = async (id: string) => Number(await lab.run("web1", ["stat", "-c", "%s", log(id)]));
    const most = (await size(plain)) + 20_000;
    const many = `curl -s -o /dev/null '${url(2, "/banyak/[1-400]")}'`;
    const { result, figures } = await watching(lab, "logs", NEIGHBOUR, async () => {
      await lab.shell("control", many);
      expect(await size(narrow)).toBeGreaterThan(most);
      const config = `sed 's/maxsize 256M/maxsize ${most}/' /etc/logrotate.d/titip >/etc/rotasi`;
      return lab.shell("web1", `${config}; logrotate -s /tmp/keadaan /etc/rotasi; rm /etc/rotasi`);
    });
    expect(result).toBe("");
    await lab.fetch(url(2, "/sesudah"));
    expect(await size(narrow)).toBeLessThan(2000);
    expect(await lab.shell("web1", `grep -c /banyak/ ${log(narrow)}.1`)).toBe("400");
    expect(await lab.shell("web1", `ls ${log(plain)}*`)).toBe(log(plain));
    expectUndisturbed(figures);
  });
});

describe("what is allotted anew", () => {
  it("storage grows while the site is served; more memory is a new master beside the old; nothing else changes", async () => {
    writeSite(project, { ...GREEDY, ...MORE });
    const { figures } = await watching(lab, "change of limits", NEIGHBOUR, () => titip("up", "--yes"));
    expect(await kept(greedy, "memory", "memory.limit_in_bytes")).toBe(192 * MIB);
    expect(await kept(greedy, "cpu", "cpu.cfs_quota_us")).toBe(200_000);
    const size = await lab.run("web1", ["stat", "-f", "-c", "%b %S", `/srv/titip/${greedy}`]);
    const [blocks = 0, bytes = 0] = size.split(" ").map(Number);
    expect(blocks * bytes).toBeGreaterThan(28 * MIB);
    expectUndisturbed(figures);
    await titip("up", "--yes", "--expect-no-changes");
  });

  it("storage shrinks to what its files fit into; one that is too small is refused, and the other goes through", async () => {
    await lab.shell("web1", `head -c 8000000 /dev/zero >/srv/titip/${greedy}/public/delapan.bin`);
    writeSite(project, { ...GREEDY, storage: "4 MiB" });
    writeSite(project, { number: 4, runtime: "static", storage: "16 MiB" });
    const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toMatch(
      /HST-2026-9001: web1.*\n.*storage-image[\s\S]*(No space left|Wrote only)/,
    );
    expect(await lab.run("web1", ["stat", "-c", "%s", `/var/lib/titip/images/${plain}.img`])).toBe(
      `${16 * MIB}`,
    );
    expect((await lab.fetch(url(4, "/isi.txt"))).body.length).toBe(MIB);
    expect((await lab.fetch(url(1, "/"))).body).toBe("PHP 0");
    writeSite(project, { ...GREEDY, ...MORE });
    await titip("up", "--yes", "--expect-no-changes");
  });

  it("limits raised by hand show as a difference and are put back", async () => {
    await lab.shell(
      "web1",
      `echo 999997440 >/sys/fs/cgroup/memory/titip/${quiet}/memory.memsw.limit_in_bytes || true`,
    );
    await lab.shell("web1", `echo 999997440 >/sys/fs/cgroup/memory/titip/${quiet}/memory.limit_in_bytes`);
    expect((await project.titip("preview", "--diff")).stdout).toContain("999997440");
    await titip("up", "--yes");
    expect(await kept(quiet, "memory", "memory.limit_in_bytes")).toBe(256 * MIB);
    await titip("preview", "--expect-no-changes");
  });

  it("after a power cut everything is bound as before", async () => {
    await lab.stop("web1");
    await lab.start("web1");
    expect((await lab.fetch(url(3, "/"))).body).toBe("tenang");
    await titip("preview", "--expect-no-changes");
  });

  it("a server that binds nothing any more lets its sites go, files included", async () => {
    project.write(
      "datacenter/servers.yaml",
      project.read("datacenter/servers.yaml").replace(/\n {4}limits: .*/, ""),
    );
    // All of them at once is more than one run may change.
    const all = await project.titip("up", "--yes");
    expect([all.exitCode, all.stderr]).toEqual([
      1,
      expect.stringContaining("the changes go over the limits"),
    ]);
    const ids = [1, 2, 3, 4].map((number) => `HST-2026-900${number}`);
    for (const pair of [ids.slice(0, 2), ids.slice(2)])
      await titip("up", "--yes", ...pair.flatMap((id) => ["--target", id]));
    expect((await lab.fetch(url(4, "/isi.txt"))).body.length).toBe(MIB);
    expect(await lab.shell("web1", "grep -c /srv/titip /proc/mounts; ls /var/lib/titip/images")).toMatch(
      /^0\n(new)?$/,
    );
    await titip("up", "--yes", "--expect-no-changes");
  });
});

describe("kill -9 of titip-host while a site's file system is made, changed or left", () => {
  const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGoZYjqaNuMbnOn5fVjonyASXlrRMXcJWgaCT3hhwRjD";
  const sized = (storage?: number) => phpOrder(60, KEY, storage === undefined ? {} : { storage });
  const folder = "/srv/titip/HST-2026-0060";

  /** The put is cut off when its journal holds the word; the next session takes back what was begun. */
  async function cutOff(word: string, order: SiteOrder): Promise<void> {
    const script = `
      t=; until [[ $'\\n'$t == *$'\\n${word}\\t'* ]]; do IFS= read -r -d '' t 2>/dev/null </var/lib/titip/journal; done
      IFS=$'\\t' read -r _ pid _ </run/titip/owner; kill -KILL "$pid"; echo killed`;
    const killed = lab.run("web1", ["bash", "-c", script], { timeout: 60_000 });
    const fleet = new LabFleet(lab.name);
    await expect(fleet.web("web1").put(order), word).rejects.toThrow(/connection was lost/);
    await killed;
    await fleet.close().catch(() => undefined);
    const next = new LabFleet(lab.name);
    await next.web("web1").read("HST-2026-0060"); // a reading plays the journal back
    await next.close();
  }

  const there = `cat ${folder}/public/berkas.txt; grep -c ${folder} /proc/mounts
    stat -c %s /var/lib/titip/images/HST-2026-0060.img 2>/dev/null || echo none; ls /var/lib/titip/images | grep -c 0060; true`;

  /** Cut off until it was in the middle: on a busy machine the server may be done before it is killed. */
  async function cutInTheMiddle(word: string, order: SiteOrder, done: string): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      await cutOff(word, order);
      const found = await lab.shell("web1", there);
      if (found === `berkas\n1\n${16 * MIB}\n1`) return;
      expect(found, word).toBe(done);
      await put(sized(16 * MIB));
    }
    expect.fail(`${word}: was always done before the kill`);
  }

  async function remove(): Promise<void> {
    const fleet = new LabFleet(lab.name);
    await fleet.web("web1").remove("HST-2026-0060");
    await fleet.close();
  }

  async function put(order: SiteOrder): Promise<void> {
    const fleet = new LabFleet(lab.name);
    await fleet.web("web1").put(order);
    await fleet.close();
  }

  it("loses no file and leaves nothing", async () => {
    const left =
      "ls -d /srv/titip/*0060* /var/lib/titip/images/*0060* 2>/dev/null; grep 0060 /proc/mounts; true";
    for (let attempt = 0; attempt < 5; attempt++) {
      await remove();
      await cutOff("image", sized(16 * MIB));
      if ((await lab.shell("web1", left)) === "") break;
    }
    expect(await lab.shell("web1", left)).toBe("");
    await put(sized(16 * MIB));
    await lab.shell("web1", `echo berkas >${folder}/public/berkas.txt`);
    await cutInTheMiddle("reimage", sized(8 * MIB), `berkas\n1\n${8 * MIB}\n1`);
    await cutInTheMiddle("leave", sized(), "berkas\n0\nnone\n0");
    const last = new LabFleet(lab.name);
    await last.web("web1").put(sized(8 * MIB));
    expect(await lab.shell("web1", there)).toBe(`berkas\n1\n${8 * MIB}\n1`);
    const { archive } = await last.web("web1").remove("HST-2026-0060");
    expect(await lab.shell("web1", `tar -tzf ${archive}`)).toContain("HST-2026-0060/public/berkas.txt");
    expect(
      await lab.shell(
        "web1",
        "ls /srv/titip /var/lib/titip/images /run/titip/php; cat /proc/mounts; losetup -a",
      ),
    ).not.toMatch(/0060/);
    await last.close();
  });
});
