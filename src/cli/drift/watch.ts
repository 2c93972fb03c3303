import { setTimeout as sleep } from "node:timers/promises";
import { type Away, awayAfter } from "../../drift/back-off";
import { changesSince, type DriftChanges, hasChanges, remembering } from "../../drift/changes";
import type { Difference, DriftReport } from "../../drift/difference";
import { KIND_WORDS, serverWords, summaryWords } from "../../drift/words";
import { printable, printableLines } from "../../printable";
import { typeText } from "../../resource-words";
import type { Language, Text } from "../../text";
import { CommandError } from "../command-error";
import type { Context } from "../context";
import type { Look } from "./look";

export interface Watch {
  /** Milliseconds between rounds. */
  every: number;
  /** One round. */
  look(round: NonNullable<Look["round"]>): Promise<DriftReport>;
  /** The first report, whole. */
  show(report: DriftReport): void;
  /** Every report, for others to read. */
  keep(report: DriftReport): void;
  signal: AbortSignal;
}

/**
 * Looks for drift until it is stopped, and says only what has changed since the round before. A server that does not
 * answer is asked less and less often; the others are compared in every round.
 *
 * @throws CommandError with exit code 2: what cannot be used now cannot be used later
 */
export async function watchDrift(context: Context, watch: Watch): Promise<void> {
  let away: ReadonlyMap<string, Away> = new Map();
  let before: DriftReport | undefined;
  let trouble = "";
  for (let number = 0; !watch.signal.aborted; number++) {
    try {
      const report = await watch.look({ away, number, before });
      watch.keep(report);
      if (before === undefined) watch.show(report);
      else sayChanges(context, changesSince(before, report), report);
      before = remembering(before, report);
      away = awayAfter(away, number, report);
      trouble = "";
    } catch (error) {
      if (watch.signal.aborted) break;
      if (error instanceof CommandError && error.exitCode === 2) throw error;
      const words = wordsOf(context, error);
      // Said once, however long it lasts.
      if (words !== trouble) context.print(`${stamp(context)} ${words}`);
      trouble = words;
    }
    await sleep(watch.every, undefined, { signal: watch.signal }).catch(() => undefined);
  }
}

function wordsOf(context: Context, error: unknown): string {
  const text = error instanceof CommandError ? context.say(error.text) : String(error);
  return printableLines(`${context.say(NOT_COMPARED)}: ${text}`);
}

function sayChanges(context: Context, changes: DriftChanges, report: DriftReport): void {
  if (!hasChanges(changes)) return;
  const { lang } = context;
  const at = stamp(context);
  const say = (server: string, words: string) =>
    context.print(`${at} ${printable(serverWords(server)[lang])}: ${words}`);
  for (const server of changes.lost) {
    const reason = report.servers.find((one) => one.server === server)?.reason ?? "";
    say(server, `${context.say(LOST)}: ${printable(reason.split("\n", 1)[0] ?? "")}`);
  }
  for (const server of changes.back) say(server, context.say(BACK));
  for (const one of changes.appeared) say(one.server, `${subject(one, lang)}: ${KIND_WORDS[one.kind][lang]}`);
  for (const one of changes.ended) say(one.server, `${subject(one, lang)}: ${context.say(ENDED)}`);
  context.print(`${at} ${summaryWords(report)[lang]}`);
}

/** `HST-2026-0007 site configuration`. */
function subject({ name, type, path }: Difference, lang: Language): string {
  return [printable(name), typeText(type)[lang], printable(path)].filter(Boolean).join(" ");
}

function stamp(context: Context): string {
  return `${context.now().toISOString().slice(0, 19)}Z`;
}

const NOT_COMPARED: Text = { id: "tidak dibandingkan", en: "not compared" };
const LOST: Text = { id: "tidak terbaca", en: "could not be read" };
const BACK: Text = { id: "terbaca lagi", en: "can be read again" };
const ENDED: Text = { id: "sesuai lagi", en: "as recorded again" };
