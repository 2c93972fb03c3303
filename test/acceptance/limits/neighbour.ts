import { createInterface } from "node:readline";
import { labSpawn } from "../../../lab";
import type { LabFixture } from "../lab-fixture";

export interface Figures {
  asked: number;
  /** Answers of 200. */
  answered: number;
  /** Milliseconds. */
  median: number;
  p95: number;
  slowest: number;
}

// One visitor after the other, each with a connection of its own, a hundredth of a second apart.
const VISITOR = `
const http = require("node:http");
const [, name, path] = process.argv;
const taken = []; let answered = 0, stopping = false;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
function visit() {
  return new Promise((resolve) => {
    const request = http.get({ host: "10.20.30.11", path, headers: { host: name }, agent: false, timeout: 20000 }, (response) => {
      response.resume();
      response.on("end", () => { if (response.statusCode === 200) answered += 1; resolve(); });
    });
    request.on("timeout", () => request.destroy());
    request.on("error", resolve);
  });
}
process.stdin.on("data", () => { stopping = true; });
(async () => {
  await visit(); answered = 0; // the first one starts a worker
  console.log("ready");
  while (!stopping || taken.length < 10) { const since = performance.now(); await visit(); taken.push(performance.now() - since); await wait(10); }
  taken.sort((a, b) => a - b);
  const at = (share) => Math.round(taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? 0);
  console.log(JSON.stringify({ asked: taken.length, answered, median: at(0.5), p95: at(0.95), slowest: at(1) }));
  process.exit(0);
})();
`;

/**
 * Does something to a site while a visitor of its neighbour is watched, and prints the neighbour's figures, as the
 * limit's proof is in what the others notice of it.
 */
export async function watching<T>(
  lab: LabFixture,
  what: string,
  neighbour: { name: string; path: string },
  act: () => Promise<T>,
): Promise<{ result: T; figures: Figures }> {
  const child = labSpawn(lab.name, "control", ["node", "-e", VISITOR, neighbour.name, neighbour.path], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("no pipes");
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  await lines.next();
  try {
    const result = await act();
    stdin.write("stop\n");
    const figures = JSON.parse((await lines.next()).value ?? "{}") as Figures;
    const { asked, answered, median, p95, slowest } = figures;
    console.log(
      `${what}: neighbour ${answered} of ${asked} answered, median ${median} ms, 95 % within ${p95} ms, slowest ${slowest} ms`,
    );
    return { result, figures };
  } finally {
    child.kill();
  }
}
