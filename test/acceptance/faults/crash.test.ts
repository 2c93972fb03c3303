import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { drawSeed } from "../../draw";
import { withLab } from "../lab-fixture";
import { type Holdings, holdings, type RecordedState, recordedState } from "../support/holdings";
import { Project } from "../support/project";
import { idOf, type WantedRequest, writeRequest } from "../support/requests";
import { fetchAll } from "../support/servers";
import { drawMoments, type Hunt, strike, strikeBeforeCommit } from "./moments";

/** `kill -9` of one process in the middle of an apply, then another apply: the result is that of a clean one. */
const SEED = drawSeed;
const COUNT = process.env.TITIP_LONG ? 200 : 20;
console.log(`crash moments: TITIP_SEED=${SEED}`);

/** Each way from one to the other creates, changes and deletes, on both web servers and in both zones. */
const WANTED: Record<"A" | "B", WantedRequest[]> = {
  A: [
    { number: 1, ipv4: "10.20.30.121" },
    { number: 2, aliases: ["lain2"] },
    { number: 3, server: "web2", aliases: ["lain3"] },
    { number: 6, server: "web2", ipv4: "10.20.30.126" },
  ],
  B: [
    { number: 2, aliases: ["baru2"] },
    { number: 3, server: "web2" },
    { number: 4, ipv4: "10.20.30.124" },
    { number: 5, server: "web2" },
  ],
};
type Wish = keyof typeof WANTED;

const lab = withLab("crash");
const clean = new Map<Wish, { held: Holdings; state: RecordedState }>();
let project: Project;
let duration = 0;
let hits = 0;

function want(wish: Wish): void {
  for (const { number } of [...WANTED.A, ...WANTED.B])
    project.removeIfThere(`requests/hosting/${idOf(number)}.yaml`);
  for (const request of WANTED[wish]) writeRequest(project, request);
}

async function up(): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}

beforeAll(async () => {
  project = new Project(lab);
  project.widenLimits();
  for (const wish of ["A", "B", "A"] as const) {
    want(wish);
    const started = performance.now();
    await up();
    duration = performance.now() - started;
    clean.set(wish, { held: await holdings(lab), state: recordedState(project) });
  }
});
afterAll(() => project.dispose());

/** Starts an apply and has something done to it; waits until the run's own process is gone. */
async function interruptedUp<T>(interrupt: (hunt: Hunt) => Promise<T>): Promise<{ hit: T; said: string }> {
  const child = project.start("up", "--yes");
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  let over = false;
  const closed = once(child, "close").then(() => {
    over = true;
  });
  const hit = await interrupt({ lab: lab.name, run: child.pid ?? 0, duration, isOver: () => over });
  await closed;
  return { hit, said };
}

const moments = drawMoments(SEED, COUNT).map((moment, index) => ({
  ...moment,
  wish: (index % 2 === 0 ? "B" : "A") as Wish,
}));

const named = moments.map((moment) => [moment.name, moment] as const);
it.each(named)("kill -9 %s: the next up brings servers and state to a clean run's", async (_, moment) => {
  want(moment.wish);
  const { hit, said } = await interruptedUp((hunt) => strike(moment, hunt));
  if (hit) hits += 1;
  const again = await up();
  const told = `TITIP_SEED=${SEED}, ${moment.name}, hit: ${hit}\n--- killed run\n${said}\n--- next run\n${again}`;
  expect(await holdings(lab), told).toEqual(clean.get(moment.wish)?.held);
  const state = recordedState(project);
  expect(state.problems, told).toEqual([]);
  expect(state.pending, told).toEqual([]);
  expect(state, told).toEqual(clean.get(moment.wish)?.state);
});

/** One change and nothing else: read as it stands, it would be what is wanted, and its undo would stay in the journal. */
const changes = {
  // A repair of what was changed by hand: the state already says what it makes, so only a reading can find it half done.
  live: {
    make: () => lab.shell("web1", `sed -i /ServerAlias/d /etc/apache2/titip/live/${idOf(2)}.conf`),
    isSeen: () => lab.exec("web1", ["grep", "-q", "lain2", `/etc/apache2/titip/live/${idOf(2)}.conf`]),
    holds: "ServerAlias lain2.cirebonkab.go.id",
  },
  "dns-update": {
    make: () => writeRequest(project, { number: 2, aliases: ["ganti2"] }),
    isSeen: () =>
      lab.exec("ns1", ["sh", "-c", "dig +short @127.0.0.1 ganti2.cirebonkab.go.id CNAME | grep -q ."]),
    holds: "ServerAlias ganti2.cirebonkab.go.id",
  },
};
it.each([
  ["web1", "live"],
  ["ns1", "dns-update"],
] as const)(
  "what is half done on %s is undone before it is seen by a mere reading (%s)",
  async (server, word) => {
    want("A");
    await up();
    const { make, isSeen, holds } = changes[word];
    await make();
    const { hit, said } = await interruptedUp((hunt) =>
      strikeBeforeCommit(hunt, server, word, async () => (await isSeen()).exitCode === 0),
    );
    expect(hit, said).toBe(true);
    await up();
    const { web, half } = await holdings(lab);
    expect(web.web1).toMatch(/# half\n\n# apache/);
    expect(web.web1).toContain(holds);
    expect(half).toBe("");
    expect((await isSeen()).exitCode).toBe(0);
  },
);

it("was about runs that were really hit", () => {
  expect(hits).toBeGreaterThan(COUNT / 2);
});

it("serves every site in the end, and has archived each that went", async () => {
  want("A");
  await up();
  const urls = WANTED.A.map(({ number }) => `http://situs${number}.cirebonkab.go.id/`);
  expect((await fetchAll(lab, urls)).filter(({ status }) => status !== 200)).toEqual([]);
  for (const [host, number] of [
    ["web1", 1],
    ["web1", 4],
    ["web2", 5],
    ["web2", 6],
  ] as const) {
    const archived = `for i in /var/lib/titip/archive/${idOf(number)}-*.tar.gz; do tar -tzf $i; done`;
    expect(await lab.shell(host, archived)).toContain(`srv/titip/${idOf(number)}/public/index.html`);
  }
});
