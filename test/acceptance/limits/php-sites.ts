import { readFileSync } from "node:fs";
import { join } from "node:path";
import { placeholderPage } from "../../../src/provision/placeholder-page";
import { renderVirtualHost } from "../../../src/provision/render-virtual-host";
import { siteExtras } from "../../../src/provision/site-extras";
import type { SiteOrder } from "../../../src/remote/fleet";
import type { LabFixture } from "../lab-fixture";
import type { Project } from "../support/project";
import { idOf, requestText, type WantedRequest } from "../support/requests";

/** What web1 of the lab is set up to bind. */
export const WEB1_LIMITS = ["memory", "bandwidth", "connections"];

/** Lets web1 run PHP and bind its sites. */
export function bindWeb1(project: Project, limits: readonly string[] = WEB1_LIMITS): void {
  const file = "datacenter/servers.yaml";
  const text = project.read(file);
  const changed = text.replace(
    "runtimes: [static]",
    `runtimes: [static, php]\n    limits: [${limits.join(", ")}]`,
  );
  if (changed === text) throw new Error("web1 has other runtimes now");
  project.write(file, changed);
}

export interface WantedPhp extends WantedRequest {
  memory?: string;
  bandwidth?: string;
  storage?: string;
  cpu?: number;
  connections?: number;
  upload?: string;
  seconds?: number;
  runtime?: "static" | "php";
  sftp?: string[];
}

/** Writes the file of an approved request on web1, with PHP unless told otherwise. */
export function writeSite(project: Project, wanted: WantedPhp): string {
  const id = idOf(wanted.number);
  const { runtime = "php", memory = "256 MiB", bandwidth = "80 Mbit/s", storage = "1 GiB" } = wanted;
  const more = [
    wanted.cpu === undefined ? "" : `, cpu: ${wanted.cpu}`,
    wanted.connections === undefined ? "" : `, connections: ${wanted.connections}`,
    wanted.upload === undefined ? "" : `, upload: ${wanted.upload}`,
  ].join("");
  const php = wanted.seconds === undefined ? "" : `, php: { time: ${wanted.seconds} }`;
  const text = requestText(id, wanted)
    .replace("runtime: static,", `runtime: ${runtime}${php},`)
    .replace(
      /resources: \{.*\}/,
      `resources: { storage: ${storage}, memory: ${memory}, bandwidth: ${bandwidth}${more} }${accessLine(wanted.sftp)}`,
    );
  project.write(`requests/hosting/${id}.yaml`, text);
  return id;
}

function accessLine(keys: string[] | undefined): string {
  if (!keys || keys.length === 0) return "";
  return `\naccess:\n  sftp:\n${keys.map((key) => `    - "${key}"`).join("\n")}`;
}

/** Puts a file into a site's document root, as its owner would. */
export async function upload(lab: LabFixture, id: string, name: string, content: string): Promise<void> {
  const path = `/srv/titip/${id}/public/${name}`;
  await lab.exec("web1", ["sh", "-c", `cat > ${path} && chown --reference=/srv/titip/${id}/public ${path}`], {
    input: content,
  });
}

/** The private and the public half of a key made for this test. */
export async function newKey(
  lab: LabFixture,
  project: Project,
  name: string,
): Promise<{ file: string; line: string }> {
  const file = join(project.root, name);
  await lab.run("control", ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
  return { file, line: readFileSync(`${file}.pub`, "utf8").trim() };
}

const MIB = 2 ** 20;

/** An order for a site with PHP, as the provider would make it. */
export function phpOrder(number: number, key: string, limits: { storage?: number } = {}): SiteOrder {
  const request = `HST-2026-${String(number).padStart(4, "0")}`;
  const inputs = {
    request,
    server: "web1",
    serverName: `situs${number}.cirebonkab.go.id`,
    serverAliases: [],
    address: { ip: "10.20.30.11", dedicated: false },
    account: { name: request.toLowerCase(), uid: 22_000 + number },
    title: `Situs ${number}`,
    php: { children: 2, memory: 32 * MIB, seconds: 30 },
    limits: { memory: 128 * MIB, connections: 20, ...limits },
    sftp: [key.split(" ").slice(0, 2).join(" ")],
  };
  return {
    request,
    account: inputs.account,
    address: inputs.address.ip,
    configuration: renderVirtualHost(inputs),
    placeholder: placeholderPage(inputs),
    extras: siteExtras(inputs),
  };
}
