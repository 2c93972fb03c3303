import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandResult } from "../../../lab";
import type { ClosedHosting, StackOutputs } from "../../../src/schema/generated/stack-outputs";
import { withLab } from "../lab-fixture";
import { confirmed, Project } from "../support/project";
import { idOf, requestText, writeRequest } from "../support/requests";
import { fetchAll, recordsOf } from "../support/servers";

/** A service with an address and content of its own is closed; another on the same server stays. */
const CLOSED = 1;
const STAYS = 2;
const IP = "10.20.30.150";
const SITE = `/srv/titip/${idOf(CLOSED)}/public`;
const ZONES = ["cirebonkab.go.id", "30.20.10.in-addr.arpa"];
const CLOSED_AT = "2026-12-01T10:00:00+07:00";

const lab = withLab("close");
let project: Project;

beforeAll(() => {
  project = new Project(lab);
  // As in a real data centre: no `titip:protect: false`.
  const [salt = ""] =
    /^encryptionsalt: .*$/m.exec(readFileSync(join(project.root, "Pulumi.lab.yaml"), "utf8")) ?? [];
  project.write("Pulumi.lab.yaml", `${salt}\n`);
});
afterAll(() => project.dispose());

const titip = async (...argv: string[]) => succeeded(await project.titip(...argv));

function succeeded(result: CommandResult): string {
  expect(result.exitCode, said(result)).toBe(0);
  return said(result);
}

const said = ({ stdout, stderr }: CommandResult) => stdout + stderr;
const up = (...options: string[]) => titip("up", "--yes", ...options);
async function close(id: string, ...options: string[]): Promise<string> {
  const argv = ["close", id, "--reason", "Aplikasi digantikan", "--date", CLOSED_AT, ...options];
  return succeeded(await project.titipAt("2026-12-01T11:00:00+07:00", ...argv));
}

async function outputs(): Promise<StackOutputs> {
  const { stdout } = await project.titip("outputs", "--format", "json");
  return JSON.parse(stdout) as StackOutputs;
}

async function closedOnRecord(id: string): Promise<ClosedHosting> {
  const { closed, configurations, register, failed } = await outputs();
  const entry = closed.find(({ request }) => request === id);
  if (!entry) throw new Error(`${id} is not among the closed`);
  expect(Object.keys(configurations)).not.toContain(id);
  expect(register.map(({ request }) => request)).not.toContain(id);
  expect(failed).not.toContain(id);
  return entry;
}

/** Content that no encoding may touch: bytes of every value, a name with a blank, a folder. */
function upload(site: string): Promise<string> {
  return lab.shell(
    "web1",
    `cd ${site} && mkdir -p "data 1" && printf '<h1>milik dinas</h1>' > index.html && head -c 65536 /dev/urandom > "data 1/acak.bin" && chmod 640 "data 1/acak.bin"; ${digests(site)}`,
  );
}

const digests = (folder: string) => `cd ${folder} && find . -type f -print0 | sort -z | xargs -0 sha256sum`;

/** Digests of the document root inside an archive. */
function archived(archive: string, id: string): Promise<string> {
  return lab.shell(
    "web1",
    `d=$(mktemp -d) && tar -xzf ${archive} -C $d && ${digests(`$d/srv/titip/${id}/public`)}; rm -rf $d`,
  );
}

/** Everything on servers that carries the request's id, account, name or address. */
async function traces(id: string, name: string, ip?: string): Promise<string> {
  const account = id.toLowerCase();
  const web = await lab.shell(
    "web1",
    `ls -d /srv/titip/${id} /var/log/titip/${id} /etc/apache2/titip/live/${id}.conf 2>/dev/null; getent passwd ${account}; getent group ${account}; grep -s ${id} /etc/titip/addresses; ${ip ? `ip -4 -o address | grep -F '${ip}/';` : ""} true`,
  );
  const records = (await Promise.all(ZONES.map((zone) => recordsOf(lab, zone)))).flat();
  return [web, ...records.filter((record) => record.includes(name) || record.includes(id))].join("\n").trim();
}

const statusOf = (name: string) =>
  lab.run("control", ["dig", "+noall", "+comments", `${name}.cirebonkab.go.id`]);

/** Asks the server itself, past the name server, for a site by name; and an address. */
async function servedAnyway(name: string): Promise<string> {
  const argv = [
    "curl",
    "-s",
    "--max-time",
    "10",
    "-H",
    `Host: ${name}.cirebonkab.go.id`,
    "http://10.20.30.11/",
  ];
  return lab.run("control", argv);
}

describe("closing a service whose site is protected", () => {
  let content = "";
  let plan = "";

  beforeAll(async () => {
    writeRequest(project, { number: CLOSED, ipv4: IP, aliases: ["lama"] });
    writeRequest(project, { number: STAYS });
    await up();
    content = await upload(SITE);
    const [page] = await fetchAll(lab, ["http://situs1.cirebonkab.go.id/"]);
    expect(page).toMatchObject({ status: 200, body: "<h1>milik dinas</h1>" });
  });

  it("is recorded in the request's file, which `check` accepts", async () => {
    const before = readFileSync(join(project.root, `requests/hosting/${idOf(CLOSED)}.yaml`), "utf8");
    const words = await close(idOf(CLOSED), "--recorded-by", "staf-dc");
    expect(words).toContain("may be given again from 2027-03-01 on");
    const after = readFileSync(join(project.root, `requests/hosting/${idOf(CLOSED)}.yaml`), "utf8");
    expect(after).toBe(
      `${before}  closure:\n    at: ${CLOSED_AT}\n    by: kabid-aplikasi\n    recorded_by: staf-dc\n    reason: Aplikasi digantikan\n`,
    );
    await titip("check");
    expect(await close(idOf(CLOSED))).toContain("closed before");
  });

  it("is shown by preview: site and records are updated, nothing else", async () => {
    plan = await titip("preview", "--diff");
    expect(plan).toMatch(/\+ ?closed *: true/);
    expect(plan).toMatch(/~ 2 to update/);
    expect(plan).not.toMatch(/to (create|delete|replace)/);
    const [page] = await fetchAll(lab, ["http://situs1.cirebonkab.go.id/"]);
    expect(page?.status).toBe(200);
  });

  it("is carried out by up: site, account, address and records are gone, the neighbour is not", async () => {
    await up();
    expect(await traces(idOf(CLOSED), "situs1", IP)).toBe("");
    expect(await traces(idOf(CLOSED), "lama.")).toBe("");
    expect(await statusOf("situs1")).toContain("status: NXDOMAIN");
    expect(await servedAnyway("situs1")).not.toContain("milik dinas");
    const [neighbour] = await fetchAll(lab, ["http://situs2.cirebonkab.go.id/"]);
    expect(neighbour?.status).toBe(200);
  });

  it("leaves an archive on record that holds the content byte for byte", async () => {
    const { archive, ...entry } = await closedOnRecord(idOf(CLOSED));
    expect(entry).toEqual({
      request: idOf(CLOSED),
      agency: "Dinas Kesehatan Kabupaten Cirebon",
      application: "Situs uji 1",
      server: "web1",
      closed: "2026-12-01",
      reason: "Aplikasi digantikan",
    });
    expect(await archived(archive, idOf(CLOSED))).toBe(content);
    expect(await titip("outputs")).toContain(archive);
  });

  it("is done once: no changes the second time, no drift", async () => {
    const { archive } = await closedOnRecord(idOf(CLOSED));
    await up("--expect-no-changes");
    await titip("refresh", "--yes", "--expect-no-changes");
    expect((await closedOnRecord(idOf(CLOSED))).archive).toBe(archive);
  });

  it("moves with the stack's state to another backend", async () => {
    const { archive } = await closedOnRecord(idOf(CLOSED));
    const elsewhere = { PULUMI_BACKEND_URL: `file://${project.root}/other` };
    const inOther = async (...argv: string[]) => {
      const result = await project.run(["bin/titip", ...confirmed(argv)], elsewhere);
      expect(result.exitCode, said(result)).toBe(0);
      return said(result);
    };
    await titip("state", "export", "--file", "moved.json");
    await inOther("state", "import", "--file", "moved.json");
    expect(await inOther("outputs")).toContain(archive);
    await inOther("preview", "--expect-no-changes");
  });

  it("stays closed: what is put there again by hand is shown as drift, and goes", async () => {
    const { archive } = await closedOnRecord(idOf(CLOSED));
    const conf = `/etc/apache2/titip/live/${idOf(CLOSED)}.conf`;
    await lab.shell(
      "web1",
      `mkdir -p ${SITE} && echo kembali > ${SITE}/index.html && sed 's/${idOf(STAYS)}/${idOf(CLOSED)}/g; s/situs2/situs1/g' /etc/apache2/titip/live/${idOf(STAYS)}.conf > ${conf}`,
    );
    const preview = await titip("preview", "--diff");
    expect(preview).toContain("situs1.cirebonkab.go.id");
    expect(preview).toMatch(/~ 1 to update/);
    await up();
    expect(await traces(idOf(CLOSED), "situs1", IP)).toBe("");
    expect((await closedOnRecord(idOf(CLOSED))).archive).toBe(archive);
    expect(await archived(archive, idOf(CLOSED))).toBe(content);
    await up("--expect-no-changes");
  });
});

describe("what a closed service held", () => {
  /** A request that waits for its assessment, otherwise like the closed one. */
  function waiting(number: number, subdomain: string): string {
    const id = idOf(number);
    const text = requestText(id, { number, ipv4: IP, subdomain, state: "assessed" });
    project.write(`requests/hosting/${id}.yaml`, text.slice(0, text.indexOf("  assessment:")));
    return id;
  }

  interface Allocated {
    allocation: { ipv4: string; uid: number };
  }
  async function assess(id: string, date: string): Promise<Allocated["allocation"]> {
    const { stdout, stderr, exitCode } = await project.titipAt(
      `${date}T10:00:00+07:00`,
      "assess",
      id,
      "--format",
      "json",
    );
    expect(exitCode, stderr).toBe(0);
    return (JSON.parse(stdout) as Allocated).allocation;
  }
  const takeBack = (id: string) => project.remove(`requests/hosting/${id}.yaml`);

  it("its name is refused within the quarantine", async () => {
    const id = waiting(11, "situs1");
    const result = await project.titipAt("2027-02-28T10:00:00+07:00", "assess", id);
    expect(result.exitCode).toBe(1);
    expect(said(result)).toContain("name-released");
    expect(said(result)).toContain("rests until 2027-03-01");
    takeBack(id);
  });

  it("neither its address nor its uid is given within the quarantine", async () => {
    await narrowed(async () => {
      const id = waiting(12, "baru12");
      const allocation = await assess(id, "2027-02-28");
      expect(allocation.ipv4).not.toBe(IP);
      expect(allocation.uid).not.toBe(21_000 + CLOSED);
      takeBack(id);
    });
  });

  it("name and address are given after it, the uid never", async () => {
    await narrowed(async () => {
      const id = waiting(13, "situs1");
      const allocation = await assess(id, "2027-03-02");
      expect(allocation.ipv4).toBe(IP);
      expect(allocation.uid).not.toBe(21_000 + CLOSED);
      await titip("check");
      takeBack(id);
    });
  });

  it("a new request, another id, brings the service back", async () => {
    writeRequest(project, { number: 14, ipv4: "10.20.30.151", subdomain: "situs14" });
    await up();
    const [page] = await fetchAll(lab, ["http://situs14.cirebonkab.go.id/"]);
    expect(page?.status).toBe(200);
    expect((await closedOnRecord(idOf(CLOSED))).archive).toContain(idOf(CLOSED));
  });

  /** With the closed address first in the pool, and the first uid its own, whatever is not given was refused. */
  async function narrowed(work: () => Promise<void>): Promise<void> {
    const networks = readFileSync(join(project.root, "datacenter/networks.yaml"), "utf8");
    const policy = readFileSync(join(project.root, "datacenter/allocation.yaml"), "utf8");
    project.write("datacenter/networks.yaml", networks.replace("from: 10.20.30.100", `from: ${IP}`));
    project.write("datacenter/allocation.yaml", policy.replace("from: 20000", `from: ${21_000 + CLOSED}`));
    try {
      await work();
    } finally {
      project.write("datacenter/networks.yaml", networks);
      project.write("datacenter/allocation.yaml", policy);
    }
  }
});

describe("a closing that is cut short", () => {
  /** Kills titip-host the moment its journal holds an entry of this word. */
  function killAt(word: string): Promise<string> {
    const script = `
      t=; until [[ $'\\n'$t == *$'\\n${word}\\t'* ]]; do IFS= read -r -d '' t 2>/dev/null </var/lib/titip/journal; done
      IFS=$'\\t' read -r _ pid _ </run/titip/owner; kill -KILL "$pid"; echo killed`;
    return lab.run("web1", ["bash", "-c", script]);
  }

  it.each([
    ["archive", 21],
    ["forget", 22],
  ])(
    "by kill -9 of titip-host at %s: the next up ends it, and the archive is on record",
    async (word, number) => {
      const id = writeRequest(project, { number, ipv4: `10.20.30.${140 + number - 20}` });
      await up();
      const content = await upload(`/srv/titip/${id}/public`);
      await close(id);
      const killed = killAt(word);
      const cut = await project.titip("up", "--yes");
      await killed;
      expect(cut.exitCode, said(cut)).toBe(1);
      expect(said(cut)).toContain(`requests/hosting/${id}.yaml`);
      expect((await outputs()).failed).toEqual([id]);
      await up();
      expect(await traces(id, `situs${number}`)).toBe("");
      expect(await archived((await closedOnRecord(id)).archive, id)).toBe(content);
      await up("--expect-no-changes");
    },
  );

  it("by a server that is down: the records go, the site goes with the next up", async () => {
    const id = writeRequest(project, { number: 23 });
    await up();
    const content = await upload(`/srv/titip/${id}/public`);
    await close(id);
    await lab.shell("web1", "apache2ctl stop; while [ -e /run/apache2/apache2.pid ]; do sleep 0.1; done");
    const cut = await project.titip("up", "--yes");
    expect(cut.exitCode, said(cut)).toBe(1);
    await lab.shell("web1", "apache2ctl start; while [ ! -e /run/apache2/apache2.pid ]; do sleep 0.1; done");
    await up();
    expect(await traces(id, "situs23")).toBe("");
    expect(await archived((await closedOnRecord(id)).archive, id)).toBe(content);
  });
});
