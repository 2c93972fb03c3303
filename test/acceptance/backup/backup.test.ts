import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LAB_HOSTS } from "../../../lab/hosts";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, writeRequest } from "../support/requests";

const lab = withLab("backup", { hosts: LAB_HOSTS });
const id = idOf(1);
const neighbour = idOf(2);
const site = `/srv/titip/${id}`;
const url = "http://situs1.cirebonkab.go.id/";
let project: Project;

/** Everything that a file is: path, type, mode, owner, times, size, target of a link, links, contents. */
async function tree(folder = `${site}/public`): Promise<string> {
  const find = `find . -printf '%p|%y|%m|%U:%G|%T@|%s|%l|%n\\n' | LC_ALL=C sort`;
  const sums = "find . -type f -size -900000k -print0 | LC_ALL=C sort -z | xargs -0 sha256sum";
  return lab.shell("web1", `cd ${folder} && ${find} && ${sums}`);
}

async function titip(...argv: string[]) {
  const { exitCode, stdout, stderr } = await project.titip(...argv);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}

const journal = (): string[] => {
  const folder = join(project.root, "records/maintenance");
  return readdirSync(folder).flatMap((month) =>
    readdirSync(join(folder, month)).map((name) => readFileSync(join(folder, month, name), "utf8")),
  );
};

/** In front of the real program in titip-host's PATH. */
async function slow(program: string, script: string): Promise<void> {
  const text = `#!/bin/sh\\n${script}\\nexec /usr/bin/${program} "$@"\\n`;
  await lab.shell(
    "web1",
    `printf '${text}' >/usr/local/sbin/${program} && chmod 755 /usr/local/sbin/${program}`,
  );
}
const quick = (program: string) => lab.shell("web1", `rm -f /usr/local/sbin/${program} /tmp/di-sini`);

beforeAll(async () => {
  project = new Project(lab);
  writeRequest(project, { number: 1 });
  writeRequest(project, { number: 2 });
  await titip("up", "--yes");
  // What a tenant may leave there: links that lead out, odd names, holes larger than the disk, a folder closed to all.
  await lab.shell(
    "web1",
    `cd ${site}/public && printf 'asli' >index.html && chmod 640 index.html &&
    ln -s /etc/shadow luar && ln -s ../../../../etc naik && ln -s / akar && ln -s tidak-ada putus &&
    mkdir -p 'sub/-rf *' kunci && printf x >"$(printf 'dua\\nbaris\\001 ?"$(touch kena)')" && printf y >'--checkpoint=1' &&
    ln index.html keras && mkfifo pipa && truncate -s 4T jarang && printf tengah | dd of=jarang bs=1 seek=99999999 conv=notrunc status=none &&
    head -c 300000 /dev/urandom >'sub/biner' && chmod 4711 sub/biner && chown -Rh 21001:www-data . &&
    chmod 000 kunci && touch -d '2020-01-02 03:04:05.123456789' sub putus -h`,
  );
});
afterAll(() => project.dispose());

describe("backup and restore", () => {
  let first = "";
  let saved = "";

  test("every site is saved, by hand and at night; the journal has each run once", async () => {
    first = await tree();
    expect(await titip("backup", "run", "--record")).toMatch(/HST-2026-9001\s+files\s+web1/);
    await lab.run("web1", ["titip-host", "backup"]);
    const listed = JSON.parse((await project.titip("backup", "list", id, "--format", "json")).stdout);
    expect(listed.backups).toMatchObject([
      { request: id, part: "files", server: "web1" },
      { request: id, part: "files", server: "web1" },
    ]);
    saved = listed.backups[1].at;
    await titip("maintenance", "collect");
    const runs = journal().filter((text) => text.includes("Pencadangan web1: 2 bagian"));
    expect(runs).toHaveLength(2);
    expect(await titip("maintenance", "collect")).toContain("0 recorded");
    expect(await lab.run("web1", ["stat", "-c", "%a %U", "/etc/titip/backup.key"])).toBe("600 root");
    expect(
      await lab.shell("web1", "find /var/backups/titip ! -user root -o -perm /077 -type d | wc -l"),
    ).toBe("0");
  });

  test("drill: the site is destroyed, restored, byte-identical and serving; nothing of it led anywhere", async () => {
    const shadow = await lab.shell(
      "web1",
      "sha256sum /etc/shadow; find /etc /srv/titip/HST-2026-9002 | sort | sha256sum",
    );
    await lab.shell("web1", `rm -rf ${site}/public`);
    expect((await lab.fetch(url)).status).not.toBe(200);
    const told = await titip("backup", "restore", id, "--yes", "--record");
    expect(await tree()).toBe(first);
    expect(await lab.fetch(url)).toEqual({ status: 200, body: "asli" });
    expect(told).toMatch(/files on web1 put back/);
    expect(await lab.shell("web1", `ls -A ${site} && du -sk ${site}/public | cut -f 1`)).toMatch(
      /^public\n(3|4)\d\d$/,
    );
    expect(
      await lab.shell("web1", "sha256sum /etc/shadow; find /etc /srv/titip/HST-2026-9002 | sort | sha256sum"),
    ).toBe(shadow);
    expect(journal().filter((text) => text.includes("kind: restore"))).toHaveLength(1);
    expect((await project.titip("check")).stdout).not.toContain("records/");
    expect(await titip("preview")).toMatch(/same|unchanged/);
  });

  test("a site goes back to an earlier time; what was there before is an archive", async () => {
    await lab.shell(
      "web1",
      `cd ${site}/public && printf 'baru' >index.html && printf z >baru.txt && rm sub/biner`,
    );
    await titip("backup", "run", id);
    await titip("backup", "restore", id, "--at", saved, "--yes");
    expect(await tree()).toBe(first);
    const archive = await lab.shell(
      "web1",
      `ls -t /var/lib/titip/archive/${id}-before-restore-* | head -n 1`,
    );
    expect(
      await lab.shell("web1", `tar -xzOf ${archive} --wildcards '*/public/baru.txt'; stat -c %a ${archive}`),
    ).toBe("z600");
    await titip("backup", "restore", id, "--yes");
    expect(await lab.fetch(url)).toEqual({ status: 200, body: "baru" });
    const none = await project.titip("backup", "restore", id, "--at", "2026-01-01T00:00:00+07:00", "--yes");
    expect(none.exitCode).toBe(1);
    expect(none.stderr).toMatch(/no backup from then/);
  });

  test("a restore that fails is undone whole, also after the switch; the site goes on meanwhile", async () => {
    const before = await tree();
    // After the switch: there is no room for the archive of what was there.
    await lab.shell(
      "web1",
      "mv /var/lib/titip/archive /var/lib/titip/simpan && touch /var/lib/titip/archive",
    );
    const failed = await project.titip("backup", "restore", id, "--at", saved, "--yes");
    await lab.shell("web1", "rm /var/lib/titip/archive && mv /var/lib/titip/simpan /var/lib/titip/archive");
    expect(failed.exitCode, failed.stdout).toBe(1);
    expect(await tree()).toBe(before);
    expect(await lab.shell("web1", `ls -A ${site}`)).toBe("public");
    // While it is staged: the program is killed.
    await slow("tar", "touch /tmp/di-sini; sleep 3");
    const cut = project.start("backup", "restore", id, "--at", saved, "--yes");
    const ended = new Promise((resolve) => cut.on("close", resolve));
    await lab.shell(
      "web1",
      "for i in $(seq 100); do [ -e /tmp/di-sini ] && break; sleep 0.1; done; kill -KILL $(cut -f 2 /run/titip/owner)",
    );
    expect(await ended).toBe(1);
    await quick("tar");
    expect(await lab.fetch(url)).toEqual({ status: 200, body: "baru" });
    await titip("up", "--yes"); // the next session plays back
    expect(await tree()).toBe(before);
    expect(await lab.shell("web1", `ls -A ${site}`)).toBe("public");
  });

  test("what was saved only in part counts as no backup, and takes nothing from the neighbour's", async () => {
    const count = async (request: string) =>
      JSON.parse((await project.titip("backup", "list", request, "--format", "json")).stdout).backups.length;
    const [mine, theirs] = [await count(id), await count(neighbour)];
    await slow("tar", `case "$*" in *${id}*) printf setengah; exit 2 ;; esac`);
    const { exitCode, stderr } = await project.titip("backup", "run");
    await quick("tar");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(new RegExp(`${id}: web1`));
    expect([await count(id), await count(neighbour)]).toEqual([mine, theirs + 1]);
  });

  test("a repository on another host is reached with a key of its own and a known host only", async () => {
    await lab.shell(
      "ns1",
      `useradd -m cadangan && install -d -o cadangan -m 700 ~cadangan/.ssh /srv/cadangan &&
      printf 'AllowUsers cadangan\\n' >/etc/ssh/sshd_config.d/cadangan.conf && kill -HUP $(cat /run/sshd.pid)`,
    );
    await lab.shell(
      "web2",
      `ssh-keygen -q -t ed25519 -N '' -f /etc/titip/backup.ssh &&
      printf 'REPOSITORY=sftp://cadangan@10.20.30.53/srv/cadangan/web2\\nKEEP_DAILY=2\\n' >/etc/titip/backup.conf &&
      mkdir -p /srv/titip/HST-2026-9003/public`,
    );
    const key = await lab.run("web2", ["cat", "/etc/titip/backup.ssh.pub"]);
    await lab.run(
      "ns1",
      ["sh", "-c", "cat >~cadangan/.ssh/authorized_keys && chown -R cadangan ~cadangan/.ssh"],
      { input: `${key}\n` },
    );
    expect((await lab.exec("web2", ["titip-host", "backup"])).stderr).toMatch(/backup-repository/);
    const host = await lab.run("ns1", ["cut", "-d", " ", "-f", "1,2", "/etc/ssh/ssh_host_ed25519_key.pub"]);
    await lab.run("web2", ["sh", "-c", "cat >/etc/titip/backup.known_hosts"], {
      input: `10.20.30.53 ${host}\n`,
    });
    await lab.run("web2", ["titip-host", "backup"]);
    expect(await lab.shell("ns1", "ls /srv/cadangan/web2 | tr '\\n' ' '")).toMatch(/config .*snapshots/);
    expect((await project.titip("backup", "list")).stderr).toMatch(
      /web2: REPOSITORY=sftp:.* on the server, \/var\/backups\/titip in/,
    );
  });
});

describe("usage on record", () => {
  const month = () => lab.shell("web1", "date +%Y-%m");
  const file = async () => `records/usage/${await month()}/web1.yaml`;

  test("is collected once for each line, with answers, visitors and disk; no address leaves the server", async () => {
    for (const path of ["", "", "tidak-ada"]) await lab.fetch(`${url}${path}`);
    const ask = "GET / HTTP/1.1\\r\\nHost: situs1.cirebonkab.go.id\\r\\nConnection: close\\r\\n\\r\\n";
    const visit = `exec 3<>/dev/tcp/10.20.30.11/80; printf '${ask}' >&3; cat <&3 >/dev/null`;
    await lab.run("web2", ["bash", "-c", visit]);
    await titip("usage", "collect");
    const text = project.read(await file());
    expect(text).toMatch(
      /HST-2026-9001: \{ requests: \d+, bytes: \d+, answers: \{.*\}, visitors: 2, disk: \d+ \}/,
    );
    expect(text).not.toContain("10.20.30");
    expect(await titip("usage", "collect")).toContain("0 files");
    await lab.fetch(url);
    await lab.run("web1", ["logrotate", "-f", "/etc/logrotate.d/titip"]);
    await titip("usage", "collect");
    const requests = (one: string) => Number(/HST-2026-9001: \{ requests: (\d+)/.exec(one)?.[1]);
    expect(requests(project.read(await file()))).toBe(requests(text) + 1);
  });

  test("a month's salt and hashes are gone when it is over; its number stays", async () => {
    const folder = "/var/lib/titip/usage/.visitors";
    await lab.shell(
      "web1",
      `cd ${folder} && for f in *.${await month()}; do mv "$f" "\${f%.*}.2020-01"; done`,
    );
    await lab.run("web1", ["titip-host", "usage"]);
    expect(await lab.shell("web1", `ls ${folder}`)).toBe("");
    expect(await lab.run("web1", ["cat", `/var/lib/titip/usage/${id}`])).toMatch(/^visitors \d{4}-\d{2} 2$/m);
  });

  test("is reported with charts, compared with what was allotted", async () => {
    expect(await titip("usage", "report")).toMatch(/HST-2026-9001 .*%/);
    const drawn = readdirSync(join(project.root, "out/usage"));
    expect(drawn).toContain(`storage-${await month()}.svg`);
    expect(project.read(`out/usage/storage-${await month()}.svg`)).toMatch(/^<svg [^>]*>.*1 GiB/);
  });
});

test("drift that up repairs is recorded with its request and server; a second up records nothing", async () => {
  await lab.shell("web1", `printf '# diubah\\n' >>/etc/apache2/titip/live/${id}.conf`);
  const count = journal().length;
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes", "--record");
  expect(exitCode, stdout + stderr).toBe(0);
  const drift = journal().filter((text) => text.includes("kind: drift"));
  expect(drift).toHaveLength(1);
  expect(drift[0]).toMatch(/servers:\n {2}- web1\nrequests:\n {2}- HST-2026-9001\n/);
  await titip("up", "--yes", "--record");
  expect(journal()).toHaveLength(count + 1);
  expect(await titip("report", "maintenance")).toMatch(/Drift repaired|Penyimpangan/);
});
