import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SiteExtra } from "../../../src/provision/site-extras";
import { withLab } from "../lab-fixture";
import { LabFleet } from "../remote/lab-fleet";
import { Project } from "../support/project";
import { idOf } from "../support/requests";
import { watching } from "./neighbour";
import { bindWeb1, newKey, phpOrder, upload, writeSite } from "./php-sites";

const lab = withLab("php");
let project: Project;
let mine: string;
let theirs: string;
let before: string;
let key: { file: string; line: string };
let other: { file: string; line: string };
const url = (number: number, path = "/") => `http://situs${number}.cirebonkab.go.id${path}`;

/** Everything of Titip's on web1 that a site with PHP and SFTP may leave behind. */
const TRACES = String.raw`
section() { printf '\n# %s\n' "$1"; }
section files; find /etc/titip /etc/apache2/titip/live/ /srv/titip /var/log/titip /run/titip/php /var/lib/titip/images 2>/dev/null -mindepth 1 | sort
section accounts; grep -h '^hst-' /etc/passwd /etc/group /etc/shadow
section groups; find /sys/fs/cgroup/*/titip -mindepth 1 -type d
section processes; ps axo user,args | grep -E 'php-fpm|^hst-' | grep -v grep
section mounts; grep /srv/titip /proc/mounts
section journal; cat /var/lib/titip/journal 2>/dev/null; ls -d /etc/apache2/titip/candidate 2>/dev/null; true`;

/** What a page may try with its neighbours. Prints one line for each attempt that went through. */
const SPY = `<?php
$victim = '/srv/titip/${idOf(2)}';
$tries = [
  'page' => fn() => file_get_contents("$victim/public/index.php"),
  'list' => fn() => scandir('/srv/titip'),
  'sessions' => fn() => scandir("$victim/php/sessions"),
  'passwd' => fn() => file_get_contents('/etc/passwd'),
  'link' => fn() => symlink("$victim/public/index.php", 'link.txt') && file_get_contents('link.txt'),
  'include' => fn() => include "$victim/public/index.php",
  'write' => fn() => file_put_contents("$victim/public/x", 'x'),
  'shell' => fn() => shell_exec("cat $victim/public/index.php $victim/php/sessions/* 2>/dev/null"),
  'shell-write' => fn() => shell_exec("echo x >$victim/public/x && echo y"),
  'logs' => fn() => shell_exec('cat /var/log/titip/*/*.log 2>/dev/null'),
  'keys' => fn() => shell_exec('echo x >>/etc/titip/sftp/${idOf(2).toLowerCase()} && echo y'),
  'socket' => fn() => shell_exec('ls /run/titip/php/${idOf(2)}/'),
  'connect' => fn() => stream_socket_client('unix://' . trim(explode(' ', shell_exec("grep '^listen = ' /etc/apache2/titip/live/${idOf(2)}.pool"))[2] ?? '')),
  'signal' => fn() => shell_exec('pkill -u ${idOf(2).toLowerCase()} && echo y'),
  'group' => fn() => shell_exec('for f in /sys/fs/cgroup/*/titip/${idOf(1)}/cgroup.procs; do echo 1 >$f && echo y; done'),
  'opcache' => fn() => array_filter(array_keys((function_exists('opcache_get_status') ? opcache_get_status() : [])['scripts'] ?? []), fn($s) => !str_starts_with($s, '/srv/titip/${idOf(1)}/')),
];
foreach ($tries as $name => $try) { try { $got = @$try(); } catch (Throwable $e) { $got = null; } if ($got) echo "$name\\n"; }
echo 'as ', posix_getpwuid(posix_geteuid())['name'] ?? posix_geteuid(), "\\n";`;

const APPLICATION = `<?php
session_start(); $_SESSION['n'] = ($_SESSION['n'] ?? 0) + 1;
echo 'kali ', $_SESSION['n'], ' ', ini_get('memory_limit'), ' ', session_save_path();`;

async function titip(...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip(...argv);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}

const sshOptions = (file: string) => [
  ...["-i", file, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"],
  ...["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"],
];

function sftp(file: string, number: number, commands: string) {
  const account = `${idOf(number).toLowerCase()}@10.20.30.11`;
  return lab.exec("control", ["sftp", ...sshOptions(file), "-b", "-", account], { input: commands });
}

/** Workers come and go, and a master that was replaced takes its time. */
function withoutWorkers(traces: string): string {
  return traces
    .split("\n")
    .filter(
      (line) => !/sess_|php-fpm: pool|\.ending\.pid|php-fpm: master|\.sock$|php\/HST[^.]*\.pid$/.test(line),
    )
    .join("\n");
}

beforeAll(async () => {
  project = new Project(lab);
  mkdirSync(join(project.root, "requests/hosting"), { recursive: true });
  bindWeb1(project);
  before = await lab.shell("web1", TRACES);
  key = await newKey(lab, project, "kunci-satu");
  other = await newKey(lab, project, "kunci-dua");
  mine = writeSite(project, { number: 1, sftp: [key.line] });
  theirs = writeSite(project, { number: 2, sftp: [other.line] });
  await titip("up", "--yes");
  await upload(lab, mine, "index.php", APPLICATION);
  await upload(lab, theirs, "index.php", APPLICATION);
  await lab.fetch(url(2));
});
afterAll(() => project.dispose());

describe("a site of PHP", () => {
  it("is answered by processes of its own account, with sessions of its own", async () => {
    const jar = join(project.root, "kue");
    const visit = ["curl", "-s", "-c", jar, "-b", jar, url(1)];
    expect(await lab.run("control", visit)).toContain(`kali 1 67108864 /srv/titip/${mine}/php/sessions`);
    expect(await lab.run("control", visit)).toContain("kali 2");
    expect((await lab.fetch(url(1, "/berita/2026/7?x=1"))).body).toContain("kali 1"); // the application's own path
    expect((await lab.fetch(url(1, "/index.html"))).body).toContain("Nomor permohonan");
    const masters = await lab.shell("web1", "ps axo args | grep -c '^php-fpm: master'");
    expect(masters).toBe("2");
    expect(await lab.shell("web1", `stat -c '%a %U' /srv/titip/${mine}/php/sessions`)).toBe(
      "700 hst-2026-9001",
    );
  });

  it("sees and reaches nothing of its neighbour's: files, sessions, logs, keys, sockets, processes, opcache", async () => {
    await upload(lab, mine, "intip.php", SPY);
    expect((await lab.fetch(url(1, "/intip.php"))).body).toBe("as hst-2026-9001\n");
    expect(await lab.shell("web1", `ls /srv/titip/${theirs}/public`)).toBe("index.html\nindex.php");
  });

  it("changes nothing the second time, in one round trip to each server", async () => {
    const { exitCode, stdout, stderr } = await project.run(
      ["bin/titip", "up", "--yes", "--expect-no-changes"],
      {
        TITIP_DEBUG: "1",
      },
    );
    expect(exitCode, stdout + stderr).toBe(0);
    const requests = (stdout + stderr).split("\n").filter((line) => line.includes("titip: web1 <"));
    expect(requests.map((line) => line.replace(/.*</, "<"))).toEqual(["< web-read"]);
  });

  it("with another pool goes on without a lost request: the new master stands beside the old one", async () => {
    const visitor = { name: "situs1.cirebonkab.go.id", path: "/" };
    writeSite(project, { number: 1, sftp: [key.line], memory: "512 MiB" });
    const { figures } = await watching(lab, "new pool", visitor, () => titip("up", "--yes"));
    expect(figures.answered).toBe(figures.asked);
    expect((await lab.fetch(url(1))).body).toContain("kali 1 134217728");
    await lab.shell(
      "web1",
      "for i in $(seq 100); do [ $(ps axo args | grep -c '^php-fpm: master') = 2 ] && exit; sleep 0.1; done; ps ax; exit 1",
    );
  });
});

describe("what was changed by hand", () => {
  const RAISED = 999_997_440;
  const changes: [string, string, RegExp][] = [
    [
      "a pool",
      `sed -i 's/^pm.max_children.*/pm.max_children = 999/' /etc/apache2/titip/live/${idOf(1)}.pool`,
      /max_children = 999/,
    ],
    [
      "a master that was killed",
      `kill -KILL $(cat /run/titip/php/${idOf(1)}/*[!g].pid); sleep 0.5`,
      /stopped/,
    ],
    [
      "a limit",
      `cd /sys/fs/cgroup/memory/titip/${idOf(1)}; for f in memory.memsw.limit_in_bytes memory.limit_in_bytes; do [ ! -e $f ] || echo ${RAISED} >$f; done`,
      /999997440/,
    ],
    [
      "keys of somebody else",
      `echo 'ssh-ed25519 AAAAjahat' >>/etc/titip/sftp/${idOf(1).toLowerCase()}`,
      /AAAAjahat/,
    ],
    ["keys that are gone", `rm /etc/titip/sftp/${idOf(2).toLowerCase()}`, /sftp/],
  ];

  it("is shown by preview, each of it, and repaired by one up", async () => {
    const held = await lab.shell("web1", TRACES);
    for (const [, line] of changes) await lab.shell("web1", line);
    const shown = (await project.titip("preview", "--diff")).stdout;
    for (const [what, , says] of changes) if (what !== "a pool") expect(shown, what).toMatch(says);
    expect(shown).toMatch(/~ 2 to update/);
    await titip("up", "--yes");
    await titip("preview", "--expect-no-changes");
    expect((await lab.fetch(url(1))).status).toBe(200);
    expect(withoutWorkers(await lab.shell("web1", TRACES))).toBe(withoutWorkers(held));
  });
});

describe("SFTP", () => {
  it("brings files, which are served; shows no other site; gives no shell, no forwarding, no way out", async () => {
    await lab.shell(
      "control",
      `echo '<p>dari SFTP' >${project.root}/baru.html; chmod 644 ${project.root}/baru.html`,
    );
    const put = await sftp(key.file, 1, `pwd\nput ${project.root}/baru.html\nls /\n`);
    expect(put.exitCode, put.stderr).toBe(0);
    expect(put.stdout).toContain("Remote working directory: /public");
    expect((await lab.fetch(url(1, "/baru.html"))).body).toBe("<p>dari SFTP\n");
    for (const commands of [
      "ls /srv",
      "get /etc/passwd",
      "ls ../../../etc",
      "put /etc/hostname /x",
      "rename /public /umum",
    ]) {
      expect((await sftp(key.file, 1, `${commands}\n`)).exitCode, commands).not.toBe(0);
    }
    await sftp(key.file, 1, "symlink /etc/passwd tautan\n");
    expect((await sftp(key.file, 1, `get tautan ${project.root}/curian\n`)).exitCode).not.toBe(0);
    const account = `${idOf(1).toLowerCase()}@10.20.30.11`;
    const shell = await lab.exec("control", ["ssh", ...sshOptions(key.file), account, "id"]);
    expect(shell.stdout).toBe("This service allows sftp connections only.\n");
    const forward = `timeout 6 ssh ${sshOptions(key.file).join(" ")} -N -L 7081:127.0.0.1:80 ${account} & sleep 2; curl -s -o /dev/null --max-time 2 http://127.0.0.1:7081/; echo $?; wait`;
    expect(await lab.shell("control", forward)).toMatch(/^(52|56|7)$/m);
  });

  it("is for the site's own keys only, until they leave the request", async () => {
    expect((await sftp(key.file, 2, "ls\n")).exitCode).not.toBe(0);
    writeSite(project, { number: 1, memory: "512 MiB", sftp: [other.line] });
    await titip("up", "--yes");
    expect((await sftp(key.file, 1, "ls\n")).exitCode).not.toBe(0);
    expect((await sftp(other.file, 1, "ls\n")).exitCode).toBe(0);
  });
});

describe("kill -9 of titip-host", () => {
  function killAt(word: string): Promise<string> {
    const script = `
      t=; until [[ $'\\n'$t == *$'\\n${word}\\t'* ]]; do IFS= read -r -d '' t 2>/dev/null </var/lib/titip/journal; done
      IFS=$'\\t' read -r _ pid _ </run/titip/owner; kill -KILL "$pid"; echo killed`;
    return lab.run("web1", ["bash", "-c", script], { timeout: 60_000 });
  }

  it("after each step that a site with PHP adds: the next session takes it back, and the same put goes through", async () => {
    const words = ["php-folders", "sftp", "pools", "live"];
    const held = await lab.shell("web1", TRACES);
    const fleets = words.map(() => new LabFleet(lab.name));
    for (const [index, word] of words.entries()) {
      const fleet = fleets[index]?.web("web1");
      const killed = killAt(word);
      await expect(fleet?.put(phpOrder(50, key.line)), word).rejects.toThrow(/connection was lost/);
      await killed;
    }
    const fleet = new LabFleet(lab.name);
    await fleet.web("web1").put(phpOrder(51, key.line));
    await fleet.web("web1").remove(phpOrder(51, key.line).request);
    expect(withoutWorkers(await lab.shell("web1", TRACES))).toBe(withoutWorkers(held));
    const made = await fleet.web("web1").put(phpOrder(50, key.line));
    expect(made.extras).toEqual(expect.arrayContaining([...(phpOrder(50, key.line).extras ?? [])]));
    expect(await lab.shell("web1", "ls /run/titip/php/HST-2026-0050 | wc -l")).toBe("2");
    await fleet.web("web1").remove("HST-2026-0050");
    await Promise.all([...fleets, fleet].map((one) => one.close().catch(() => undefined)));
  });

  it("or a pool that php-fpm refuses: that site is named, the other goes through, nothing is left of the first", async () => {
    const fleet = new LabFleet(lab.name);
    const bad = phpOrder(52, key.line);
    const extras = bad.extras?.map(
      ([kind, ...values]): SiteExtra => [
        kind,
        ...values.map((value) => value.replace(/max_children = \d+/, "max_children = 0")),
      ],
    );
    const results = await Promise.allSettled(
      [{ ...bad, extras }, phpOrder(53, key.line)].map((order) => fleet.web("web1").put(order)),
    );
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(String(results[0]?.status === "rejected" && results[0].reason)).toMatch(
      /HST-2026-0052[\s\S]*php-test[\s\S]*max_children/,
    );
    expect(await lab.shell("web1", TRACES)).not.toMatch(/0052|situs52/);
    await fleet.web("web1").remove("HST-2026-0053");
    await fleet.close();
  });

  it("and a line of a pool that Titip does not write is refused on the server", async () => {
    const fleet = new LabFleet(lab.name);
    const order = phpOrder(54, key.line);
    const lines = [
      "php_admin_value[auto_prepend_file] = /etc/passwd",
      "user = root",
      "env[X] = y",
      "access.log = /etc/x",
      "include=/etc/php/*",
      "php_admin_value[open_basedir] = /",
    ];
    for (const line of lines) {
      const extras = order.extras?.map(
        ([kind, ...values]): SiteExtra => [
          kind,
          ...values.map((value) => (kind === "pool" ? `${value}${line}\n` : value)),
        ],
      );
      await expect(fleet.web("web1").put({ ...order, extras }), line).rejects.toThrow(/pool-refused/);
    }
    const alien: SiteExtra[] = [
      ["sftp", 'command="id" ssh-ed25519 AAAA'],
      ["tidak-ada", "x"],
      ["storage", "1;reboot"],
    ];
    for (const extra of alien)
      await expect(fleet.web("web1").put({ ...order, extras: [extra] })).rejects.toThrow(
        /refused|unsupported/,
      );
    expect(await lab.shell("web1", TRACES)).not.toMatch(/0054|situs54/);
    await fleet.close();
  });
});

describe("what ends", () => {
  it("a site that becomes static has no process, socket or group any more", async () => {
    writeSite(project, { number: 2, runtime: "static" });
    await titip("up", "--yes");
    expect((await lab.fetch(url(2, "/index.html"))).status).toBe(200);
    const left = `ls -d /run/titip/php/${theirs} /sys/fs/cgroup/*/titip/${theirs} /etc/titip/sftp/${theirs.toLowerCase()} 2>/dev/null; true`;
    expect(await lab.shell("web1", left)).toBe("");
    await titip("up", "--yes", "--expect-no-changes");
  });

  it("all sites: nothing is left but their archives", async () => {
    await titip("destroy", "--yes");
    expect(await lab.shell("web1", TRACES)).toBe(before);
    const archives = await lab.shell("web1", "cd /var/lib/titip/archive; for a in *; do tar -tzf $a; done");
    expect(archives).toContain(`srv/titip/${mine}/public/baru.html`);
    expect(archives).toContain(`srv/titip/${theirs}/public/index.php`);
  });
});
