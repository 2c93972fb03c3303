import { afterAll, beforeAll, expect, it } from "vitest";
import { labSpawn } from "../../../lab";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, writeRequest } from "../support/requests";
import { fetchAll } from "../support/servers";

const REFUSED = 7;
const KILLER = 13;
const NUMBERS = Array.from({ length: 20 }, (_, i) => i + 1);
const lab = withLab("guilty");
let project: Project;

/** One neighbour is live before, then 20 more come: one that Apache's test refuses, one that kills the reload. */
beforeAll(async () => {
  project = new Project(lab);
  writeRequest(project, { number: 99, subdomain: "tetangga" });
  const first = await project.titip("up", "--yes");
  expect(first.exitCode, first.stdout + first.stderr).toBe(0);
});

afterAll(() => project.dispose());

const LOAD = `
const http = require("node:http");
let asked = 0, failed = 0, longest = 0, last = 0, stop = false;
const one = () => new Promise((done) => {
  const start = Date.now(); asked += 1;
  const end = (ok) => { if (!ok) { failed += 1; last = Date.now(); } longest = Math.max(longest, Date.now() - start); done(); };
  const request = http.request({ host: "10.20.30.11", headers: { Host: "tetangga.cirebonkab.go.id", "Content-Length": 20 }, method: "POST", agent: false, timeout: 15000 },
    (response) => { response.resume(); response.on("end", () => end(response.statusCode < 500)); });
  request.on("error", () => end(false));
  request.write("0123456789");
  setTimeout(() => request.end("0123456789"), 400); // a slow client: its request is under way while Apache reloads
});
process.stdin.on("end", () => { stop = true; }).resume();
(async () => {
  await Promise.all([0, 1, 2, 3].map(async (n) => {
    await new Promise((r) => setTimeout(r, n * 100));
    while (!stop) await one();
  }));
  await one();
  console.log(JSON.stringify({ asked, failed, longest, quietFor: last ? Date.now() - last : -1 }));
})();`;

interface Load {
  asked: number;
  failed: number;
}

/** Slow requests on the neighbour for as long as `work` takes. */
async function underLoad<T>(work: () => Promise<T>): Promise<{ result: T; load: Load }> {
  const generator = labSpawn(lab.name, "control", [process.execPath, "-e", LOAD], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let text = "";
  generator.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ended = new Promise((resolve) => generator.on("close", resolve));
  const result = await work();
  generator.stdin?.end();
  await ended;
  return { result, load: JSON.parse(text) as Load };
}

const site = (number: number) => `http://situs${number}.cirebonkab.go.id/`;

it("isolates a site that Apache's test refuses; a neighbour's slow requests all succeed", async () => {
  for (const number of NUMBERS.filter((n) => n !== KILLER)) writeRequest(project, { number });
  project.sabotage("provision/render-virtual-host.js", (code) =>
    code.replace(
      '"    Require all granted"',
      `inputs.request === "${idOf(REFUSED)}" ? "    Require nonsense" : "    Require all granted"`,
    ),
  );
  const { result, load } = await underLoad(() => project.titip("up", "--yes"));
  const said = result.stdout + result.stderr;
  expect(result.exitCode, said).toBe(1);
  expect(said).toContain(`requests/hosting/${idOf(REFUSED)}.yaml:6`);
  expect(said).toContain("Unknown Authz provider: nonsense");
  expect(load.asked).toBeGreaterThan(4);
  expect(load.failed).toBe(0);
  const others = NUMBERS.filter((n) => n !== KILLER && n !== REFUSED);
  expect((await fetchAll(lab, others.map(site))).filter(({ status }) => status !== 200)).toEqual([]);
});

it("isolates a site that kills Apache at the reload; service is back by itself", async () => {
  // A foreign snippet that `apache2 -t` passes, because it opens no logs; the reload does, and the master ends.
  const snippet = `<IfFile "/etc/apache2/titip/live/${idOf(KILLER)}.conf">\n  CustomLog /tidak/ada/access.log combined\n</IfFile>\n`;
  await lab.run("web1", ["tee", "/etc/apache2/conf-enabled/jebakan.conf"], { input: snippet });
  const master = await lab.shell("web1", "cat /run/apache2/apache2.pid");
  writeRequest(project, { number: KILLER });
  writeRequest(project, { number: 21 });
  const result = await project.titip("up", "--yes");
  const said = result.stdout + result.stderr;
  expect(result.exitCode, said).toBe(1);
  for (const guilty of [REFUSED, KILLER]) expect(said).toContain(`requests/hosting/${idOf(guilty)}.yaml:6`);
  expect(said).toContain("/tidak/ada/access.log");
  expect(await lab.shell("web1", "cat /run/apache2/apache2.pid"), "Apache died and was started").not.toBe(
    master,
  );
  const others = [...NUMBERS, 21].filter((n) => n !== KILLER && n !== REFUSED);
  expect(
    (await fetchAll(lab, [...others.map(site), "http://tetangga.cirebonkab.go.id/"])).filter(
      ({ status }) => status !== 200,
    ),
  ).toEqual([]);
});

it("goes on when the cause is gone", async () => {
  await lab.shell("web1", "rm /etc/apache2/conf-enabled/jebakan.conf");
  project.sabotage("provision/render-virtual-host.js", (code) => `${code}\n// as it was\n`);
  const result = await project.titip("up", "--yes");
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  const pages = await fetchAll(lab, [...NUMBERS, 21].map(site));
  expect(pages.filter(({ status }) => status !== 200)).toEqual([]);
});
