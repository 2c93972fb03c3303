import { createInterface } from "node:readline";
import { labSpawn } from "../../../lab";
import type { LabFixture } from "../lab-fixture";

export interface Load {
  /** Ends the load after the requests that run. */
  stop(): Promise<{ requests: number; failed: number }>;
}

// Each client asks for one byte range after the other and reads slowly, so that requests span a reload.
const CLIENT = `
const http = require("node:http");
let requests = 0, failed = 0, stopping = false;
const done = () => { requests += 1; };
function once() {
  return new Promise((resolve) => {
    const fail = () => { failed += 1; resolve(); };
    const request = http.request({ host: "10.20.30.11", path: "/besar.bin", headers: { host: process.argv[1] }, agent: false }, (response) => {
      let size = 0;
      if (response.statusCode !== 200) failed += 1;
      response.on("data", (chunk) => { size += chunk.length; response.pause(); setTimeout(() => response.resume(), 5); });
      response.on("end", () => { if (size !== 4194304) failed += 1; resolve(); });
      response.on("error", fail);
    });
    request.on("error", fail);
    request.end();
  }).then(done);
}
async function client() { while (!stopping) await once(); }
process.stdin.on("data", () => { stopping = true; });
const clients = Promise.all(Array.from({ length: 8 }, client));
setTimeout(() => console.log("ready"), 300);
clients.then(() => { console.log(JSON.stringify({ requests, failed })); process.exit(0); });
`;

/** Slow downloads of 4 MiB from a foreign site, eight at a time, until stopped. */
export async function slowLoad(lab: LabFixture, name: string): Promise<Load> {
  await lab.shell("web1", "head -c 4194304 /dev/zero >/var/www/arsip/besar.bin");
  const child = labSpawn(lab.name, "control", ["node", "-e", CLIENT, name], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("no pipes");
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    stop: async () => {
      stdin.write("stop\n");
      return JSON.parse((await lines.next()).value ?? "{}");
    },
  };
}
