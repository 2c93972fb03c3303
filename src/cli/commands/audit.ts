import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { auditJson, totalsOf } from "../../audit/audit-json";
import { auditBundle, type Bundle } from "../../audit/bundle";
import { GitError } from "../../git/run-git";
import { makeFolders } from "../../make-folders";
import { jsonText } from "../../printable";
import { isDate } from "../../schema/moments";
import { writeAtomically } from "../atomic-write";
import { readRecord } from "../audit/read-record";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import { lettersFolder } from "../letters/letter-store";
import { siteFolder } from "../site";

export const auditCommand: CommandSpec = {
  name: "audit",
  summary: {
    id: "kemas berkas untuk auditor: permohonan, bukti, rencana dan penerapan dalam suatu masa",
    en: "pack a bundle for auditors: requests, evidence, plans and applies of a period",
  },
  details: {
    id: "Dibaca dari satu commit, bukan dari folder kerja: commit dan masa yang sama menghasilkan isi yang sama. verify.sh di dalamnya memeriksa jumlah SHA-256, tanda tangan, langkah dan rencana tanpa Titip dan tanpa jaringan. Setiap langkah dinilai menurut kunci, masa jabatan dan peran pada waktunya sendiri. Berisi surat, jadi data pribadi: hanya pemiliknya yang dapat membaca.",
    en: "Read from one commit, not from the work tree: the same commit and period make the same contents. verify.sh in it checks SHA-256 sums, signatures, steps and plans without Titip and without a network. Every step is judged by the keys, terms and roles of its own moment. It holds letters, and so personal data: only its owner may read it.",
  },
  examples: [
    "titip audit --from 2026-01-01 --to 2026-12-31 --out audit-2026",
    "titip audit --from 2026-11-01 --to 2026-11-30 --out audit-11 --ref v2026.11 --format json",
  ],
  options: [
    {
      flags: "--from <day>",
      text: { id: "hari pertama, YYYY-MM-DD", en: "first day, YYYY-MM-DD" },
      required: true,
    },
    {
      flags: "--to <day>",
      text: { id: "hari terakhir, YYYY-MM-DD", en: "last day, YYYY-MM-DD" },
      required: true,
    },
    {
      flags: "--out <dir>",
      text: { id: "folder baru untuk hasilnya", en: "new folder for it" },
      required: true,
    },
    {
      flags: "--ref <ref>",
      text: { id: "commit yang dibaca", en: "commit that is read" },
      default: "HEAD",
    },
    formatOption(),
  ],
  run: async (context, { options }) => {
    const period = { from: dayOf("--from", options.from), to: dayOf("--to", options.to) };
    if (period.to < period.from) throw unusable({ id: "--to sebelum --from", en: "--to is before --from" });
    const target = resolve(context.root, String(options.out));
    if (existsSync(target) && readdirSync(target).length > 0) throw notEmpty(target);
    const folder = siteFolder(context);
    try {
      const papers = lettersFolder(context, folder);
      const record = await readRecord(folder, { ref: String(options.ref), period, papers });
      const bundle = auditBundle(record);
      writeBundle(target, bundle);
      if (options.format === "json")
        context.print(jsonText({ ...auditJson(record, bundle.acts), folder: target, sha256: bundle.sum }));
      else context.print(context.say(outcome(target, bundle)));
      return 0;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const words = error.words.trim() || error.message;
      throw unusable(
        { id: `Git: ${words}`, en: `Git: ${words}` },
        {
          id: "audit membaca sebuah commit: jalankan di dalam repositori, dengan --ref yang ada",
          en: "an audit reads a commit: run it in the repository, with a --ref that exists",
        },
      );
    }
  },
};

function dayOf(flag: string, value: unknown): string {
  const day = String(value);
  if (isDate(day)) return day;
  throw unusable({ id: `${flag} '${day}' bukan YYYY-MM-DD`, en: `${flag} '${day}' is not YYYY-MM-DD` });
}

function notEmpty(target: string): Error {
  return unusable(
    { id: `${target} sudah ada isinya`, en: `${target} is not empty` },
    { id: "sebutkan folder baru", en: "name a new folder" },
  );
}

function writeBundle(target: string, { files }: Bundle): void {
  for (const [path, bytes] of files) {
    const file = join(target, path);
    makeFolders(dirname(file));
    writeAtomically(file, bytes, path === "verify.sh" ? 0o700 : 0o600);
  }
}

function outcome(target: string, { acts, files, sum }: Bundle) {
  const { verified, claimed, refused, recorded } = totalsOf(acts);
  return {
    id: [
      `${target}: ${files.size} berkas`,
      `terbukti ${verified}, tanpa bukti ${claimed}, bukti tidak sah ${refused}, langkah lain ${recorded}`,
      `SHA-256 dari SHA256SUMS: ${sum}`,
      `periksa: sh ${join(target, "verify.sh")}`,
    ].join("\n"),
    en: [
      `${target}: ${files.size} files`,
      `verified ${verified}, without evidence ${claimed}, invalid evidence ${refused}, other steps ${recorded}`,
      `SHA-256 of SHA256SUMS: ${sum}`,
      `check it: sh ${join(target, "verify.sh")}`,
    ].join("\n"),
  };
}
