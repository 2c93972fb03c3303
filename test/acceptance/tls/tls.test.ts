import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labSpawn } from "../../../lab";
import { CERTIFICATE_AUTHORITY, LAB_HOSTS } from "../../../lab/hosts";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, requestText, type WantedRequest } from "../support/requests";

const [web1, , ns1] = LAB_HOSTS;
if (!web1 || !ns1) throw new Error("the lab has no web1, no ns1");
const lab = withLab("tls", { hosts: [web1, ns1, CERTIFICATE_AUTHORITY] });
const ROOT = "/tmp/pebble-root.pem";
const SIX = "fd20:20:30::100";
/** Apache's files, and whatever Titip has beside them but for the archive. */
const FILES =
  "find /etc/apache2 /etc/titip ! -path '*/gen-*' ! -name live ! -name addresses ! -path '/etc/titip/certificates*' | sort";
let project: Project;
let before = "";

/** Writes one approved request, and further lines before its steps. */
function request(wanted: WantedRequest, lines: string, change = (text: string) => text): string {
  const id = idOf(wanted.number);
  project.write(
    `requests/hosting/${id}.yaml`,
    change(requestText(id, wanted).replace("steps:\n", `${lines}steps:\n`)),
  );
  return id;
}

async function up(...options: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes", ...options);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}

async function outputs(): Promise<StackOutputs> {
  return JSON.parse((await project.titip("outputs", "--format", "json")).stdout) as StackOutputs;
}

/** What curl gets on the web server itself, which has the authority's root: status, headers, body. */
async function get(url: string, ...options: string[]): Promise<string> {
  const { stdout, stderr } = await lab.exec("web1", [
    "curl",
    "-sS",
    "-i",
    "--max-time",
    "10",
    "--cacert",
    ROOT,
    ...options,
    url,
  ]);
  return stdout + stderr;
}

beforeAll(async () => {
  project = new Project(lab);
  await lab.run("control", ["mkdir", "-p", `${project.root}/requests/hosting`]);
  project.write(
    "datacenter/tls.yaml",
    "tls: { default: none, directory: https://acme1:14000/dir, warn: 60 }\n",
  );
  const servers = project
    .read("datacenter/servers.yaml")
    .replace(/runtimes: \[.*\]/g, "runtimes: [static, proxy]");
  project.write("datacenter/servers.yaml", servers);
  const networks = project.read("datacenter/networks.yaml");
  project.write(
    "datacenter/networks.yaml",
    networks.replace(
      "    reserved:",
      `    ipv6: { pool: { from: "${SIX}", to: "fd20:20:30::1ff" } }\n    reserved:`,
    ),
  );
  const zones = project.read("datacenter/zones.yaml");
  project.write(
    "datacenter/zones.yaml",
    `${zones}  0.0.0.0.0.3.0.0.0.2.0.0.0.2.d.f.ip6.arpa:\n    provider: bind\n    server: ns1\n    ttl: 3600\n`,
  );
  request({ number: 1, ipv4: "10.20.30.150", aliases: ["puskesmas"] }, "tls: acme\n", (text) =>
    text.replace("uid: 21001", `uid: 21001, ipv6: "${SIX}"`),
  );
  request({ number: 2 }, "");
  request({ number: 3, subdomain: "ditolak" }, "tls: acme\n");
  request({ number: 4 }, "tls: certificate\n");
  await lab.shell(
    "web1",
    `curl -sS --cacert /etc/titip/acme-server.pem https://acme1:15000/roots/0 >${ROOT}`,
  );
  before = await lab.shell("web1", FILES);
});

afterAll(() => project.dispose());

/** An up whose program on the web server is killed while it takes certificates into service. */
async function killWhileTaking(): Promise<void> {
  const run = project.start("up", "--yes");
  const ended = new Promise((resolve) => run.once("close", resolve));
  // On the server itself and without a pause: what follows is over in a moment on a fast machine.
  const begun = "[[ -e /etc/apache2/titip/tls/HST-2026-9004/certificate.pem ]]";
  const kill = "pkill -KILL -f '^/bin/bash -p /usr/local/sbin/titip-host serve'";
  await lab.run("web1", ["bash", "-c", `until ${begun} || ((SECONDS > 90)); do :; done; ${kill}`]);
  expect(await ended).not.toBe(0);
}

describe("the first up", () => {
  let words = "";
  beforeAll(async () => {
    words = await up();
  });

  it("has certificates fetched by ACME, and serves their sites over https alone", async () => {
    const page = await get("https://situs1.cirebonkab.go.id/");
    expect(page).toMatch(/^HTTP\/1.1 200 [\s\S]*Nomor permohonan: HST-2026-9001/);
    expect(page).toContain("Strict-Transport-Security: max-age=63072000");
    expect(await get("https://puskesmas.cirebonkab.go.id/")).toMatch(/^HTTP\/1.1 200 /);
    expect(await get("http://puskesmas.cirebonkab.go.id/a/b?c=1")).toMatch(
      /^HTTP\/1.1 301 [\s\S]*Location: https:\/\/puskesmas.cirebonkab.go.id\/a\/b\?c=1\r/,
    );
  });

  it("leaves whoever is refused one on http, and its neighbours as they are, and says so", async () => {
    expect(words).toMatch(
      /HST-2026-9003: the site is served over http until its certificate is there \(.*ditolak/,
    );
    expect(words).toMatch(/HST-2026-9004: .*situs4.cirebonkab.go.id.crt and .key are not there/);
    for (const name of ["situs2", "ditolak", "situs4"]) {
      expect(await get(`http://${name}.cirebonkab.go.id/`)).toMatch(/^HTTP\/1.1 200 /);
    }
    const { configurations } = await outputs();
    expect(configurations[idOf(1)]).toMatchObject({
      url: "https://situs1.cirebonkab.go.id/",
      address: { ip: "10.20.30.150", ipv6: SIX, dedicated: true },
      certificate: { mode: "acme", served: true, issuer: expect.stringContaining("Pebble Intermediate") },
    });
    expect(configurations[idOf(2)]).not.toHaveProperty("certificate");
    const waiting = { url: "http://ditolak.cirebonkab.go.id/", certificate: { served: false, until: "" } };
    expect(configurations[idOf(3)]).toMatchObject(waiting);
  });

  it("follows Mozilla's intermediate profile", async () => {
    const ask = async (...options: string[]) => {
      const curl = ["curl", "-sS", "-o", "/dev/null", "--cacert", ROOT, ...options];
      return (await lab.exec("web1", [...curl, "https://situs1.cirebonkab.go.id/"])).exitCode;
    };
    expect(await ask("--tls-max", "1.2")).toBe(0);
    expect(await ask("--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0")).not.toBe(0);
    expect(await ask("--tls-max", "1.2", "--ciphers", "AES256-SHA")).not.toBe(0);
  });

  it("makes the site answer on its own IPv6 address, which resolves there and back", async () => {
    expect(await lab.run("control", ["dig", "+short", "AAAA", "situs1.cirebonkab.go.id"])).toBe(SIX);
    expect(await lab.run("control", ["dig", "+short", "-x", SIX])).toBe("situs1.cirebonkab.go.id.");
    const curl = ["curl", "-gsSk", "-H", "Host: situs1.cirebonkab.go.id", `https://[${SIX}]/`];
    expect(await lab.run("control", curl)).toContain("Nomor permohonan: HST-2026-9001");
  });
});

describe("the next ups", () => {
  const folder = "/etc/titip/certificates";
  const make = (name: string) =>
    `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=${name} -addext subjectAltName=DNS:${name} -keyout ${folder}/${name}.key -out ${folder}/${name}.crt 2>/dev/null`;
  const [own, other] = ["situs4.cirebonkab.go.id", "lain.cirebonkab.go.id"];

  it("ask again, and refuse a key that is not the certificate's and a target that the server does not allow", async () => {
    await lab.shell("acme1", "sed -i '/domainBlocklist/s/ditolak/tidakada/' /etc/pebble/config.json");
    await lab.stop("acme1");
    await lab.start("acme1");
    await lab.shell(
      "web1",
      `mkdir -p -m 700 ${folder}; ${make(own)}; ${make(other)}; cp ${folder}/${own}.key /tmp/right.key; cp ${folder}/${other}.key ${folder}/${own}.key`,
    );
    request({ number: 5 }, "", (text) =>
      text.replace("runtime: static,", "runtime: proxy, proxy: { target: http://10.20.30.2:8080 },"),
    );
    const { exitCode, stdout } = await project.titip("up", "--yes");
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toMatch(/proxy-refused[\s\S]*10.20.30.2:8080 is not in PROXY_TARGETS/);
    expect(stdout).toMatch(/HST-2026-9004: .*situs4.cirebonkab.go.id.key does not belong to/);
    expect(await get(`http://${own}/`)).toMatch(/^HTTP\/1.1 200 /);
    expect(await get("http://ditolak.cirebonkab.go.id/")).toMatch(/^HTTP\/1.1 301 /);
    expect(await get("https://situs1.cirebonkab.go.id/")).toMatch(/^HTTP\/1.1 200 /);
  });

  it("show and repair what was lost or changed by hand, and then change nothing", async () => {
    await lab.shell(
      "web1",
      `cp /tmp/right.key ${folder}/${own}.key; sed -i 's/^PROXY_TARGETS=/&10.20.30.2-10.20.30.2,/' /etc/titip/host.conf`,
    );
    const broken = [
      "rm -r /etc/apache2/md/domains/situs1.cirebonkab.go.id",
      "rm /etc/apache2/titip/tls/HST-2026-9003/acme-ready",
      `ip -6 address delete ${SIX}/128 dev eth0`,
    ];
    await lab.shell("web1", `${broken.join("; ")}; apache2ctl graceful`);
    const { stdout } = await project.titip("preview", "--diff");
    expect(stdout).toMatch(/~ 4 to update/);
    await killWhileTaking();
    await up();
    await lab.shell(
      "web1",
      `curl -sS --cacert /etc/titip/acme-server.pem https://acme1:15000/roots/0 >${ROOT}`,
    );
    for (const name of ["situs1", "ditolak"]) {
      expect(await get(`https://${name}.cirebonkab.go.id/`)).toMatch(/^HTTP\/1.1 200 /);
    }
    expect(await get(`https://${own}/`, "--cacert", `${folder}/${own}.crt`)).toMatch(/^HTTP\/1.1 200 /);
    expect(await lab.run("web1", ["ip", "-6", "-o", "address", "show", "to", SIX])).toContain("/128");
    expect(await up("--expect-no-changes")).toMatch(/\d+ unchanged/);
  });

  it("need not come for files that the administrator replaces, nor for a boot: the server's own units do it", async () => {
    const away = `ip -6 address delete ${SIX}/128 dev eth0; titip-host addresses`;
    await lab.shell("web1", `${make(own)}; titip-host certificates; ${away}`);
    expect(await lab.run("web1", ["ip", "-6", "-o", "address", "show", "to", SIX])).toContain("/128");
    expect(await get(`https://${own}/`, "--cacert", `${folder}/${own}.crt`)).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe("a site whose certificate comes from elsewhere now", () => {
  it("goes back to http until that is there, and has no trouble with what it had", async () => {
    request({ number: 3, subdomain: "ditolak" }, "tls: certificate\n");
    request({ number: 4 }, "tls: acme\n");
    expect(await up()).toMatch(/HST-2026-9003: .*ditolak.cirebonkab.go.id.crt and .key are not there/);
    expect(await get("http://ditolak.cirebonkab.go.id/")).toMatch(/^HTTP\/1.1 200 /);
    expect(await get("https://situs4.cirebonkab.go.id/")).toMatch(/^HTTP\/1.1 200 /);
    request({ number: 3, subdomain: "ditolak" }, "");
    request({ number: 4 }, "tls: certificate\n");
    await up();
  });
});

describe("a site that is fetched from elsewhere", () => {
  it("is passed on under its own name, knows who asks, and has a page for when nobody answers", async () => {
    expect(await get("http://situs5.cirebonkab.go.id/x")).toMatch(
      /^HTTP\/1.1 503 [\s\S]*tidak dapat dihubungi/,
    );
    const code =
      "require('http').createServer((q, r) => r.end(JSON.stringify(q.headers))).listen(8080, '10.20.30.2')";
    const behind = labSpawn(lab.name, "control", [process.execPath, "-e", code], { stdio: "ignore" });
    try {
      const line =
        "for _ in $(seq 100); do curl -so /dev/null http://10.20.30.2:8080/ && exit; sleep 0.1; done; exit 1";
      await lab.shell("web1", line);
      const forged = ["-H", "X-Forwarded-For: 1.2.3.4", "-H", "X-Forwarded-Proto: https"];
      const page = await get("http://situs5.cirebonkab.go.id/x?y=1", ...forged);
      expect(page).toMatch(/"x-forwarded-for":"10.20.30.11"/);
      expect(page).toMatch(/"x-forwarded-proto":"http"/);
      expect(page).toMatch(/"host":"situs5.cirebonkab.go.id"/);
    } finally {
      behind.kill();
    }
  });
});

describe("verify and due", () => {
  it("look at certificates", async () => {
    project.write("roots.pem", await lab.run("web1", ["cat", ROOT]));
    const verify = ["bin/titip", "verify", idOf(1), "--format", "json"];
    const trusting = { NODE_EXTRA_CA_CERTS: `${project.root}/roots.pem` };
    const { stdout, exitCode } = await project.run(verify, trusting);
    expect(exitCode, stdout).toBe(0);
    expect(JSON.parse(stdout).checks).toContainEqual(
      expect.objectContaining({
        check: "certificate",
        target: "https://puskesmas.cirebonkab.go.id/",
        result: "good",
      }),
    );
    const { certificates } = JSON.parse((await project.titip("due", "--format", "json")).stdout);
    expect(certificates).toEqual([
      expect.objectContaining({ request: idOf(4), mode: "certificate", state: "ending", daysLeft: 29 }),
    ]);
  });
});

describe("removal", () => {
  it("leaves no certificate, no key, no address", async () => {
    const { exitCode, stdout, stderr } = await project.titip("destroy", "--yes");
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await lab.shell("web1", FILES)).toBe(before);
    expect(await lab.shell("web1", "ip -6 -o address | grep -c fd20:20:30::1[0-9a-f][0-9a-f] || true")).toBe(
      "0",
    );
    expect(await lab.run("control", ["dig", "+short", "-x", SIX])).toBe("");
  });
});
