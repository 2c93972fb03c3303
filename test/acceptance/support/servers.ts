import type { LabFixture } from "../lab-fixture";

const FETCH = `
const urls = process.argv.slice(1);
Promise.all(urls.map(async (url) => {
  try { const r = await fetch(url); return { url, status: r.status, body: await r.text() }; }
  catch (e) { return { url, status: 0, body: String(e.cause ?? e) }; }
})).then((all) => console.log(JSON.stringify(all)));`;

export interface Fetched {
  url: string;
  /** 0 when nothing answered. */
  status: number;
  body: string;
}

/** Fetches pages from the control host in one go: names go through the lab's real name server. */
export async function fetchAll(lab: LabFixture, urls: string[]): Promise<Fetched[]> {
  return JSON.parse(await lab.run("control", [process.execPath, "-e", FETCH, ...urls])) as Fetched[];
}

/** Records of a zone as the server transfers it, SOA apart, sorted. */
export async function recordsOf(lab: LabFixture, zone: string): Promise<string[]> {
  const dig = ["dig", "@127.0.0.1", "-k", "/etc/titip/ddns.key", "+noall", "+answer", "AXFR", zone];
  const lines = (await lab.run("ns1", dig)).split("\n").filter((line) => line && !line.startsWith(";"));
  return lines
    .filter((line) => !/\sSOA\s/.test(line))
    .map((line) => line.replace(/\s+/g, " "))
    .sort();
}

/** Everything of Apache's that is not ours, with its digest: configuration and documents. */
export function foreignSites(lab: LabFixture, host: string): Promise<string> {
  const list = (where: string) => `find ${where} -type f -print0 | sort -z | xargs -0 sha256sum`;
  return lab.shell(host, `${list("/etc/apache2 -path /etc/apache2/titip -prune -o")}; ${list("/var/www")}`);
}
