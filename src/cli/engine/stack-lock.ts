import type { HeldLock } from "../../engine";
import { printable } from "../../printable";
import type { Text } from "../../text";
import { type CommandError, failed } from "../command-error";

/** Somebody else works on the stack: who, since when, and how to go on. */
export function stackIsLocked(stack: string, locks: readonly HeldLock[], now = new Date()): CommandError {
  const owners = locks.map((lock) => describeLock(lock, now));
  const list = (lang: keyof Text) => owners.map((owner) => `\n  ${owner[lang]}`).join("");
  return failed(
    {
      id: `stack '${stack}' sedang dipakai:${list("id")}`,
      en: `stack '${stack}' is in use:${list("en")}`,
    },
    {
      id: "tunggu sampai selesai (atau beri --wait 15m); bila proses itu sudah mati, lepaskan kuncinya dengan 'titip cancel'",
      en: "wait until it ends (or give --wait 15m); when that process is dead, remove its lock with 'titip cancel'",
    },
  );
}

/** Owner, host, process and age of a lock on one line. */
export function describeLock({ path, owner, dead, silent, lastSign }: HeldLock, now = new Date()): Text {
  if (!owner) return { id: `kunci yang tidak terbaca: ${path}`, en: `a lock that cannot be read: ${path}` };
  const who = printable(`${owner.username}@${owner.hostname}`);
  const since = printable(owner.timestamp);
  const age = ageOf(owner.timestamp, now);
  const state = dead ? DEAD : silent && lastSign !== undefined ? noSign(lastSign, now) : NOTHING;
  return {
    id: `${who}, proses ${owner.pid}, sejak ${since}${age.id}${state.id}`,
    en: `${who}, process ${owner.pid}, since ${since}${age.en}${state.en}`,
  };
}

const NOTHING: Text = { id: "", en: "" };
const DEAD: Text = { id: "; prosesnya sudah mati", en: "; its process is dead" };

/** From here nobody can tell a machine that is gone from one that hangs: so it is said, and nothing is done. */
function noSign(lastSign: string, now: Date): Text {
  const age = ageOf(lastSign, now);
  return {
    id: `; tanpa tanda hidup sejak ${lastSign}${age.id}: periksa apakah masih berjalan di sana`,
    en: `; no sign of life since ${lastSign}${age.en}: look whether it still runs there`,
  };
}

const UNITS: [seconds: number, text: Text][] = [
  [86_400, { id: "hari", en: "days" }],
  [3_600, { id: "jam", en: "hours" }],
  [60, { id: "menit", en: "minutes" }],
  [1, { id: "detik", en: "seconds" }],
];

/** ` (5 menit)`: the largest unit that gives at least two; nothing for a time that is none or yet to come. */
function ageOf(timestamp: string, now: Date): Text {
  const seconds = (now.getTime() - Date.parse(timestamp)) / 1000;
  if (!(seconds >= 0)) return { id: "", en: "" };
  const [size, unit] = UNITS.find(([length]) => seconds >= 2 * length) ?? [1, { id: "detik", en: "seconds" }];
  const count = Math.floor(seconds / size);
  return { id: ` (${count} ${unit.id})`, en: ` (${count} ${unit.en})` };
}
