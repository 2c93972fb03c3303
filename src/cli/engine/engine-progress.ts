import type { EngineEvent } from "../../engine";
import type { Context } from "../context";
import type { Operation } from "./runner";

/** Work shorter than this says nothing. */
const QUIET_MS = 1_000;
const REDRAW_MS = 200;
/** Between plain lines, where standard error is a log. */
const LINE_MS = 10_000;

/**
 * How far an engine is, on standard error: one line that is redrawn on a terminal, a plain line now and then
 * elsewhere. What was done follows on standard output when all is done.
 */
export class EngineProgress {
  /** Undefined while the engine waits for its turn. */
  private started: number | undefined;
  private readonly running = new Set<string>();
  private readonly timer: NodeJS.Timeout;
  private finished = 0;
  private lastLine = 0;
  private drawn = false;

  /** @param operation `preview` for the dry run of another operation too */
  constructor(
    private readonly context: Context,
    private readonly operation: Operation,
  ) {
    this.timer = setInterval(() => this.show(), REDRAW_MS);
  }

  see(event: EngineEvent): void {
    if (event.kind === "started") this.started = Date.now();
    if (event.kind === "step-started") this.running.add(event.step.urn);
    if (event.kind !== "step-finished") return;
    this.running.delete(event.step.urn);
    this.finished += 1;
  }

  /** Wipes the redrawn line. Safe to repeat. */
  end(): void {
    clearInterval(this.timer);
    if (this.drawn) process.stderr.write("\r\u001b[K");
    this.drawn = false;
  }

  private show(): void {
    const now = Date.now();
    if (this.started === undefined || now - this.started < QUIET_MS) return;
    const line = this.line((now - this.started) / 1000);
    if (this.context.progress) {
      process.stderr.write(`\r\u001b[K${line}`);
      this.drawn = true;
    } else if (now - this.lastLine >= LINE_MS) {
      this.context.note(line);
      this.lastLine = now;
    }
  }

  private line(seconds: number): string {
    const counts = {
      id: `${this.finished} selesai, ${this.running.size} berjalan`,
      en: `${this.finished} done, ${this.running.size} running`,
    };
    return `${this.context.say(VERBS[this.operation])} … ${this.context.say(counts)}, ${Math.round(seconds)} s`;
  }
}

const VERBS = {
  preview: { id: "Merencanakan", en: "Planning" },
  up: { id: "Menerapkan", en: "Applying" },
  refresh: { id: "Membaca ulang", en: "Refreshing" },
  destroy: { id: "Menghapus", en: "Removing" },
};
