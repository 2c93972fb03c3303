import type { HostingRequest } from "../schema/generated/hosting-request";
import type { Server } from "../schema/generated/servers";
import { parseRate, parseSize } from "../schema/quantity";
import type { SiteLimits, SitePhp } from "./desired-state";

const MIB = 2 ** 20;
/** Requests of one site at a time where its request names no number: a third of what Apache's `event` MPM answers. */
const DEFAULT_CONNECTIONS = 50;
const DEFAULT_UPLOAD = 32 * MIB;
const DEFAULT_SECONDS = 60;

/**
 * What binds a site: what its request names itself, and of its storage, memory and bandwidth what its server is set
 * up to bind (`limits` in datacenter/servers.yaml). `undefined` when nothing does.
 */
export function limitsOf(request: HostingRequest, server: Server | undefined): SiteLimits | undefined {
  const { storage, memory, bandwidth, connections, upload, cpu } = request.resources;
  const php = request.application.runtime === "php";
  const binds = (kind: NonNullable<Server["limits"]>[number]) => server?.limits?.includes(kind) ?? false;
  const counted =
    connections ?? (binds("connections") || binds("bandwidth") ? DEFAULT_CONNECTIONS : undefined);
  const body = upload === undefined ? (php ? DEFAULT_UPLOAD : undefined) : parseSize(upload);
  const limits: SiteLimits = {
    ...(binds("storage") ? { storage: parseSize(storage) } : {}),
    ...(binds("memory") && php ? { memory: parseSize(memory) } : {}),
    ...(binds("memory") && php && cpu !== undefined ? { cores: cpu } : {}),
    ...(binds("bandwidth") ? { bandwidth: parseRate(bandwidth) } : {}),
    ...(counted === undefined ? {} : { connections: counted }),
    ...(body === undefined ? {} : { upload: body }),
  };
  return Object.keys(limits).length > 0 ? limits : undefined;
}

/**
 * How PHP runs, from what the request was allotted: one worker for each 64 MiB, and a quarter of the memory, at most
 * 256 MiB, for one page. Workers seldom need that at once; when they do, the control group ends the one that asks.
 */
export function phpOf(request: HostingRequest): SitePhp | undefined {
  if (request.application.runtime !== "php") return undefined;
  const memory = parseSize(request.resources.memory);
  const children = between(2, Math.floor(memory / (64 * MIB)), 64);
  return {
    children: Math.min(children, request.resources.connections ?? children),
    memory: between(32, Math.floor(memory / (4 * MIB)), 256) * MIB,
    seconds: request.application.php?.time ?? DEFAULT_SECONDS,
  };
}

function between(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}

/** Keys that may log in, without their comments, which say nothing to a server and may name a person. */
export function sftpKeysOf(request: HostingRequest): string[] | undefined {
  const keys = (request.access?.sftp ?? []).map((key) => key.split(" ").slice(0, 2).join(" "));
  return keys.length > 0 ? [...new Set(keys)].sort() : undefined;
}
