import { resolve } from "node:path";
import { isNoObject } from "../../git/commits";
import { quarantine } from "../../git/run-git";
import { type DrainOutcome, drain } from "../../git-server/drain";
import { enqueuePushed } from "../../git-server/enqueue-pushed";
import { previewBranch } from "../../git-server/preview-branch";
import { type PushedRef, readPushed } from "../../git-server/pushed-refs";
import { receive } from "../../git-server/receive";
import { MAIN_REF } from "../../git-server/server-folder";
import { readSettings, type ServerSettings } from "../../git-server/settings";
import { withTreeFolders } from "../../git-server/tree-folders";
import { jsonText, printableLines } from "../../printable";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { pushedBy, serverPort } from "./server-port";

const PATH = { name: "<path>", text: { id: "folder repositori", en: "folder of the repository" } };

export const receiveCommand: CommandSpec = {
  name: "receive",
  summary: {
    id: "periksa kiriman (dipanggil hook pre-receive)",
    en: "judge a push (called by the pre-receive hook)",
  },
  details: {
    id: "Membaca baris 'lama baru ref' dari masukan baku. Kode keluar 1: ditolak, alasannya dicetak.",
    en: "Reads lines 'old new ref' from standard input. Exit code 1: refused, with the reasons printed.",
  },
  examples: ["titip git receive /srv/git/titip.git <baris-baris"],
  arguments: [PATH],
  options: [formatOption()],
  run: async (context, { arguments: [path = ""], options }) => {
    const folder = resolve(path);
    const port = serverPort(context, openSettings(folder));
    const pushed = readPushed(await inputText(context));
    const repository = quarantine(folder, context.environment);
    const reasons: string[] = [];
    const isJson = options.format === "json";
    const print = (text: string) => (isJson ? reasons.push(text) : context.print(text));
    const isFine = await receive(repository, pushed, { port, lang: context.lang, print });
    if (isJson) context.print(jsonText({ accepted: isFine, reasons }));
    return isFine ? 0 : 1;
  },
};

export const applyCommand: CommandSpec = {
  name: "apply",
  summary: {
    id: "terapkan kiriman yang antre ke server",
    en: "apply the pushes that wait to the servers",
  },
  details: {
    id: "Dipanggil hook post-receive, dan boleh dijadwalkan: meneruskan yang terputus, mengulang main bila penerapan terakhirnya gagal, dan tidak berbuat apa pun bila semuanya sudah diterapkan.",
    en: "Called by the post-receive hook, and fit for a timer: goes on with what was cut off, tries main again when its last apply failed, and does nothing when everything is applied.",
  },
  examples: ["titip git apply /srv/git/titip.git"],
  arguments: [PATH],
  options: [
    {
      flags: "--pushed",
      text: {
        id: "baca kiriman dari masukan baku (hook post-receive)",
        en: "read what was pushed from standard input (post-receive hook)",
      },
    },
    formatOption(),
  ],
  run: async (context, { arguments: [path = ""], options }) => {
    const folder = resolve(path);
    // Whoever pushed may have hung up: what is being applied goes on all the same.
    process.stderr.on("error", () => undefined);
    const settings = openSettings(folder);
    const pushed = options.pushed === true ? readPushed(await inputText(context)) : undefined;
    const isJson = options.format === "json";
    // What a run says is no part of the answer to a program.
    const speaker = isJson ? { ...context, print: context.note } : context;
    const finish = async () => answer(context, await applyAll(speaker, folder, settings), isJson);
    if (pushed === undefined) return finish();
    const entry = enqueuePushed(folder, pushed, { now: context.now(), by: pushedBy(context) });
    await previewAll(speaker, folder, { settings, pushed });
    return entry === undefined ? 0 : finish();
  },
};

function answer(context: Context, outcome: DrainOutcome, isJson: boolean): number {
  if (isJson) context.print(jsonText(outcome));
  return outcome.failed > 0 ? 1 : 0;
}

async function applyAll(context: Context, folder: string, settings: ServerSettings): Promise<DrainOutcome> {
  const outcome = await drain(folder, serverPort(context, settings));
  if (outcome.busy)
    context.print(
      context.say({
        id: "Antre: penerapan lain sedang berjalan dan akan meneruskan dengan yang ini. Hasilnya: git notes --ref=titip show",
        en: "Queued: another apply is under way and goes on with this one. Its outcome: git notes --ref=titip show",
      }),
    );
  return outcome;
}

/** What a merge of the pushed branches would do. A preview that cannot be made refuses nothing. */
async function previewAll(
  context: Context,
  folder: string,
  { settings, pushed }: { settings: ServerSettings; pushed: readonly PushedRef[] },
): Promise<void> {
  const { lang } = context;
  const port = serverPort(context, settings);
  for (const { after } of pushed.filter((one) => one.ref !== MAIN_REF && !isNoObject(one.after))) {
    try {
      const text = await withTreeFolders(folder, (folders) =>
        previewBranch(folder, after, { folders, port, lang }),
      );
      if (text !== undefined) context.print(text);
    } catch (error) {
      const words = printableLines(error instanceof Error ? error.message : String(error));
      context.print(context.say({ id: `Tanpa pratinjau: ${words}`, en: `No preview: ${words}` }));
    }
  }
}

/** @throws CommandError (exit code 2) for a repository that was not set up */
export function openSettings(folder: string): ServerSettings {
  try {
    return readSettings(folder);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw unusable(
      { id: `${folder} belum disiapkan: ${words}`, en: `${folder} was not set up: ${words}` },
      { id: `jalankan: titip git init-server ${folder}`, en: `run: titip git init-server ${folder}` },
    );
  }
}

async function inputText({ input }: Context): Promise<string> {
  let text = "";
  for await (const chunk of input) text += chunk.toString();
  return text;
}
