import { RemoteRejection } from "./rejection";
import { explainGuilty, explainRejection } from "./rejection-error";
import type { ServerError } from "./server-error";
import type { Session } from "./session";

/** A backup of one part of a site. */
export interface Snapshot {
  request: string;
  /** `files`, `database`, `volumes`. */
  part: string;
  /** Seconds since 1970. */
  at: number;
  /** The repository's own name of it. */
  snapshot: string;
  /** Of the stream that was saved; undefined where it is not known. */
  bytes?: number;
}

/** One run of a server over its sites. */
export interface BackupRun {
  /** RFC 3339. */
  at: string;
  seconds: number;
  /** Parts of sites that were saved, and that were not. */
  saved: number;
  failed: number;
  bytes: number;
  /** Requests of which something was not saved. */
  guilty: string[];
}

/** What a server has in its repository, and how it makes its backups. */
export interface BackupReading {
  server: string;
  /** Of `/etc/titip/backup.conf`, e.g. KEEP_DAILY. */
  settings: Record<string, string>;
  /** The oldest first. */
  snapshots: Snapshot[];
  runs: BackupRun[];
}

export interface SavedSites {
  saved: { request: string; part: string; bytes: number }[];
  /** One for each part of a site that could not be saved. */
  failures: ServerError[];
}

/** Backups of one server. Every method rejects with a `ServerError`. */
export interface Backups {
  /** @param requests only these; all when empty */
  list(requests?: string[]): Promise<BackupReading>;
  /** @param requests only these; all when empty, and what need not be kept any longer is then deleted */
  run(requests?: string[]): Promise<SavedSites>;
  /**
   * Reads a backup into a place beside the site, which goes on as it is.
   * @param until seconds since 1970: the newest that is not younger
   */
  stage(request: string, part: string, until: number): Promise<Snapshot>;
  /** Puts what was staged in the place of what is there, which becomes an archive; undone when the site then fails. */
  switch(request: string, part: string): Promise<{ archive: string | undefined }>;
  /** What was switched stays. Without it the end of the session brings back what was. */
  commit(): Promise<void>;
  /** Brings back what was. */
  drop(): Promise<void>;
}

/** Backups that restic makes on a server, through `titip-host`. */
export class ResticBackups implements Backups {
  constructor(private readonly session: Pick<Session, "server" | "host" | "request" | "change">) {}

  async list(requests: string[] = []): Promise<BackupReading> {
    const { lines } = await this.explained(this.session.request("backup-list", requests));
    const of = (kind: string) => lines.filter(([first]) => first === kind);
    return {
      server: this.session.server,
      settings: Object.fromEntries(of("setting").map(([, key = "", value = ""]) => [key, value])),
      snapshots: of("snapshot").map((line) => snapshotOf(line)),
      runs: of("run").map(runOf),
    };
  }

  async run(requests: string[] = []): Promise<SavedSites> {
    const { lines } = await this.explained(this.session.request("backup-run", requests));
    const guilty = { verb: "backup-run", fields: {} };
    return {
      saved: lines
        .filter(([kind]) => kind === "saved")
        .map(([, request = "", part = "", bytes]) => ({ request, part, bytes: amountOf(bytes) })),
      failures: lines
        .filter(([kind]) => kind === "guilty")
        .map((line) => explainGuilty(this.session, guilty, line)),
    };
  }

  async stage(request: string, part: string, until: number): Promise<Snapshot> {
    const asked = this.session.change("backup-stage", [request, part, String(until)]);
    const { lines } = await this.explained(asked, request);
    const line = lines.find(([kind]) => kind === "staged");
    if (!line) throw new Error("backup-stage: nothing was said of what is staged");
    return snapshotOf(line);
  }

  async switch(request: string, part: string): Promise<{ archive: string | undefined }> {
    const { lines } = await this.explained(this.session.change("backup-switch", [request, part]), request);
    const archive = lines.find(([kind]) => kind === "restored")?.[3];
    return { archive: archive === "" ? undefined : archive };
  }

  async commit(): Promise<void> {
    await this.explained(this.session.change("backup-commit"));
  }

  async drop(): Promise<void> {
    await this.explained(this.session.change("backup-drop"));
  }

  private async explained<T>(work: Promise<T>, request?: string): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof RemoteRejection)) throw error;
      throw explainRejection(this.session, error, request);
    }
  }
}

function snapshotOf([, request = "", part = "", at, snapshot = "", bytes = ""]: string[]): Snapshot {
  const found = { request, part, at: amountOf(at), snapshot };
  return /^\d+$/.test(bytes) ? { ...found, bytes: amountOf(bytes) } : found;
}

function runOf([, at = "", seconds, saved, failed, bytes, guilty = ""]: string[]): BackupRun {
  return {
    at,
    seconds: amountOf(seconds),
    saved: amountOf(saved),
    failed: amountOf(failed),
    bytes: amountOf(bytes),
    guilty: guilty.split(" ").filter((id) => id !== ""),
  };
}

function amountOf(text: string | undefined): number {
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(`backups: ${JSON.stringify(text)} is no amount`);
}
