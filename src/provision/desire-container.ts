import type { ContainerNeed, HostingRequest } from "../schema/generated/hosting-request";
import type { Server } from "../schema/generated/servers";
import { parseSize } from "../schema/quantity";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import type { ContainerStoreInputs } from "./desired-state";
import { type DesiredDaemon, desiredDaemon } from "./docker-daemon";

/**
 * What one request has on its container server, in the words of `@pulumi/docker`. Whatever one resource learns of
 * another (ids) is left to the component.
 */
export interface DesiredContainer {
  daemon: DesiredDaemon;
  /** Where its files stay; what Titip itself keeps there. */
  store: ContainerStoreInputs;
  image: { name: string; build?: { context: string; sha256: string } };
  network: { name: string; labels: Label[] };
  volumes: {
    slot: string;
    name: string;
    path: string;
    driverOpts: Record<string, string>;
    labels: Label[];
  }[];
  container: ContainerSettings;
  /** Where the web server finds it. */
  target: string;
}

export interface Label {
  label: string;
  value: string;
}

/** Settings of `docker.Container` that need no other resource. Memory in MiB, as Docker's provider takes it. */
export interface ContainerSettings {
  name: string;
  command?: string[];
  envs: string[];
  user: string;
  memory: number;
  memorySwap: number;
  cpus: string;
  ulimits: { name: string; soft: number; hard: number }[];
  ports: { internal: number; external: number; ip: string; protocol: string }[];
  healthcheck?: {
    tests: string[];
    interval: string;
    timeout: string;
    startPeriod: string;
    startInterval: string;
    retries: number;
  };
  labels: Label[];
}

const MEBIBYTE = 1024 ** 2;
/** Label of everything that Titip makes in Docker: whose it is. */
export const OWNER_LABEL = "id.go.titip.request";
const PROCESSES = 100;

/**
 * The container of an approved request with the runtime `container`; undefined for every other.
 * @throws Error when its allocation names no server of the inventory; `titip check` reports that earlier
 */
export function desireContainer(site: Site, request: HostingRequest): DesiredContainer | undefined {
  const pin = allocationOf(request);
  const need = request.application.container;
  if (!pin?.container || !need || request.application.runtime !== "container") return undefined;
  const { server, port } = pin.container;
  const inventory = site.servers.get(server);
  if (!inventory) throw new Error(`${request.id}: no server ${server} in the inventory`);
  const name = `titip-${request.id.toLowerCase()}`;
  const labels = [{ label: OWNER_LABEL, value: request.id }];
  const store = desiredStore(request, need, { server, uid: pin.uid });
  return {
    daemon: desiredDaemon(server, inventory),
    store,
    image: desiredImage(request.id, need),
    network: { name, labels },
    volumes: desiredVolumes(name, request.id, need, labels),
    container: settings(request, need, { name, labels, uid: pin.uid, port, inventory }),
    target: `http://${inventory.address}:${port}`,
  };
}

function desiredStore(
  request: HostingRequest,
  { volumes = [] }: ContainerNeed,
  place: { server: string; uid: number },
): ContainerStoreInputs {
  return {
    request: request.id,
    ...place,
    bytes: parseSize(request.resources.storage),
    folders: volumes.map(slotOf).sort(),
    ...(request.steps.closure ? { closed: true as const } : {}),
  };
}

/** A folder of the container as one word: `/var/data` is `var-data`. Two paths of one word are refused by a rule. */
export function slotOf(path: string): string {
  return path.slice(1).replaceAll("/", "-");
}

function desiredImage(id: string, { image, build }: ContainerNeed): DesiredContainer["image"] {
  if (image !== undefined) return { name: image };
  const sha256 = build?.sha256 ?? "";
  const name = `titip/${id.toLowerCase()}:${sha256.slice(0, 12)}`;
  return { name, build: { context: `builds/${id}`, sha256 } };
}

/** Docker's own driver, on folders that the store keeps within its size. */
function desiredVolumes(
  name: string,
  id: string,
  { volumes = [] }: ContainerNeed,
  labels: Label[],
): DesiredContainer["volumes"] {
  return [...volumes].sort().map((path) => {
    const slot = slotOf(path);
    const device = `/srv/titip/${id}/data/${slot}`;
    return { slot, name: `${name}-${slot}`, path, labels, driverOpts: { type: "none", o: "bind", device } };
  });
}

function settings(
  { resources }: HostingRequest,
  need: ContainerNeed,
  place: { name: string; labels: Label[]; uid: number; port: number; inventory: Server },
): ContainerSettings {
  const memory = Math.max(6, Math.floor(parseSize(resources.memory) / MEBIBYTE)); // Docker's least is 6 MiB
  const processes = need.processes ?? PROCESSES;
  return {
    name: place.name,
    ...(need.command ? { command: need.command } : {}),
    envs: Object.entries(need.environment ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .sort(),
    user: `${place.uid}:${place.uid}`,
    memory,
    memorySwap: memory, // memory and swap together: no swap
    cpus: decimalCores(resources.cpu ?? 1),
    ulimits: [{ name: "nproc", soft: processes, hard: processes }],
    ports: [{ internal: need.port, external: place.port, ip: place.inventory.address, protocol: "tcp" }],
    ...(need.health ? { healthcheck: healthcheck(need.health) } : {}),
    labels: place.labels,
  };
}

/** Durations as Go writes them: so Docker's provider reads them back. */
function healthcheck(command: string[]): ContainerSettings["healthcheck"] {
  const times = { interval: "5s", timeout: "3s", startPeriod: "0s", startInterval: "0s" };
  return { tests: ["CMD", ...command], ...times, retries: 3 };
}

/** As Docker's provider reads it back (`nanoInt64ToDecimalString`): `1.0`, but `10.`; another spelling is a change. */
export function decimalCores(cores: number): string {
  const text = cores.toFixed(9);
  return text.split("0").length - 1 === 9 ? cores.toFixed(1) : text.replace(/0+$/, "");
}
