import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { integrityProblems } from "../../../src/engine";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, writeRequest } from "../support/requests";
import { fetchAll } from "../support/servers";

const lab = withLab("first-path");
let project: Project;

async function outputs(): Promise<StackOutputs> {
  const { stdout, exitCode, stderr } = await project.titip("outputs", "--format", "json");
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as StackOutputs;
}

beforeAll(() => {
  project = new Project(lab, { requests: true });
});

afterAll(() => project.dispose());

describe("from approved requests to working sites", () => {
  it("creates what is approved, and nothing else", async () => {
    const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
    expect(exitCode, stdout + stderr).toBe(0);
    const { configurations } = await outputs();
    expect(Object.keys(configurations).length).toBeGreaterThanOrEqual(3);
    for (const { request, approval } of Object.values(configurations)) {
      const text = readFileSync(join(project.root, `requests/hosting/${request}.yaml`), "utf8");
      expect(text).toMatch(/result: approved/);
      expect(approval.status).toBe("claimed, not verified");
    }
  });

  it("serves each site by each of its names, through the real name server", async () => {
    const { register } = await outputs();
    const pages = await fetchAll(
      lab,
      register.map(({ name }) => `http://${name}/`),
    );
    for (const page of pages) {
      const { request } = register.find(({ name }) => page.url.includes(name)) ?? {};
      expect(page).toMatchObject({
        status: 200,
        body: expect.stringContaining(`Nomor permohonan: ${request}`),
      });
    }
  });

  it("publishes a PTR for each address of its own", async () => {
    const { configurations } = await outputs();
    const dedicated = Object.values(configurations).filter(({ address }) => address.dedicated);
    expect(dedicated.length).toBeGreaterThan(0);
    for (const { address, serverName } of dedicated) {
      expect((await lab.run("control", ["dig", "+short", "-x", address.ip])).trim()).toBe(`${serverName}.`);
    }
  });

  it("keeps a state that follows the rules of Pulumi's deployment format", () => {
    const file = join(project.root, "state/.pulumi/stacks/titip/lab.json");
    const { version, checkpoint } = JSON.parse(readFileSync(file, "utf8"));
    expect(version).toBe(3);
    expect(checkpoint.stack).toBe("organization/titip/lab");
    expect(checkpoint.latest.resources.length).toBeGreaterThan(9);
    expect(integrityProblems(checkpoint.latest)).toEqual([]);
  });

  it("changes nothing the second time", async () => {
    const { exitCode, stdout, stderr } = await project.titip("up", "--yes", "--expect-no-changes");
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/\d+ unchanged/);
    expect(stdout).not.toMatch(/updated|created|deleted/);
  });

  it("says that its outputs are the report, in Indonesian by default", async () => {
    const { stdout } = await project.run(["bin/titip", "outputs"], { TITIP_LANG: "" });
    expect(stdout).toContain("SIMPUS – Sistem Informasi Puskesmas");
    expect(stdout).toMatch(/Alamat/i);
  });
});

describe("a resource that is on its server but not in the state", () => {
  const IMPORT = `
const { TitipProvider } = require("./dist/src/provider/provider");
const [type, id] = process.argv.slice(1);
const provider = new TitipProvider();
provider.configure();
const urn = "urn:pulumi:lab::titip::" + type + "::x";
provider.read(urn, id, {}).then(async (found) => {
  console.log(JSON.stringify({ found, ...provider.diff(urn, found.outputs, found.inputs) }));
  await provider.close();
});`;

  it.each([
    ["titip:apache:VirtualHost", "web1"],
    ["titip:dns:RecordSet", "ns1"],
  ])("can be read from its id alone, as pulumi import does: %s", async (type, server) => {
    const { stdout, stderr } = await project.run([
      process.execPath,
      "-e",
      IMPORT,
      type,
      `${server}/HST-2026-0007`,
    ]);
    expect(stderr).toBe("");
    const { found, changes } = JSON.parse(stdout);
    expect(found.inputs.request).toBe("HST-2026-0007");
    expect(JSON.stringify(found.inputs)).toContain("simpus.cirebonkab.go.id");
    expect(changes).toEqual([]);
  });
});

describe("what was changed by hand", () => {
  it("is shown by preview and repaired by up: a virtual host", async () => {
    const { configurations } = await outputs();
    const site = Object.values(configurations)[0];
    if (!site) throw new Error("no site");
    await lab.shell(site.server, `sed -i 's/AllowOverride None/AllowOverride All/' ${site.configFile}`);
    const preview = await project.titip("preview", "--diff");
    expect(preview.stdout).toContain("AllowOverride All");
    expect(preview.stdout).toMatch(/~ 1 to update/);
    expect((await project.titip("up", "--yes")).exitCode).toBe(0);
    expect(await lab.run(site.server, ["cat", site.configFile])).toContain("AllowOverride None");
    expect((await project.titip("preview", "--expect-no-changes")).exitCode).toBe(0);
  });

  it("is shown by preview and repaired by up: a record", async () => {
    const { configurations } = await outputs();
    const site = Object.values(configurations).find(({ address }) => address.dedicated);
    if (!site) throw new Error("no site");
    const script = `printf 'server 127.0.0.1\\nzone cirebonkab.go.id\\nupdate delete ${site.serverName} A\\nupdate add ${site.serverName} 60 A 10.20.30.250\\nsend\\n' | nsupdate -k /etc/titip/ddns.key`;
    await lab.shell("ns1", script);
    const preview = await project.titip("preview", "--diff");
    expect(preview.stdout).toContain("10.20.30.250");
    expect((await project.titip("up", "--yes")).exitCode).toBe(0);
    expect((await lab.run("control", ["dig", "+short", site.serverName])).trim()).toBe(site.address.ip);
  });

  it("is shown by preview and repaired by up: an address that the server no longer carries", async () => {
    const { configurations } = await outputs();
    const site = Object.values(configurations).find(({ address }) => address.dedicated);
    if (!site) throw new Error("no site");
    await lab.run(site.server, ["ip", "address", "delete", `${site.address.ip}/32`, "dev", "eth0"]);
    expect((await project.titip("preview")).stdout).toMatch(/~ 1 to update/);
    expect((await project.titip("up", "--yes")).exitCode).toBe(0);
    expect((await fetchAll(lab, [site.url]))[0]?.status).toBe(200);
  });

  it("is shown by preview and repaired by up: a virtual host that was removed", async () => {
    const { configurations } = await outputs();
    const site = Object.values(configurations)[0];
    if (!site) throw new Error("no site");
    await lab.shell(site.server, `rm ${site.configFile} && apache2ctl graceful`);
    expect((await project.titip("preview")).stdout).toMatch(/~ 1 to update/);
    expect((await project.titip("up", "--yes")).exitCode).toBe(0);
    expect((await fetchAll(lab, [site.url]))[0]?.status).toBe(200);
  });
});

describe("a branch that adds a request", () => {
  it("is previewed as if approved: exactly that request's resources", async () => {
    await project.run(["git", "init", "-q", "-b", "main"]);
    await project.run([
      "git",
      "-c",
      "user.name=a",
      "-c",
      "user.email=a@b.c",
      "add",
      "requests",
      "datacenter",
      "sop",
    ]);
    await project.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "main"]);
    await project.run(["git", "checkout", "-qb", "request"]);
    writeRequest(project, { number: 1, ipv4: "10.20.30.190", state: "assessed" });
    const { stdout, exitCode, stderr } = await project.titip("preview", "--format", "json");
    expect(exitCode, stderr).toBe(0);
    const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
    const changing = steps
      .filter(({ op }) => op !== "same")
      .map(({ op, urn }) => [op, urn.split("::").slice(-2).join("::")]);
    expect(changing.sort()).toEqual([
      ["create", `titip:index:Hosting$titip:apache:VirtualHost::${idOf(1)}`],
      ["create", `titip:index:Hosting$titip:dns:RecordSet::${idOf(1)}`],
      ["create", `titip:index:Hosting::${idOf(1)}`],
    ]);
    expect((await project.titip("up", "--yes", "--expect-no-changes")).exitCode).toBe(0);
  });
});
