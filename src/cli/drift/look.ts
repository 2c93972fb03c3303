import { type Away, lastWords, leftAlone } from "../../drift/back-off";
import type { DriftReport } from "../../drift/difference";
import { driftOf } from "../../drift/drift-of";
import { recordedOnServers } from "../../drift/recorded";
import { sha256OfJson } from "../../json-digest";
import type { Site } from "../../schema/site";
import { failed, unusable } from "../command-error";
import type { OpenedEngine } from "../engine/open-engine";
import { stackIsLocked } from "../engine/stack-lock";

export interface Look {
  /** Keys of servers; empty: all. */
  servers: readonly string[];
  signal?: AbortSignal;
  /** For a watch: servers that are away, and what they said last. */
  round?: { away: ReadonlyMap<string, Away>; number: number; before: DriftReport | undefined };
}

/**
 * Holds what the stack has on record against what the servers hold. Changes neither.
 *
 * @throws CommandError (exit code 1) while somebody works on the stack: what is half done is no drift;
 *   (exit code 2) for a server that nobody knows
 */
export async function lookForDrift(
  { engine, settings }: OpenedEngine,
  site: Site,
  { servers, signal, round }: Look,
): Promise<DriftReport> {
  const stillFree = async () => {
    const locks = ((await engine.locks()) ?? []).filter(({ dead }) => !dead);
    if (locks.length > 0) throw stackIsLocked(settings.stack, locks);
  };
  await stillFree();
  const exported = await engine.exportState();
  const all = recordedOnServers(exported);
  const known = new Set([...site.servers.keys(), ...all.map(({ server }) => server)]);
  for (const server of servers) if (!known.has(server)) throw unknownServer(server, known);
  const recorded = all.filter(({ server }) => servers.length === 0 || servers.includes(server));
  const alone = round ? leftAlone(round.away, round.number) : new Set<string>();
  const asked = recorded.filter(({ server }) => !alone.has(server)).map(({ urn }) => urn);
  const readings =
    asked.length === 0 ? [] : await engine.read(asked.length === all.length ? [] : asked, signal);
  if (signal?.aborted) throw failed({ id: "dihentikan", en: "stopped" });
  await stillFree();
  if (sha256OfJson(await engine.exportState()) !== sha256OfJson(exported)) throw changedMeanwhile();
  return driftOf(
    recorded,
    [...readings, ...lastWords(recorded, alone, round?.before)],
    [...site.servers.keys()],
  );
}

function unknownServer(server: string, known: ReadonlySet<string>): Error {
  const list = [...known].filter(Boolean).sort().join(", ");
  return unusable(
    { id: `tidak ada server '${server}'`, en: `there is no server '${server}'` },
    { id: `yang ada: ${list}`, en: `there are: ${list}` },
  );
}

function changedMeanwhile(): Error {
  return failed(
    {
      id: "state berubah selama server dibaca; perbandingan ini tidak berlaku",
      en: "the state changed while the servers were read; this comparison is void",
    },
    { id: "jalankan lagi", en: "run it again" },
  );
}
