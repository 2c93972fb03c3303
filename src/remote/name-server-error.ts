import type { Conflict } from "../dns/conflict";
import { TransferError } from "../dns/parse-transfer";
import type { DnsRecord } from "../provision/desired-state";
import type { Text } from "../text";
import { redact } from "./redact";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import { ServerError } from "./server-error";
import type { Session } from "./session";

type Named = Pick<Session, "server" | "host">;

const NOTHING_CHANGED: Text = { id: "belum ada yang diubah", en: "nothing had been changed" };
const WRITTEN: Text = {
  id: "tidak ada; perubahan sudah ditulis tetapi belum dapat dibaca ulang",
  en: "nothing; the change was written but could not be read back",
};
const AGAIN: Text = { id: "jalankan lagi", en: "run again" };

/** A request whose records cannot stand beside what the zone holds. */
export function conflictError(session: Named, { request, what, remedy }: Conflict): ServerError {
  const { server, host } = session;
  return new ServerError({ server, host, request, what, remedy, rolledBack: NOTHING_CHANGED });
}

/** The name server took the update but serves something else. */
export function servedOtherwise(
  session: Named,
  request: string,
  wanted: readonly DnsRecord[],
  served: readonly DnsRecord[],
): ServerError {
  const show = (sign: string, records: readonly DnsRecord[]) => records.map((r) => `${sign} ${showOwn(r)}`);
  return new ServerError({
    server: session.server,
    host: session.host,
    request,
    command: "titip-host dns-apply",
    output: [
      ...show(
        "-",
        wanted.filter((record) => !holds(served, record)),
      ),
      ...show(
        "+",
        served.filter((record) => !holds(wanted, record)),
      ),
    ].join("\n"),
    what: {
      id: "rekaman yang disajikan berbeda dari yang diminta (- diminta, + disajikan)",
      en: "the records served are not those asked for (- asked for, + served)",
    },
    rolledBack: {
      id: "tidak ada; yang tertulis tetap tertandai sebagai milik permohonan ini",
      en: "nothing; what was written stays marked as this request's",
    },
    remedy: {
      id: "cari penulis lain atas nama itu (log named), lalu jalankan lagi",
      en: "look for another writer of that name (named's log), then run again",
    },
  });
}

function showOwn({ name, ttl, type, value }: DnsRecord): string {
  return `${name}. ${ttl} ${type} ${value}`;
}

function holds(records: readonly DnsRecord[], wanted: DnsRecord): boolean {
  return records.some((record) => showOwn(record) === showOwn(wanted));
}

/** What `titip-host` said about a transfer or an update, for whoever runs `titip up`. */
export function explainDns(session: Named, error: unknown, request?: string): unknown {
  if (error instanceof TransferError) return transferError(session, error.message, request);
  if (!(error instanceof RemoteRejection)) return error;
  const texts = CLOCKS_APART.test(error.words) ? clocksApart : TEXTS[error.code];
  if (!texts) return explainRejection(session, error, request);
  return new ServerError({
    server: session.server,
    host: session.host,
    request,
    command: `titip-host ${error.verb}: ${error.code}`,
    output: redact(error.words),
    rolledBack: readBackFailed(error) ? WRITTEN : undone(error.fields.undone),
    ...texts(error.fields.zone ?? "?"),
  });
}

/** The update was committed; only the transfer that should show it failed. */
function readBackFailed({ verb, code }: RemoteRejection): boolean {
  return verb === "dns-apply" && code === "dns-transfer";
}

function transferError(session: Named, words: string, request?: string): ServerError {
  return new ServerError({
    server: session.server,
    host: session.host,
    request,
    command: "titip-host dns-read",
    output: redact(words),
    rolledBack: NOTHING_CHANGED,
    what: { id: "transfer zona tidak dapat dibaca", en: "the zone's transfer cannot be read" },
    remedy: AGAIN,
  });
}

function undone(how: string | undefined): Text {
  if (how === "yes") {
    return {
      id: "pesan-pesan sebelumnya dalam transaksi itu",
      en: "the earlier messages of the transaction",
    };
  }
  if (how === "no") {
    return {
      id: "belum; jurnal di /var/lib/titip/journal disimpan dan diputar ulang oleh sesi berikutnya",
      en: "not yet; /var/lib/titip/journal is kept and played back by the next session",
    };
  }
  return NOTHING_CHANGED;
}

/** A signature holds for 300 seconds (RFC 8945 §5.2.3): dig and nsupdate say so in either of these ways. */
const CLOCKS_APART = /BADTIME|clocks are unsynchronized/;

function clocksApart(zone: string): { what: Text; remedy: Text } {
  return {
    what: {
      id: `jam named berbeda lebih dari 5 menit dari jam servernya: tanda tangan TSIG untuk zona ${zone} ditolak (BADTIME)`,
      en: `named's clock is more than 5 minutes off its server's: the TSIG signature for the zone ${zone} is refused (BADTIME)`,
    },
    remedy: {
      id: "periksa jam dan sinkronisasi waktu (timedatectl, chronyc tracking), mulai ulang named, lalu jalankan lagi",
      en: "check the clock and its synchronisation (timedatectl, chronyc tracking), restart named, then run again",
    },
  };
}

/** Error codes of the name server's verbs, by zone. */
const TEXTS: Record<string, (zone: string) => { what: Text; remedy: Text }> = {
  "dns-transfer": (zone) => ({
    what: { id: `zona ${zone} tidak dapat ditransfer`, en: `the zone ${zone} cannot be transferred` },
    remedy: {
      id: `periksa bahwa named berjalan, memegang zona ${zone} sebagai primer, dan allow-transfer mengizinkan kunci di /etc/titip/ddns.key`,
      en: `check that named runs, holds ${zone} as primary, and that allow-transfer permits the key in /etc/titip/ddns.key`,
    },
  }),
  "dns-changed": (zone) => ({
    what: {
      id: `zona ${zone} terus diubah pihak lain di antara pembacaan dan penulisan`,
      en: `the zone ${zone} keeps being changed by somebody else between reading and writing`,
    },
    remedy: AGAIN,
  }),
  "dns-refused": (zone) => ({
    what: {
      id: `named menolak perubahan pada zona ${zone}`,
      en: `named refuses the change of the zone ${zone}`,
    },
    remedy: {
      id: `periksa update-policy zona ${zone} (grant … zonesub A AAAA CNAME PTR TXT), apakah zona itu dibekukan (rndc zonestatus; rndc thaw) dan log named, lalu jalankan lagi`,
      en: `check the update-policy of ${zone} (grant … zonesub A AAAA CNAME PTR TXT), whether it is frozen (rndc zonestatus; rndc thaw) and named's log, then run again`,
    },
  }),
  "dns-failed": (zone) => ({
    what: {
      id: `perubahan zona ${zone} tidak sampai ke named`,
      en: `the change of the zone ${zone} did not reach named`,
    },
    remedy: {
      id: "periksa bahwa named berjalan dan /etc/titip/ddns.key terbaca, lalu jalankan lagi",
      en: "check that named runs and that /etc/titip/ddns.key can be read, then run again",
    },
  }),
};
