import { jsonText } from "../../printable";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { STACK_OPTIONS } from "../engine/engine-options";
import { openEngine } from "../engine/open-engine";
import { describeLock } from "../engine/stack-lock";
import { ask } from "../question";

type Held = Awaited<ReturnType<Awaited<ReturnType<typeof openEngine>>["engine"]["locks"]>>;

export const cancelCommand: CommandSpec = {
  name: "cancel",
  summary: {
    id: "lepaskan kunci stack yang ditinggalkan proses yang mati",
    en: "remove the stack's lock that a dead process left",
  },
  details: {
    id: "Menampilkan siapa yang memegang kunci dan sejak kapan. Hanya untuk proses yang sudah mati: bila masih bekerja, dua proses akan menulis state yang sama. Setelah itu jalankan 'titip up'; yang tertinggal diteruskan.",
    en: "Shows who holds the lock and since when. Only for a process that is dead: while it works, two would write the same state. Run 'titip up' afterwards; it goes on with what was left.",
  },
  examples: ["titip cancel", "titip cancel --yes"],
  options: [
    ...STACK_OPTIONS,
    { flags: "-y, --yes", text: { id: "lepaskan tanpa bertanya", en: "remove it without asking" } },
    formatOption(),
  ],
  run: async (context, { options }) => {
    const json = options.format === "json";
    const { engine, settings } = await openEngine(context, options, false);
    const locks = await engine.locks();
    const { stack } = settings;
    if (locks?.length === 0) {
      context.print(json ? result(locks, 0) : context.say(notLocked(stack)));
      return 0;
    }
    for (const lock of locks ?? []) context.note(context.say(describeLock(lock)));
    if (!(await agreed(context, options.yes === true, locks, json))) {
      context.note(context.say({ id: "Tidak ada yang diubah.", en: "Nothing was changed." }));
      return 0;
    }
    await engine.cancel();
    context.print(json ? result(locks ?? [], locks?.length) : context.say(removed(stack)));
    return 0;
  },
};

async function agreed(context: Context, yes: boolean, locks: Held, json: boolean): Promise<boolean> {
  if (yes) return true;
  if (!context.interactive || json) throw needsYes();
  const dead = locks?.every((lock) => lock.dead) ?? false;
  return ask(
    context,
    dead
      ? { id: "Lepaskan kunci ini?", en: "Remove this lock?" }
      : {
          id: "Tidak pasti bahwa prosesnya sudah mati. Tetap lepaskan kuncinya?",
          en: "It is not certain that its process is dead. Remove the lock all the same?",
        },
  );
}

function result(locks: NonNullable<Held>, removedCount: number | undefined): string {
  const owners = locks.map(({ owner, dead }) => ({
    user: owner?.username,
    host: owner?.hostname,
    pid: owner?.pid,
    since: owner?.timestamp,
    dead,
  }));
  return jsonText({ locks: owners, removed: removedCount });
}

const notLocked = (stack: string) => ({
  id: `Stack '${stack}' tidak terkunci.`,
  en: `Stack '${stack}' is not locked.`,
});

const removed = (stack: string) => ({
  id: `Kunci stack '${stack}' dilepas. Jalankan 'titip up' untuk meneruskan yang tertinggal.`,
  en: `The lock of stack '${stack}' is removed. Run 'titip up' to go on with what was left.`,
});

function needsYes(): Error {
  return unusable(
    { id: "titip cancel tidak dapat bertanya di sini", en: "titip cancel cannot ask here" },
    {
      id: "pastikan proses yang disebut di atas sudah mati, lalu beri --yes",
      en: "make sure that the process named above is dead, then give --yes",
    },
  );
}
