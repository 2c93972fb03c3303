// Fetches every hosted name of the register over https, as a citizen would whose browser trusts the lab's authority
// (NODE_EXTRA_CA_CERTS); exits 1 when one does not answer. Argument: a name's beginning, where not all are wanted.
import { execFileSync } from "node:child_process";
import { get } from "node:https";

const [wanted = ""] = process.argv.slice(2);
const outputs = JSON.parse(execFileSync("bin/titip", ["outputs", "--format", "json"], { encoding: "utf8" }));

/** Status, page, and who signed the certificate; rejected where that is not trusted or not of this name. */
function fetchPage(url) {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: 10_000, agent: false }, (answer) => {
      const issuer = answer.socket.getPeerCertificate().issuer.CN;
      let page = "";
      answer.setEncoding("utf8");
      answer.on("data", (text) => {
        page += text;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, page, issuer }));
    });
    request.on("timeout", () => request.destroy(new Error("timeout")));
    request.on("error", reject);
  });
}

for (const { name, ip, request } of outputs.register) {
  if (!(request in outputs.configurations)) continue; // a co-located server speaks what its agency wants
  if (!name.startsWith(wanted)) continue;
  const url = `https://${name}/`;
  const { status, page, issuer } = await fetchPage(url).catch((error) => ({
    status: error.code ?? error.message,
    page: "",
  }));
  const words = [/<title>(.*?)<\/title>/, /<output>(.*?)<\/output>/].map((part) => part.exec(page)?.[1]);
  const shown = words.filter(Boolean).join(": ") || page.trim().split("\n")[0];
  console.log(`${String(status).padEnd(4)} ${url}  ${ip}  ${shown}  [${issuer ?? "–"}]`);
  if (status !== 200) process.exitCode = 1;
}
