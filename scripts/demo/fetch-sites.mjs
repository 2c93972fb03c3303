// Fetches every hosted name of the register over HTTP, as a citizen would; exits 1 when one does not answer.
import { execFileSync } from "node:child_process";

const outputs = JSON.parse(execFileSync("bin/titip", ["outputs", "--format", "json"], { encoding: "utf8" }));
let failed = 0;
for (const { name, ip, request } of outputs.register) {
  if (!(request in outputs.configurations)) continue; // a co-located server speaks what its agency wants
  const answer = await fetch(`http://${name}/`).catch((error) => ({
    status: error.cause?.code ?? error.message,
  }));
  const title = answer.ok ? /<title>(.*?)<\/title>/.exec(await answer.text())?.[1] : "";
  console.log(`${String(answer.status).padEnd(4)} http://${name}/  ${ip}  ${title}`);
  if (!answer.ok) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
