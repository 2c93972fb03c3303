import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTAINER_SERVER, LAB_HOSTS } from "../../../lab";
import { labHostKey } from "../../../lab/keys";
import { desiredDaemon } from "../../../src/provision/docker-daemon";
import { withLab } from "../lab-fixture";
import { recordedState } from "../support/holdings";
import { OWN_LOOPS } from "../support/own-loops";
import { Project } from "../support/project";
import { idOf, requestText, writeRequest } from "../support/requests";
import { withContainerServer, writeBuild } from "./container-project";

/** One site in a container behind Apache, from its first `up` to `destroy`, beside a plain site. */
const lab = withLab("container", { hosts: [...LAB_HOSTS, CONTAINER_SERVER] });
let project: Project;

const ID = idOf(41);
const NAME = `titip-${ID.toLowerCase()}`;
const SITE = "http://situs41.cirebonkab.go.id";
const NEIGHBOUR = "http://situs42.cirebonkab.go.id/";

beforeAll(() => {
  project = new Project(lab);
  withContainerServer(project);
  writeContainer(writeBuild(project, ID));
  writeRequest(project, { number: 42 });
});
afterAll(() => project.dispose());

function writeContainer(sha256: string, memory = "64 MiB"): void {
  writeRequest(project, { number: 41 });
  const need = `container: { build: { sha256: ${sha256} }, port: 8080, volumes: [/data], processes: 40, environment: { WARNA: hijau }, health: [/bin/wget, -q, -O, /dev/null, "http://127.0.0.1:8080/"] }`;
  const text = requestText(ID, { number: 41 })
    .replace("runtime: static,", `runtime: container, ${need},`)
    .replace("storage: 1 GiB, memory: 128 MiB", `storage: 16 MiB, memory: ${memory}, cpu: 1`)
    .replace("uid: 21041 }", "uid: 21041, container: { server: docker1, port: 20041 } }");
  project.write(`requests/hosting/${ID}.yaml`, text);
}

async function titip(...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip(...argv);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}
const docker = (...argv: string[]) => lab.run("docker1", ["docker", ...argv]);
const inspect = async (format: string) => docker("inspect", "-f", format, NAME);
/** All that Docker and Titip have on the container server, in a form that is equal whenever they are. */
const HOLDINGS = `docker ps -a --format '{{.Names}}' | sort; docker images -a --format '{{.Repository}}:{{.Tag}}' | sort
docker network ls --format '{{.Name}}' | sort; docker volume ls --format '{{.Name}}' | sort; ls /srv/titip
find /etc/titip /var/lib/titip -not -path '*/archive/*' -not -name generation -not -name reserve -not -name 'backup*' | sort
{ ${OWN_LOOPS}; } | grep -c stores; mount | grep -c /srv/titip`;
const holdings = () => lab.shell("docker1", `${HOLDINGS}; true`);

let before = "";

describe("a site in a container", () => {
  it("is built from the delivered folder, started and served through Apache", async () => {
    before = await holdings();
    await titip("check");
    const said = await titip("up", "--yes");
    expect(said.match(/built-in provider serves the docker resources/g)).toHaveLength(1);
    expect(await lab.fetch(`${SITE}/`)).toEqual({ status: 200, body: "antrean puskesmas, versi 1\n" });
  });

  it("has the limits that were approved, and nothing beyond", async () => {
    const [found] = JSON.parse(await docker("inspect", NAME)) as {
      Config: Record<string, unknown>;
      HostConfig: Record<string, unknown>;
      State: { Health: { Status: string } };
    }[];
    expect(found?.HostConfig).toMatchObject({
      Memory: 64 * 1024 ** 2,
      MemorySwap: 64 * 1024 ** 2,
      NanoCpus: 1e9,
      Ulimits: [{ Name: "nproc", Soft: 40, Hard: 40 }],
      ReadonlyRootfs: true,
      Privileged: false,
      CapDrop: ["ALL"],
      CapAdd: null,
      SecurityOpt: ["no-new-privileges:true"],
      RestartPolicy: { Name: "unless-stopped" },
      PortBindings: { "8080/tcp": [{ HostIp: "10.20.30.31", HostPort: "20041" }] },
    });
    expect(found?.Config).toMatchObject({ User: "21041:21041" });
    expect(found?.State.Health.Status).toBe("healthy");
    const who = (await lab.fetch(`${SITE}/cgi-bin/siapa`)).body;
    expect(who).toContain("uid=21041 gid=21041");
    expect(who).toMatch(/CapEff:\s0{16}\nCapBnd:\s0{16}\nNoNewPrivs:\s1/);
    expect(who).toContain("WARNA=hijau");
  });

  it("keeps what it writes in its volume, and can write nowhere else", async () => {
    const { body } = await lab.fetch(`${SITE}/cgi-bin/tulis`);
    expect(body.split("\n")[0]).toBe("tersimpan");
    expect(body).toContain("Read-only file system");
    expect(await lab.shell("docker1", `cat /srv/titip/${ID}/data/data/catatan`)).toBe("tersimpan");
  });

  it("is let in to by web servers only, and reaches nothing that is not allowed", async () => {
    const reach = (host: string, url: string) =>
      lab.exec(host, ["curl", "-s", "-o", "/dev/null", "--max-time", "2", url]);
    expect((await reach("web1", "http://10.20.30.31:20041/")).exitCode).toBe(0);
    expect((await reach("ns1", "http://10.20.30.31:20041/")).exitCode).not.toBe(0);
    const inside = async (...argv: string[]) =>
      (await lab.exec("docker1", ["docker", "exec", NAME, ...argv])).exitCode;
    expect(await inside("/bin/nslookup", "arsip.cirebonkab.go.id", "10.20.30.53")).toBe(0);
    for (const target of ["10.20.30.11:80", "10.20.30.31:20041"]) {
      const found = await inside("/bin/wget", "-q", "-T", "2", "-O", "/dev/null", `http://${target}/`);
      expect(found, target).not.toBe(0);
    }
  });

  it("is reached by the stock plugin's way too: ssh with the pinned key, and with no other", async () => {
    const ssh = { host: "10.20.30.31", port: 22, user: "titip", host_key: labHostKey("docker1") };
    const ping = (host_key: string) => {
      const { sshOpts } = desiredDaemon("docker1", {
        role: "container",
        address: ssh.host,
        ssh: { ...ssh, host_key },
      });
      const argv = [
        "ssh",
        "-i",
        lab.sshKey,
        ...sshOpts,
        "-l",
        ssh.user,
        ssh.host,
        "docker system dial-stdio",
      ];
      return lab.exec("control", argv, { input: "GET /_ping HTTP/1.0\r\n\r\n" });
    };
    expect((await ping(ssh.host_key)).stdout).toContain("200 OK");
    const other = await ping(labHostKey("web1"));
    expect(other.stdout).toBe("");
    expect(other.stderr).toContain("Host key verification failed");
  });

  it("changes nothing the second time, and a refresh finds no drift", async () => {
    await titip("up", "--yes", "--expect-no-changes");
    await titip("refresh", "--yes", "--expect-no-changes");
  });

  it("is put right when somebody changes it by hand", async () => {
    const id = await inspect("{{.Id}}");
    await docker("update", "--memory", "32m", "--memory-swap", "32m", NAME);
    await docker("stop", "-t", "1", NAME);
    await titip("up", "--yes");
    expect(await inspect("{{.Id}} {{.State.Running}} {{.HostConfig.Memory}}")).toBe(
      `${id} true ${64 * 1024 ** 2}`,
    );
    await docker("rm", "-f", NAME);
    await lab.shell("docker1", `umount /srv/titip/${ID}/data`);
    await titip("up", "--yes");
    expect((await lab.fetch(`${SITE}/`)).status).toBe(200);
    expect(await lab.shell("docker1", `cat /srv/titip/${ID}/data/data/catatan`)).toBe("tersimpan");
    await titip("up", "--yes", "--expect-no-changes");
  });
});

describe("what a container takes beyond its limits", () => {
  /** Milliseconds of each answer of the neighbour while `act` goes on, and how many were not 200. */
  async function neighbourDuring(
    act: () => Promise<unknown>,
  ): Promise<{ worst: number; failed: number; asked: number }> {
    const found = { worst: 0, failed: 0, asked: 0 };
    let going = true;
    const acting = act().finally(() => {
      going = false;
    });
    while (going) {
      const begun = performance.now();
      const { status } = await lab.fetch(NEIGHBOUR);
      found.worst = Math.max(found.worst, Math.round(performance.now() - begun));
      found.failed += status === 200 ? 0 : 1;
      found.asked += 1;
    }
    await acting;
    return found;
  }

  it.each([
    ["disk", "cgi-bin/penuh", /No space left on device/],
    ["processes", "cgi-bin/garpu", /can't fork|Resource temporarily unavailable/],
    ["memory", "cgi-bin/memori", /out of memory|^$/],
  ])("hurts nobody: %s", async (limit, page, words) => {
    let answer = "";
    const neighbour = await neighbourDuring(async () => {
      answer = (await lab.fetch(`${SITE}/${page}`)).body;
    });
    console.log(
      `${limit} exceeded: the neighbour answered ${neighbour.asked} times, worst ${neighbour.worst} ms, failed ${neighbour.failed}`,
    );
    expect(answer).toMatch(words);
    expect(neighbour.failed).toBe(0);
    expect(await lab.fetch(NEIGHBOUR)).toMatchObject({ status: 200 });
  });

  it("is counted by the kernel's own limit", async () => {
    const group = `docker/${await inspect("{{.Id}}")}`;
    const v1 = `/sys/fs/cgroup/memory/${group}/memory.limit_in_bytes`;
    const v2 = `/sys/fs/cgroup/${group}/memory.max`;
    expect(await lab.shell("docker1", `cat ${v1} 2>/dev/null || cat ${v2}`)).toBe(String(64 * 1024 ** 2));
  });
});

describe("a run that is killed", () => {
  it("is gone on with: a new version of the image replaces the old one", async () => {
    writeContainer(writeBuild(project, ID, 2), "96 MiB");
    const run = project.start("up", "--yes");
    const gone = new Promise((resolve) => run.once("exit", resolve));
    for (
      let tries = 0;
      tries < 400 && (await inspect("{{.HostConfig.Memory}}").catch(() => "")) !== String(96 * 1024 ** 2);
      tries += 1
    )
      await new Promise((resolve) => setTimeout(resolve, 25));
    run.kill("SIGKILL");
    await gone;
    await titip("up", "--yes");
    expect(await lab.fetch(`${SITE}/`)).toEqual({ status: 200, body: "antrean puskesmas, versi 2\n" });
    expect(await lab.shell("docker1", `cat /srv/titip/${ID}/data/data/catatan`)).toBe("tersimpan");
    expect(await docker("ps", "-a", "--format", "{{.Names}}")).toBe(NAME);
    await titip("up", "--yes", "--expect-no-changes");
    expect(recordedState(project)).toMatchObject({ pending: [], problems: [] });
  });

  it("comes back by itself after a power cut of its server", async () => {
    await lab.stop("docker1");
    await lab.start("docker1");
    for (let tries = 0; tries < 100 && (await lab.fetch(`${SITE}/`)).status !== 200; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await lab.fetch(`${SITE}/`)).body).toBe("antrean puskesmas, versi 2\n");
    expect(await lab.shell("docker1", `cat /srv/titip/${ID}/data/data/catatan`)).toBe("tersimpan");
    await titip("up", "--yes", "--expect-no-changes");
  });
});

describe("the end", () => {
  let archive = "";

  it("of the service takes the container and keeps the files in an archive that is on record", async () => {
    const closure = "  closure: { at: 2026-11-23T09:00:00+07:00, by: kabid-aplikasi, reason: selesai }\n";
    project.write(`requests/hosting/${ID}.yaml`, project.read(`requests/hosting/${ID}.yaml`) + closure);
    await titip("up", "--yes");
    const { stdout } = await project.titip("outputs", "--format", "json");
    const { closed } = JSON.parse(stdout) as {
      closed: { container?: { server: string; archive: string } }[];
    };
    archive = closed[0]?.container?.archive ?? "";
    expect(closed[0]?.container?.server).toBe("docker1");
    expect(await lab.run("docker1", ["tar", "-xzOf", archive, `srv/titip/${ID}/data/data/catatan`])).toBe(
      "tersimpan",
    );
    expect(await holdings()).toBe(before);
    await titip("up", "--yes", "--expect-no-changes");
  });

  it("of everything leaves nothing but that archive", async () => {
    await titip("destroy", "--yes");
    expect(await holdings()).toBe(before);
    expect(await lab.shell("docker1", "ls /var/lib/titip/archive/*")).toBe(archive);
  });
});
