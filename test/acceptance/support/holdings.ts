import { readFileSync } from "node:fs";
import { join } from "node:path";
import { integrityProblems } from "../../../src/engine";
import type { LabFixture } from "../lab-fixture";
import type { Project } from "./project";
import { foreignSites, recordsOf } from "./servers";

export const WEB_HOSTS = ["web1", "web2"] as const;
export const ZONES = ["cirebonkab.go.id", "30.20.10.in-addr.arpa"];

/** Everything of Titip's on a web server, but for times, and generations that served before: the next change clears them. */
const WEB = String.raw`
section() { printf '\n# %s\n' "$1"; }
section live; for file in /etc/apache2/titip/live/*.conf; do [ -e "$file" ] && { echo "== $file"; cat "$file"; }; done
section accounts; grep -h ':titip [A-Z]' /etc/passwd | sort; grep -h '^hst-' /etc/group /etc/gshadow | sort
cut -d: -f1,2 /etc/shadow | grep '^hst-' | sort
section folders; find /srv/titip /var/log/titip -mindepth 1 ! -name '*.log' -printf '%p %y %m %u:%g\n' | sort
section pages; find /srv/titip -name index.html -type f -exec sha256sum {} + | sort -k 2
section addresses; sort /etc/titip/addresses 2>/dev/null; ip -4 -o address | awk '{print $2, $4}' | sort
section half; cat /var/lib/titip/journal 2>/dev/null; ls -d /etc/apache2/titip/candidate 2>/dev/null
find /etc/titip /var/lib/titip /etc/apache2/titip \( -name '*.new' -o -name '*.part' \) -print
section apache; kill -0 "$(cat /run/apache2/apache2.pid)" && apache2ctl -t 2>&1`;

export interface Holdings {
  web: Record<string, string>;
  records: string[];
  /** Journal of the name server; empty unless something is half done. */
  half: string;
  /** Digests of configuration and documents that are not ours. */
  foreign: string[];
}

/** What the servers hold, in a form that is equal whenever they are. */
export async function holdings(lab: LabFixture): Promise<Holdings> {
  const web = WEB_HOSTS.map(async (host) => [host, await lab.shell(host, WEB)] as const);
  const records = ZONES.map((zone) => recordsOf(lab, zone));
  const foreign = WEB_HOSTS.map((host) => foreignSites(lab, host));
  return {
    web: Object.fromEntries(await Promise.all(web)),
    records: (await Promise.all(records)).flat(),
    half: await lab.shell("ns1", "cat /var/lib/titip/journal 2>/dev/null || true"),
    foreign: await Promise.all(foreign),
  };
}

interface Deployment {
  resources?: Record<string, unknown>[];
  pending_operations?: unknown[];
  manifest?: { magic: string; version: string };
}

export interface RecordedState {
  /** By URN; without times, source positions and the random ids of provider instances. */
  resources: Record<string, unknown>[];
  pending: unknown[];
  problems: unknown[];
}

/** The stack's file, scrubbed of what no two runs have in common. */
export function recordedState(project: Project): RecordedState {
  const path = join(project.root, "state/.pulumi/stacks/titip/lab.json");
  const latest = (JSON.parse(readFileSync(path, "utf8")) as { checkpoint: { latest?: Deployment } })
    .checkpoint.latest;
  const resources = (latest?.resources ?? []).map(scrubbed);
  return {
    resources: resources.sort((a, b) => (String(a.urn) < String(b.urn) ? -1 : 1)),
    pending: latest?.pending_operations ?? [],
    problems: integrityProblems(latest ?? {}),
  };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function scrubbed({ created, modified, sourcePosition, ...rest }: Record<string, unknown>) {
  const text = JSON.stringify(rest).replace(UUID, "UUID");
  return JSON.parse(text) as Record<string, unknown>;
}
