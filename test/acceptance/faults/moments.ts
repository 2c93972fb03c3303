import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { findVictims, hostProcess, parentOf, signal, slay, VICTIMS, type Victim } from "../support/victims";

/** When to kill: after a share of a clean run's time, or when a server's undo journal holds a word. */
export type Trigger = { share: number } | { server: string; word: string };

export interface Moment {
  name: string;
  victim: Victim;
  /** Whose titip-host or SSH session, for those. */
  server: string;
  trigger: Trigger;
}

/** Every step of a transaction that registers an undo before it acts. */
const STEPS: [server: string, word: string][] = [
  ...["accounts", "folders", "log-folders", "addresses", "candidate", "live", "archive", "forget"].map(
    (word): [string, string] => ["web1", word],
  ),
  ...["accounts", "candidate", "live"].map((word): [string, string] => ["web2", word]),
  ["ns1", "dns-update"],
];
const SERVERS = ["web1", "web2", "ns1"];

/** Moments drawn from a seed: the steps in turn, random times in between, the victim at random. */
export function drawMoments(seed: number, count: number): Moment[] {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const victim = pick(VICTIMS);
    const atStep = index % 5 !== 4;
    const step = STEPS[(index - Math.floor(index / 5)) % STEPS.length] ?? STEPS[0];
    const share = 0.25 + 0.75 * random();
    const server = atStep && step ? step[0] : pick(SERVERS);
    const trigger = atStep && step ? { server: step[0], word: step[1] } : { share };
    const when =
      "word" in trigger ? `at "${trigger.word}" of ${server}` : `after ${Math.round(share * 100)} %`;
    const whose = victim === "titip-host" || victim === "sshd" ? ` of ${server}` : "";
    return { name: `${index}: ${victim}${whose} ${when}`, victim, server, trigger };
  });
}

/** Mulberry32: small, and the same everywhere. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Hunt {
  lab: string;
  /** The run's outermost process. */
  run: number;
  /** Milliseconds of a clean run. */
  duration: number;
  isOver(): boolean;
}

/** Waits for the moment and kills. @returns whether the run was hit before it ended */
export async function strike({ victim, server, trigger }: Moment, hunt: Hunt): Promise<boolean> {
  const root = hostProcess(hunt.lab, server);
  const started = performance.now();
  const due = () =>
    "share" in trigger
      ? performance.now() - started >= trigger.share * hunt.duration
      : journalHolds(hostProcess(hunt.lab, trigger.server), trigger.word);
  while (!due()) {
    if (hunt.isOver()) return false;
    await sleep(1);
  }
  const below = victim === "titip-host" || victim === "sshd" ? root : hunt.run;
  while (!hunt.isOver()) {
    if (slay(findVictims(victim, below))) return true;
    await sleep(1);
  }
  return false;
}

/**
 * Kills a server's helper when its change can be seen from outside and is not committed yet: it is let run for a
 * millisecond at a time. @returns whether that was so
 */
export async function strikeBeforeCommit(
  { lab, isOver }: Hunt,
  server: string,
  word: string,
  isSeen: () => Promise<boolean>,
): Promise<boolean> {
  const root = hostProcess(lab, server);
  while (!journalHolds(root, word)) {
    if (isOver()) return false;
    await sleep(1);
  }
  const helpers = findVictims("titip-host", root);
  const parents = helpers.map(parentOf);
  for (const pid of parents) signal(pid, "SIGSTOP"); // sudo would let its child go on when it is let go on itself
  for (let visible = false; ; ) {
    for (const pid of helpers) signal(pid, "SIGSTOP");
    await sleep(50); // what it has started goes on
    const open = journalHolds(root, word);
    visible = open && (await isSeen());
    if (visible || !open) {
      slay(helpers);
      for (const pid of parents) signal(pid, "SIGCONT");
      return visible && journalHolds(root, word);
    }
    for (const pid of helpers) signal(pid, "SIGCONT");
    await sleep(1);
  }
}

/** Looks into the host from outside: nothing runs there for it. */
export function journalHolds(hostProcess: number, word: string): boolean {
  try {
    const text = readFileSync(`/proc/${hostProcess}/root/var/lib/titip/journal`, "utf8");
    return text.split("\n").some((line) => line.startsWith(`${word}\t`));
  } catch {
    return false;
  }
}
