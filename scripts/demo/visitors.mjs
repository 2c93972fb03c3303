// A morning's visitors, shortened: every hosted site is asked some dozens of times over https, by different browsers.
// Exits 1 when a page that is there is not given.
import { execFileSync } from "node:child_process";
import { Agent, get } from "node:https";

const AT_ONCE = 6;
const PATHS = ["/", "/", "/", "/", "/tidak-ada"];
const DOWNLOAD = {
  url: "https://buku-tamu.cirebonkab.go.id/brosur.pdf",
  browser: "Mozilla/5.0 (peragaan; pengunduh)",
};
const outputs = JSON.parse(execFileSync("bin/titip", ["outputs", "--format", "json"], { encoding: "utf8" }));
const sites = Object.values(outputs.configurations).map(({ url }) => new URL(url).host);
const agent = new Agent({ keepAlive: true, maxSockets: 2 });

/** Sites have more visitors the further on they stand in the list: bars of one length would show nothing. */
const visits = sites.flatMap((host, place) =>
  Array.from({ length: 30 + 10 * place }, (_, number) => ({
    url: `https://${host}${PATHS[number % PATHS.length]}`,
    browser: `Mozilla/5.0 (peragaan; pengunjung ${number % (5 + 3 * place)})`,
  })),
);
visits.push(...Array.from({ length: 5 }, () => DOWNLOAD));

function visit({ url, browser }) {
  return new Promise((resolve) => {
    get(url, { agent, headers: { "user-agent": browser } }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    }).on("error", (error) => resolve(error.code ?? error.message));
  });
}

const answers = new Map();
let next = 0;
async function visitor() {
  for (let wanted = visits[next++]; wanted; wanted = visits[next++]) {
    const status = await visit(wanted);
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (status !== 200 && !wanted.url.endsWith("/tidak-ada")) {
      console.log(`${status} ${wanted.url}`);
      process.exitCode = 1;
    }
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, visitor));
agent.destroy();
const counted = [...answers].map(([status, count]) => `${count} × ${status}`).join(", ");
console.log(`${visits.length} requests to ${sites.length} sites: ${counted}`);
