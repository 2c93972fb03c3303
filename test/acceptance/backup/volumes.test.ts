import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTAINER_SERVER, LAB_HOSTS } from "../../../lab";
import { withContainerServer, writeBuild } from "../container/container-project";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, requestText, writeRequest } from "../support/requests";

const lab = withLab("backup-volumes", {
  hosts: [...LAB_HOSTS.filter(({ name }) => name !== "web2"), CONTAINER_SERVER],
});
let project: Project;

const ID = idOf(41);
const NAME = `titip-${ID.toLowerCase()}`;
const SITE = "http://situs41.cirebonkab.go.id";
const STORE = `/srv/titip/${ID}/data`;
const ARCHIVES = "/var/lib/titip/archive";

async function titip(...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip(...argv);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}
const docker = (...argv: string[]) => lab.run("docker1", ["docker", ...argv]);
const state = () => docker("inspect", "-f", "{{.Id}} {{.State.Running}}", NAME);
/** Everything that a file is: path, type, mode, owner, times, size, target of a link, links, contents. */
const tree = () =>
  lab.shell(
    "docker1",
    `cd ${STORE}/data && find . -printf '%p|%y|%m|%U:%G|%T@|%s|%l|%n\\n' | LC_ALL=C sort
    find . -type f -size -15000k -print0 | LC_ALL=C sort -z | xargs -0 sha256sum`,
  );
/** What must be beside the volume: nothing of a restore. */
const beside = () => lab.shell("docker1", `ls -A ${STORE} | tr '\\n' ' '; ls -A ${ARCHIVES} | wc -l`);
/** What the container itself reads, and so which folder it really has. */
const inside = () => docker("exec", NAME, "/bin/cat", "/data/catatan");
/** Contents of files of the last archive; of hard links the first that is in it has them. */
const kept = (...files: string[]) =>
  Promise.all(
    files.map((one) => {
      const names = one.replace(/\S+/g, `srv/titip/${ID}/data/.before/$&`);
      return lab.shell("docker1", `tar -xzOf $(ls -t ${ARCHIVES}/*-volumes.tar.gz | head -n 1) ${names}`);
    }),
  );
const noArchive = (act: () => Promise<void>) =>
  lab
    .shell("docker1", `mv ${ARCHIVES} ${ARCHIVES}.simpan && touch ${ARCHIVES}`)
    .then(act)
    .finally(() => lab.shell("docker1", `rm ${ARCHIVES} && mv ${ARCHIVES}.simpan ${ARCHIVES}`));

beforeAll(async () => {
  project = new Project(lab);
  withContainerServer(project);
  const plan = project.read("datacenter/backup.yaml").replace("web2:", "docker1:");
  project.write("datacenter/backup.yaml", plan);
  const sha256 = writeBuild(project, ID);
  const command = '[/bin/sh, -c, "grep -q rusak /data/catatan || exec httpd -f -p 8080 -h /www"]';
  const health = '[/bin/wget, -q, -O, /dev/null, "http://127.0.0.1:8080/"]';
  const need = `container: { build: { sha256: ${sha256} }, port: 8080, volumes: [/data, /tambahan], command: ${command}, health: ${health} }`;
  writeRequest(project, { number: 41 });
  const text = requestText(ID, { number: 41 })
    .replace("runtime: static,", `runtime: container, ${need},`)
    .replace("storage: 1 GiB, memory: 128 MiB", "storage: 16 MiB, memory: 64 MiB, cpu: 1")
    .replace("uid: 21041 }", "uid: 21041, container: { server: docker1, port: 20041 } }");
  project.write(`requests/hosting/${ID}.yaml`, text);
  await titip("up", "--yes");
  // What a container may leave there: links that lead out, our own folders' names, holes larger than the store.
  await lab.shell(
    "docker1",
    `cd ${STORE}/data && printf asli >catatan && ln catatan keras && ln -s /etc/shadow luar && ln -s ../../../../../etc naik &&
    mkdir -p 'sub/-rf *' data/.before data/lost+found && printf x >data/.before/x && printf y >data/lost+found/y &&
    truncate -s 4G jarang && mkfifo pipa && head -c 300000 /dev/urandom >sub/biner && mknod alat c 1 1 &&
    chown -Rh 21041:21041 . && chmod 4711 sub/biner && touch -h -d '2020-01-02 03:04:05.123456789' sub luar`,
  );
});
afterAll(() => project.dispose());

describe("what a container keeps", () => {
  let first = "";
  let ran = "";
  let saved = "";

  test("is lost, and put back byte-identical into the same running container; it led nowhere", async () => {
    first = await tree();
    ran = await state();
    expect(await titip("backup", "run", ID)).toMatch(/volumes\s+docker1/);
    const { stdout } = await project.titip("backup", "list", ID, "--format", "json");
    const { backups } = JSON.parse(stdout) as { backups: { at: string }[] };
    saved =
      backups
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? ""; // each server has its own second
    await lab.shell(
      "docker1",
      `cd ${STORE} && rm -rf data/sub data/luar && printf hilang >data/catatan && printf tetap >tambahan/t`,
    );
    const shadow = await lab.shell("docker1", "sha256sum /etc/shadow; find /etc | sort | sha256sum");
    const told = await titip("backup", "restore", ID, "--yes");
    expect(told).toMatch(/volumes on docker1 put back .*before-restore-\w+-volumes\.tar\.gz/);
    expect(await tree()).toBe(first);
    expect(await inside()).toBe("asli");
    expect(await state()).toBe(ran);
    expect((await lab.fetch(`${SITE}/`)).body).toBe("antrean puskesmas, versi 1\n");
    expect(await beside()).toBe("data lost+found tambahan 1");
    expect(await kept("data/catatan data/keras", "tambahan/t")).toEqual(["hilang", "tetap"]);
    expect(await lab.shell("docker1", "sha256sum /etc/shadow; find /etc | sort | sha256sum")).toBe(shadow);
    await titip("up", "--yes", "--expect-no-changes");
  });

  test("is as it was, and the container runs, when the restore fails after the switch", async () => {
    await lab.shell("docker1", `cd ${STORE}/data && rm -f keras && printf rusak >catatan`);
    await titip("backup", "run", ID); // one with which the container will not run
    await lab.shell("docker1", `printf sehat >${STORE}/data/catatan`);
    const before = await tree();
    const broken = await project.titip("backup", "restore", ID, "--yes");
    expect(broken.stderr).toMatch(/does not run with it as before/);
    expect([broken.exitCode, await tree(), await inside(), await state()]).toEqual([1, before, "sehat", ran]);
    await noArchive(async () => {
      const failed = await project.titip("backup", "restore", ID, "--at", saved, "--yes");
      expect(failed.stderr).toMatch(/archive.*Not a directory/);
    });
    expect([await tree(), await inside(), await state()]).toEqual([before, "sehat", ran]);
    expect(await beside()).toBe("data lost+found tambahan 1");
  });

  test("is bound by the store, and nothing is switched when it does not fit", async () => {
    await lab.shell(
      "docker1",
      `cd ${STORE}/tambahan && { head -c 20000000 /dev/zero >penuh || truncate -s -100000 penuh; } && sync`,
    );
    const begun = await docker("inspect", "-f", "{{.State.StartedAt}}", NAME);
    const failed = await project.titip("backup", "restore", ID, "--at", saved, "--yes");
    expect(failed.stderr).toMatch(/No space left on device|Wrote only/);
    expect(await docker("inspect", "-f", "{{.State.StartedAt}}", NAME)).toBe(begun);
    await lab.shell("docker1", `rm ${STORE}/tambahan/penuh`);
    expect(await beside()).toBe("data lost+found tambahan 1");
  });

  test("is put right by the next session when the program is killed in the switch", async () => {
    const before = await tree();
    const slow = `#!/bin/sh\\ncase "$1" in start) touch /tmp/di-sini; sleep 2 ;; esac\\nexec /usr/bin/docker "$@"\\n`;
    await lab.shell(
      "docker1",
      `printf '${slow}' >/usr/local/sbin/docker && chmod 755 /usr/local/sbin/docker`,
    );
    const cut = project.start("backup", "restore", ID, "--at", saved, "--yes");
    const ended = new Promise((resolve) => cut.on("close", resolve));
    await lab.shell(
      "docker1",
      "for i in $(seq 150); do [ -e /tmp/di-sini ] && break; sleep 0.1; done; kill -KILL $(cut -f 2 /run/titip/owner); rm /usr/local/sbin/docker",
    );
    expect(await ended).toBe(1);
    await lab.shell("docker1", "printf 'lock\\t0\\tuji\\t20\\n' | titip-host serve");
    expect([await tree(), await inside(), await state()]).toEqual([before, "sehat", ran]);
    expect(await beside()).toBe("data lost+found tambahan 1");
  });

  test("is put back for a container that is stopped, which stays so", async () => {
    await docker("stop", "-t", "1", NAME);
    await lab.shell("docker1", `rm -rf ${STORE}/data`);
    await titip("backup", "restore", ID, "--at", saved, "--yes");
    expect([await tree(), await state()]).toEqual([first, ran.replace("true", "false")]);
    await titip("up", "--yes");
    expect([await inside(), await state()]).toEqual(["asli", ran]);
    await titip("up", "--yes", "--expect-no-changes");
  });
});
