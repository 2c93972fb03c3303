import type { Text } from "../text";
import { redact } from "./redact";
import type { RemoteRejection } from "./rejection";
import { REJECTION_TEXTS, UNKNOWN_REJECTION } from "./rejection-texts";
import { ServerError } from "./server-error";
import type { Session } from "./session";

type Named = Pick<Session, "server" | "host">;

/** A whole request that was refused, e.g. because another session holds the lock. */
export function explainRejection(session: Named, rejection: RemoteRejection, request?: string): ServerError {
  const { code, words, fields, verb } = rejection;
  return new ServerError({
    server: session.server,
    host: session.host,
    request,
    command: `titip-host ${verb}: ${code}`,
    output: redact(words),
    rolledBack: undone(fields.undone),
    ...textsOf(code, fields),
  });
}

/** One operation that the server holds guilty: `+guilty ID code words key=value…`. */
export function explainGuilty(
  session: Named,
  rejection: Pick<RemoteRejection, "verb" | "fields">,
  line: string[],
): ServerError {
  const [, request, code = "failed", words = "", ...pairs] = line;
  const number = pairs.map((pair) => /^line=(\d+)$/.exec(pair)?.[1]).find((found) => found !== undefined);
  const where = number === undefined ? [] : [`${request}.conf:${number}`];
  return new ServerError({
    server: session.server,
    host: session.host,
    request,
    command: `titip-host ${rejection.verb}: ${code}`,
    output: redact([...where, words.trim()].join("\n")),
    rolledBack: undone(rejection.fields.undone),
    ...textsOf(code, rejection.fields),
  });
}

function textsOf(code: string, fields: Record<string, string>): { what: Text; remedy: Text } {
  return (REJECTION_TEXTS[code] ?? UNKNOWN_REJECTION)(fields);
}

function undone(how: string | undefined): Text {
  if (how === "all" || how === "yes") {
    return {
      id: "seluruh perubahan transaksi itu; situs lain dalam transaksi itu diterapkan tanpa yang bersalah",
      en: "the whole transaction; the other sites in it are applied without the guilty one",
    };
  }
  if (how === "partly" || how === "no") {
    return {
      id: "hanya sebagian; jurnal di /var/lib/titip/journal disimpan dan diputar ulang oleh sesi berikutnya",
      en: "only in part; /var/lib/titip/journal is kept and played back by the next session",
    };
  }
  if (how === "taken-over") {
    return {
      id: "dibatalkan oleh sesi yang mengambil alih kunci",
      en: "undone by the session that took the lock over",
    };
  }
  if (how === "committed") {
    return {
      id: "tidak ada: perubahan sudah berlaku; sisanya dituntaskan oleh sesi berikutnya",
      en: "nothing: the change is live; the next session finishes the rest",
    };
  }
  return { id: "belum ada yang diubah", en: "nothing had been changed" };
}
