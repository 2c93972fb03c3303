import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { initServer, isBareRepository } from "../../git-server/init-server";
import { KEPT_VARIABLES, type ServerSettings } from "../../git-server/settings";
import { jsonText } from "../../printable";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { engineWanted, STACK_OPTIONS } from "../engine/engine-options";

/** `bin/titip` of this installation, from the compiled folder `dist/src/cli/git` or the sources' `src/cli/git`. */
export function ownProgram(): [node: string, titip: string] {
  const roots = [resolve(__dirname, "../../../.."), resolve(__dirname, "../../..")];
  const root = roots.find((folder) => existsSync(join(folder, "bin", "titip"))) ?? roots[0] ?? "";
  return [process.execPath, join(root, "bin", "titip")];
}

export const initServerCommand: CommandSpec = {
  name: "init-server",
  summary: {
    id: "siapkan repositori Git yang memeriksa dan menerapkan sendiri",
    en: "set up a Git repository that checks and applies by itself",
  },
  details: {
    id: "Membuat repositori bare dengan hook: kiriman ke main ditolak bila tidak lolos pemeriksaan atau belum disetujui, dan yang diterima langsung diterapkan. Jalankan di folder proyek (Pulumi.yaml). Dijalankan lagi, setelan dan hook ditulis baru; isi repositori tetap. Selengkapnya docs/git-server.md.",
    en: "Makes a bare repository with hooks: a push to main is refused unless it passes the check and is approved, and what is taken in is applied at once. Run it in the project folder (Pulumi.yaml). Run again it writes settings and hooks anew; what the repository holds stays. More in docs/git-server.md.",
  },
  examples: [
    "titip git init-server /srv/git/titip.git --stack produksi --environment-file /etc/titip/environment",
    "titip git init-server .lab/titip.git --stack lab --lab demo --confirm lab",
  ],
  arguments: [{ name: "<path>", text: { id: "folder repositori", en: "folder of the repository" } }],
  options: [
    ...STACK_OPTIONS,
    {
      flags: "--environment-file <file>",
      text: {
        id: "berkas NAMA=nilai dengan rahasia untuk penerapan (frasa sandi stack)",
        en: "file of NAME=value with the secrets of applying (the stack's passphrase)",
      },
    },
    {
      flags: "--confirm <stack>",
      text: {
        id: "izinkan penerapan pertama ke stack kosong ini",
        en: "allow the first apply to this empty stack",
      },
    },
    {
      flags: "--lab <name>",
      text: { id: "terapkan di dalam lab ini (uji coba)", en: "apply inside this lab (for trials)" },
    },
    formatOption(),
  ],
  run: async (context, { arguments: [path = ""], options }) => {
    const folder = resolve(path);
    await checkFolder(folder);
    const settings = settingsOf(context, options);
    await initServer(folder, settings);
    const done = {
      id: `Siap: ${folder}. Kirim ke sana dengan: git push ${folder} HEAD:main`,
      en: `Ready: ${folder}. Push to it with: git push ${folder} HEAD:main`,
    };
    context.print(options.format === "json" ? jsonText({ repository: folder }) : context.say(done));
    return 0;
  },
};

function settingsOf(context: Context, options: Record<string, unknown>): ServerSettings {
  if (!existsSync(join(context.root, "Pulumi.yaml")))
    throw unusable(
      { id: `tidak ada Pulumi.yaml di ${context.root}`, en: `there is no Pulumi.yaml in ${context.root}` },
      {
        id: "jalankan di folder proyek, atau beri -C <dir>",
        en: "run it in the project folder, or give -C <dir>",
      },
    );
  const { environment } = context;
  const kept = KEPT_VARIABLES.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value]];
  });
  const stack = text(options.stack) ?? environment.PULUMI_STACK;
  const environmentFile = secretFile(text(options.environmentFile));
  return {
    program: ownProgram(),
    project: context.root,
    ...(stack === undefined ? {} : { stack }),
    ...(options.engine === undefined ? {} : { engine: engineWanted(options) }),
    ...(environmentFile === undefined ? {} : { environmentFile }),
    ...(options.lab === undefined ? {} : { lab: text(options.lab) }),
    ...(options.confirm === undefined ? {} : { confirm: text(options.confirm) }),
    environment: Object.fromEntries(kept) as Record<string, string>,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** @throws CommandError (exit code 2) for a file that is not there, or that everybody may read */
function secretFile(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw unusable({ id: `berkas ${file} tidak ada`, en: `there is no file ${file}` });
  if ((found.mode & 0o007) === 0) return resolve(file);
  throw unusable(
    { id: `${file} dapat dibaca semua orang`, en: `everybody may read ${file}` },
    { id: `jalankan: chmod 600 ${file}`, en: `run: chmod 600 ${file}` },
  );
}

/** @throws CommandError (exit code 2) for a folder that holds something else */
async function checkFolder(folder: string): Promise<void> {
  const isEmpty = !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);
  if (isEmpty || (await isBareRepository(folder))) return;
  throw unusable(
    {
      id: `${folder} bukan folder kosong dan bukan repositori bare`,
      en: `${folder} is neither empty nor a bare repository`,
    },
    { id: "beri folder baru", en: "give a new folder" },
  );
}
