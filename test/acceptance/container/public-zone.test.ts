import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandResult, labSpawn } from "../../../lab";
import { withLab } from "../lab-fixture";
import { recordedState } from "../support/holdings";
import { confirmed, Project } from "../support/project";
import { idOf, requestText, writeRequest } from "../support/requests";
import { StandInProcess } from "./stand-in-process";

/** One site whose names are in a public zone, through the whole program: engine, built-in provider, API. */
const lab = withLab("public-zone");
const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
const TOKEN = "token-rahasia-untuk-uji-zona-publik";
const ID = idOf(51);
let project: Project;
let api: StandInProcess;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  project = new Project(lab);
  const zones = project.read("datacenter/zones.yaml");
  project.write(
    "datacenter/zones.yaml",
    `${zones}  layanan.example:\n    provider: cloudflare\n    zone_id: ${ZONE}\n    ttl: 300\n`,
  );
  writeRequest(project, { number: 51 });
  const text = requestText(ID, { number: 51, aliases: ["antre"] });
  project.write(
    `requests/hosting/${ID}.yaml`,
    text.replace("zone: cirebonkab.go.id", "zone: layanan.example"),
  );
  api = new StandInProcess(lab.name, TOKEN, ZONE);
  environment = { CLOUDFLARE_BASE_URL: await api.start(), CLOUDFLARE_API_TOKEN: TOKEN };
});
afterAll(async () => {
  await api.stop();
  project.dispose();
});

const said = ({ stdout, stderr }: CommandResult) => stdout + stderr;
async function titip(...argv: string[]): Promise<string> {
  const result = await project.run(["bin/titip", ...confirmed(argv)], environment);
  expect(result.exitCode, said(result)).toBe(0);
  expect(said(result)).not.toContain(TOKEN);
  return said(result);
}
const served = async () =>
  (await api.records())
    .map(({ name, type, content, comment }) => `${name} ${type} ${content} | ${comment}`)
    .sort();

const FOREIGN = "mail.layanan.example A 198.51.100.7 | ";
const OURS = [
  `antre.layanan.example CNAME situs51.layanan.example | titip ${ID}`,
  `situs51.layanan.example A 10.20.30.11 | titip ${ID}`,
];

describe("a public zone", () => {
  it("gets the site's records in one batch; what was there stays", async () => {
    await api.ask("hold", { name: "mail.layanan.example", type: "A", content: "198.51.100.7" });
    expect(await titip("up", "--yes")).toContain("built-in provider serves the cloudflare resources");
    expect(await served()).toEqual([OURS[0], FOREIGN, OURS[1]]);
    const batches = ((await api.ask("requests")) as string[]).filter((one) => one.startsWith("POST"));
    expect(batches).toEqual([`POST /zones/${ZONE}/dns_records/batch`]);
  });

  it("holds still the second time, and its token stands nowhere", async () => {
    await titip("up", "--yes", "--expect-no-changes");
    const state = readFileSync(join(project.root, "state/.pulumi/stacks/titip/lab.json"), "utf8");
    expect(state).not.toContain(TOKEN);
    const { resources, problems } = recordedState(project);
    expect(problems).toEqual([]);
    const found = resources.filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord");
    expect(found.map(({ id }) => id)).toEqual(
      expect.arrayContaining((await api.records()).slice(1).map(({ id }) => id)),
    );
  });

  it("is put right when somebody changes a record of ours", async () => {
    await api.ask("change", ["situs51.layanan.example", { content: "198.51.100.66" }]);
    await titip("up", "--yes");
    expect(await served()).toEqual([OURS[0], FOREIGN, OURS[1]]);
  });

  it("loses the site's records, and only them, at the end", async () => {
    await titip("destroy", "--yes");
    expect(await served()).toEqual([FOREIGN]);
  });

  it("is gone on with after a run that was killed while its batch was under way", async () => {
    await api.ask("slow", 3000);
    await api.ask("requests");
    const own = { TITIP_LANG: "en", NO_COLOR: "1", PULUMI_BACKEND_URL: `file://${project.root}/state` };
    const options = { cwd: project.root, env: { ...own, ...environment }, stdio: "ignore" as const };
    const run = labSpawn(lab.name, "control", ["bin/titip", "up", "--yes"], options);
    const gone = new Promise((resolve) => run.once("exit", resolve));
    const isSent = async () =>
      ((await api.ask("requests")) as string[]).some((one) => one.startsWith("POST"));
    for (let tries = 0; tries < 600 && !(await isSent()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    run.kill("SIGKILL");
    await gone;
    await api.ask("slow", 0);
    await titip("up", "--yes");
    expect(await served()).toEqual([OURS[0], FOREIGN, OURS[1]]);
    expect(recordedState(project)).toMatchObject({ pending: [], problems: [] });
    await titip("destroy", "--yes");
    expect(await served()).toEqual([FOREIGN]);
  });
});
