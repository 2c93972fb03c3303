import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ServerInventory } from "../../remote/inventory";
import { RemoteRejection } from "../../remote/rejection";
import { ServerError } from "../../remote/server-error";
import { Session } from "../../remote/session";
import { type Finding, same } from "./finding";
import { FIXES, SEE_DOCS } from "./remedies";

/** A session that others do not wait for: nothing here takes the server's lock. */
export async function examineServer(
  key: string,
  inventory: ServerInventory,
  zones: string[],
): Promise<Finding[]> {
  const session = new Session(key, inventory);
  try {
    const { lines } = await session.request("hello");
    const findings = [connected(key, session.host), ...answers(key, inventory, lines)];
    if (inventory.role === "web") findings.push(await configurationTest(key, session));
    for (const zone of zones) findings.push(await transferable(key, session, zone));
    return findings;
  } catch (error) {
    return [refused(key, error)];
  } finally {
    await session.close();
  }
}

const CONNECTION = { id: "sambungan", en: "connection" };

/** Reached with the pinned host key, sudo let the helper start, and it greeted with our protocol. */
function connected(place: string, host: string): Finding {
  const found = {
    id: `${host}: kunci host cocok, aturan sudo dan protokol baik`,
    en: `${host}: host key matches, sudo rule and protocol are good`,
  };
  return { place, what: CONNECTION, ok: true, found };
}

function refused(place: string, error: unknown): Finding {
  if (error instanceof ServerError) {
    const { what, remedy, host, output } = error.details;
    const words = (lang: "id" | "en") =>
      [`${host ? `${host}: ` : ""}${what[lang]}`, ...(output?.trim().split("\n") ?? [])]
        .filter(Boolean)
        .join("\n");
    return { place, what: CONNECTION, ok: false, found: { id: words("id"), en: words("en") }, fix: remedy };
  }
  return { place, what: CONNECTION, ok: false, found: same(wordsOf(error)), fix: SEE_DOCS };
}

function answers(place: string, inventory: ServerInventory, lines: string[][]): Finding[] {
  const field = (kind: string) => lines.find(([first]) => first === kind)?.[1];
  const findings = [role(place, inventory.role, field("role") ?? ""), version(place, field("sha256"))];
  const journal = field("journal");
  if (journal) findings.push(leftOver(place, journal));
  for (const [kind, name = "", state, words = ""] of lines) {
    if (kind !== "check") continue;
    const ok = state === "good";
    findings.push({
      place,
      what: same(name),
      ok,
      found: same(words),
      ...(ok ? {} : { fix: FIXES[name] ?? SEE_DOCS }),
    });
  }
  return findings;
}

function role(place: string, wanted: string, found: string): Finding {
  const what = { id: "peran", en: "role" };
  if (found.split(",").includes(wanted)) return { place, what, ok: true, found: same(found) };
  return {
    place,
    what,
    ok: false,
    found: { id: `ROLE=${found}, inventaris: ${wanted}`, en: `ROLE=${found}, inventory: ${wanted}` },
    fix: {
      id: `tulis ROLE=${wanted} di /etc/titip/host.conf, atau perbaiki datacenter/servers.yaml`,
      en: `write ROLE=${wanted} in /etc/titip/host.conf, or mend datacenter/servers.yaml`,
    },
  };
}

/** The program on the server must be the one this Titip was tested with, byte for byte. */
function version(place: string, installed: string | undefined): Finding {
  const what = same("titip-host");
  const own = ownHelper();
  const wanted = own && createHash("sha256").update(readFileSync(own)).digest("hex");
  const short = (sha: string | undefined) => (sha ? `sha256 ${sha.slice(0, 16)}…` : "–");
  if (installed !== undefined && installed === wanted)
    return { place, what, ok: true, found: same(short(installed)) };
  return {
    place,
    what,
    ok: false,
    found: {
      id: `terpasang ${short(installed)}, proyek ini ${short(wanted)}`,
      en: `installed ${short(installed)}, this project's ${short(wanted)}`,
    },
    fix: {
      id: "pasang server/titip-host sebagai /usr/local/sbin/titip-host (docs/production.md)",
      en: "install server/titip-host as /usr/local/sbin/titip-host (docs/production.md)",
    },
  };
}

/** `server/titip-host` of this installation, above the compiled file or the source. */
function ownHelper(folder = __dirname): string | undefined {
  const file = join(folder, "server", "titip-host");
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : ownHelper(dirname(folder));
}

function leftOver(place: string, journal: string): Finding {
  return {
    place,
    what: { id: "jurnal pembatalan", en: "undo journal" },
    ok: false,
    found: { id: `perubahan terakhir terputus: ${journal}`, en: `the last change was cut off: ${journal}` },
    fix: {
      id: "jalankan 'titip up'; sisa itu dibatalkan lebih dahulu",
      en: "run 'titip up'; it is undone first",
    },
  };
}

/** `web-survey` asks Apache for its virtual hosts, which Apache tells only when its configuration is right. */
async function configurationTest(place: string, session: Session): Promise<Finding> {
  const what = same("configtest");
  try {
    const { lines } = await session.request("web-survey");
    const names = lines.filter(([kind]) => kind === "name").length;
    return { place, what, ok: true, found: { id: `${names} nama dilayani`, en: `${names} names served` } };
  } catch (error) {
    if (!(error instanceof RemoteRejection)) throw error;
    const fix = {
      id: "perbaiki berkas yang disebut Apache, lalu apache2ctl configtest",
      en: "mend the file that Apache names, then apache2ctl configtest",
    };
    return { place, what, ok: false, found: same(error.words || error.code), fix };
  }
}

async function transferable(place: string, session: Session, zone: string): Promise<Finding> {
  const what = same(`zone ${zone}`);
  try {
    const { lines } = await session.request("dns-read", [zone]);
    const count = lines.filter(([kind]) => kind === "rr").length;
    return { place, what, ok: true, found: { id: `${count} data terbaca`, en: `${count} records read` } };
  } catch (error) {
    if (!(error instanceof RemoteRejection)) throw error;
    const fix = {
      id: `izinkan transfer ${zone} dengan kunci titip di named.conf (docs/production.md)`,
      en: `allow the transfer of ${zone} with the key titip in named.conf (docs/production.md)`,
    };
    return { place, what, ok: false, found: same(error.words || error.code), fix };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
