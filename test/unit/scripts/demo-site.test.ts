import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { ALL_LAB_HOSTS, labHostKey } from "../../../lab";
import { loadSite } from "../../../src/schema/load-site";

/** The inventory that `make demo` makes of the committed one. */
const DEMO = join(__dirname, "../../../scripts/demo");
const folder = mkdtempSync(join(tmpdir(), "titip-demo-"));

beforeAll(() => {
  const { status, stderr } = spawnSync(join(DEMO, "site.sh"), [folder], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("is a site without problems, every server of which has its backups", () => {
  expect(loadSite(folder).problems).toEqual([]);
});

it("pins the key of each server of the lab, and offers every runtime", () => {
  const { servers } = parse(readFileSync(join(folder, "datacenter/servers.yaml"), "utf8"));
  for (const { name, address, role } of ALL_LAB_HOSTS) {
    if (role === "acme") continue; // others run it: the inventory has its directory only
    expect(servers[name]).toMatchObject({ address, role, ssh: { host_key: labHostKey(name) } });
  }
  expect(servers.web1.runtimes).toEqual(["static", "php", "proxy", "container"]);
  expect(servers.web1.limits).toContain("storage");
});

it("gets a request of every runtime", () => {
  const forms = readdirSync(DEMO).filter((name) => name.endsWith(".json"));
  const runtimes = forms.map(
    (name) => JSON.parse(readFileSync(join(DEMO, name), "utf8")).application?.runtime,
  );
  expect(runtimes).toEqual(expect.arrayContaining(["static", "php", "proxy", "container"]));
});
