import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isNoObject } from "../git/commits";
import { readBlobs } from "../git/objects";
import { changedPaths } from "../git/tree";
import { sha256OfJson } from "../json-digest";
import type { Plan } from "../plan/plan";
import { isRecord } from "../schema/shape/record";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import type { ApplyResult, QueueEntry } from "./queue";
import { serverPaths } from "./server-folder";
import { prepareWork, removeWork, writtenFiles } from "./work-folder";

/** What applying needs of the world; tests bring their own. */
export interface ApplyPort {
  /** Runs `titip up` for the site in a folder; says what it says to the pusher, and keeps it. */
  up(job: ApplyJob): Promise<{ exitCode: number; log: string }>;
  /** The stack's record as it is exported. */
  exported(): Promise<unknown>;
  plan(site: Site, exported: unknown): Plan;
  /** Reads a site. */
  check(folder: string): { site: Site; isSound: boolean };
  say(text: Text): void;
  now(): Date;
  /** Called between steps; a test ends the run there, as a loss of power would. */
  reached?(point: string): void;
}

export interface ApplyJob {
  /** The site's folder: a work tree at the entry's commit. */
  folder: string;
  entry: QueueEntry;
  /** File for everything that the run says. */
  logFile: string;
}

/**
 * Applies one entry's commit in a folder of its own. What fails is a result, never an exception: the entries after it
 * have their turn.
 */
export async function applyEntry(
  repository: string,
  entry: QueueEntry,
  port: ApplyPort,
): Promise<ApplyResult> {
  const startedAt = port.now().toISOString();
  const ended = (): Pick<ApplyResult, "startedAt" | "endedAt"> => ({
    startedAt,
    endedAt: port.now().toISOString(),
  });
  try {
    const done = await attempt(repository, entry, port);
    return { ...done, ...ended() };
  } catch (error) {
    const log = error instanceof Error ? error.message : String(error);
    port.say({ id: `Gagal: ${log}`, en: `Failed: ${log}` });
    const nothing = { plan: null, outputs: null, evidence: {}, files: [] };
    return { ok: false, exitCode: 1, log, ...nothing, ...ended() };
  }
}

async function attempt(
  repository: string,
  entry: QueueEntry,
  port: ApplyPort,
): Promise<Omit<ApplyResult, "startedAt" | "endedAt">> {
  const { work, logs } = serverPaths(repository);
  for (const folder of [work, logs]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const folder = join(work, entry.id);
  try {
    await prepareWork(repository, entry.commit, folder);
    const plan = port.plan(port.check(folder).site, await port.exported());
    const { exitCode, log } = await port.up({ folder, entry, logFile: join(logs, `${entry.id}.log`) });
    return {
      ok: exitCode === 0,
      exitCode,
      log,
      plan: digestsOf(plan),
      outputs: outputsDigest(await port.exported()),
      evidence: await evidenceOf(repository, entry),
      files: await writtenFiles(repository, entry.commit, folder),
    };
  } finally {
    await removeWork(repository, folder);
  }
}

function digestsOf({ digest, requests }: Plan): NonNullable<ApplyResult["plan"]> {
  return { digest, requests: Object.fromEntries(requests.map((one) => [one.request, one.digest])) };
}

/** SHA-256 of what the stack puts out, from its record. */
function outputsDigest(exported: unknown): string | null {
  const deployment = isRecord(exported) ? exported.deployment : undefined;
  const resources = isRecord(deployment) ? deployment.resources : undefined;
  const stack = Array.isArray(resources)
    ? resources.find((one) => isRecord(one) && one.type === "pulumi:pulumi:Stack")
    : undefined;
  return isRecord(stack) ? sha256OfJson(stack.outputs ?? {}) : null;
}

/** Evidence that came with this push, by its SHA-256. */
async function evidenceOf(
  repository: string,
  { before, commit }: QueueEntry,
): Promise<Record<string, string>> {
  const base = isNoObject(before) ? undefined : before;
  const changed = await changedPaths(repository, base, commit);
  const files = changed.filter(({ path, status }) => path.startsWith("evidence/") && status !== "D");
  const blobs = await readBlobs(
    repository,
    files.map(({ newOid }) => newOid),
  );
  const sha256 = (oid: string) =>
    createHash("sha256")
      .update(blobs.get(oid) ?? "")
      .digest("hex");
  return Object.fromEntries(files.map(({ path, newOid }) => [path, sha256(newOid)]));
}
