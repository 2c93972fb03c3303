import { printable, printableLines } from "../printable";
import { type Language, language, type Text } from "../text";

export interface ServerErrorDetails {
  /** Key of the server in the inventory. */
  server: string;
  /** `user@host:port`. */
  host?: string;
  /** Request whose operation failed, where one alone is guilty. */
  request?: string;
  /** What was being done, e.g. `web-apply`. */
  command?: string;
  exitCode?: number;
  /** The server's own words, redacted. */
  output?: string;
  /** What went wrong, in one sentence. */
  what: Text;
  /** What was undone, or that nothing had been changed. */
  rolledBack?: Text;
  /** How to go on. */
  remedy: Text;
}

/** A failed server, told so that somebody who was not there can act on it. */
export class ServerError extends Error {
  constructor(readonly details: ServerErrorDetails) {
    super(describeServerError(details));
    this.name = "ServerError";
  }
}

const LABELS = {
  id: { command: "perintah", exit: "kode keluar", rolledBack: "dibatalkan", remedy: "tindakan" },
  en: { command: "command", exit: "exit code", rolledBack: "rolled back", remedy: "remedy" },
} as const;

/** One paragraph: host, what, the server's words, what was rolled back, what to do. */
export function describeServerError(details: ServerErrorDetails, lang: Language = language()): string {
  const label = LABELS[lang];
  const host = details.host ? `${details.server} (${details.host})` : details.server;
  const lines = [`${details.request ? `${details.request}: ` : ""}${host}: ${details.what[lang]}`];
  if (details.command) {
    const exit = details.exitCode === undefined ? "" : `, ${label.exit} ${details.exitCode}`;
    lines.push(`  ${label.command}: ${details.command}${exit}`);
  }
  for (const line of details.output?.trim().split("\n") ?? []) lines.push(`  | ${printable(line)}`);
  if (details.rolledBack) lines.push(`  ${label.rolledBack}: ${details.rolledBack[lang]}`);
  lines.push(`  ${label.remedy}: ${details.remedy[lang]}`);
  return printableLines(lines.join("\n"));
}
