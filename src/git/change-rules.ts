import type { Refusal } from "../approval/refusal";
import type { Text } from "../text";
import { isKnownKind, placeOf } from "./change-places";
import { NAME_REMEDY, NAME_WORDS } from "./name-words";
import { nameFault } from "./safe-name";
import type { ChangedPath } from "./tree";

/** What a branch would change, as far as it can be told without reading a file. */
export interface Change {
  changed: readonly ChangedPath[];
  /** Bytes of what is new, by object id. */
  sizes: ReadonlyMap<string, number>;
  /** Every path of the tree after the change. */
  present: readonly string[];
}

/** More than any office writes at once, and little enough to be looked at. */
export const MOST_FILES = 1_000;
export const MOST_BYTES = 5 * 1024 * 1024;

type Rule = (change: Change) => Refusal[];

/**
 * What a change may touch: data in requests/, approvals/, evidence/, records/, or the inventory in datacenter/, sop/
 * and documents/ in a change of its own; ordinary files with ordinary names; nothing recorded is taken away. Pure.
 */
export function changeRefusals(change: Change): Refusal[] {
  const tooLarge = tooMuch(change);
  // A change that large is not looked at file by file: a thousand reasons say less than one.
  if (tooLarge.length > 0) return tooLarge;
  return [...ofEachFile(change), ...caseCollisions(change), ...mixed(change)];
}

/** The same for a branch that is not main, which may be unfinished, or code: its size and its names alone. */
export function branchRefusals(change: Change): Refusal[] {
  const tooLarge = tooMuch(change);
  if (tooLarge.length > 0) return tooLarge;
  return change.changed.filter(isPut).flatMap((one) => (nameFault(one) === "odd" ? [] : names(one)));
}

const tooMuch: Rule = ({ changed, sizes }) => {
  const bytes = changed.reduce((sum, { newOid }) => sum + (sizes.get(newOid) ?? 0), 0);
  const refusals: Refusal[] = [];
  if (changed.length > MOST_FILES) refusals.push(tooMany(changed.length));
  if (bytes > MOST_BYTES) refusals.push(tooHeavy(bytes));
  return refusals;
};

function tooMany(count: number): Refusal {
  return {
    rule: "change-files",
    found: {
      id: `perubahan ini mengenai ${count} berkas; paling banyak ${MOST_FILES}`,
      en: `the change touches ${count} files; ${MOST_FILES} are allowed`,
    },
    remedy: { id: "Bagi menjadi beberapa perubahan.", en: "Split it into several changes." },
  };
}

function tooHeavy(bytes: number): Refusal {
  const size = (bytes / 1024 / 1024).toFixed(1);
  return {
    rule: "change-size",
    found: {
      id: `isi perubahan ini ${size.replace(".", ",")} MiB; paling banyak 5 MiB`,
      en: `the change holds ${size} MiB; 5 MiB are allowed`,
    },
    remedy: {
      id: "Simpan lampiran besar di luar Git dan catat SHA-256-nya, atau bagi perubahannya.",
      en: "Keep large attachments outside of Git and record their SHA-256, or split the change.",
    },
  };
}

/** Rules that need one path only, in this order; the first one that is broken is told. */
const FILE_RULES: ((path: ChangedPath) => Refusal[])[] = [names, modes, places, kinds, removals, records];

const ofEachFile: Rule = ({ changed }) =>
  changed.flatMap((path) => {
    for (const rule of FILE_RULES) {
      const refusals = rule(path);
      if (refusals.length > 0) return refusals;
    }
    return [];
  });

/** What is there after the change; a bad name may always be taken away. */
function isPut({ status }: ChangedPath): boolean {
  return status !== "D";
}

function names(changed: ChangedPath): Refusal[] {
  const fault = isPut(changed) ? nameFault(changed) : undefined;
  return fault ? [{ ...NAME_WORDS[fault], file: changed.path, remedy: NAME_REMEDY }] : [];
}

const MODES: Readonly<Record<string, Omit<Refusal, "file">>> = {
  "120000": {
    rule: "symbolic-link",
    found: { id: "ini tautan simbolis", en: "this is a symbolic link" },
    remedy: { id: "Ganti dengan berkas aslinya.", en: "Put the file itself in its place." },
  },
  "160000": {
    rule: "submodule",
    found: {
      id: "ini submodul: isinya tidak ada di repositori ini",
      en: "this is a submodule: its content is not in this repository",
    },
    remedy: { id: "Hapus submodul itu.", en: "Remove the submodule." },
  },
  "100755": {
    rule: "executable",
    found: { id: "berkas ini dapat dijalankan", en: "this file is executable" },
    remedy: {
      id: "Buat menjadi berkas biasa: git update-index --chmod=-x BERKAS",
      en: "Make it an ordinary file: git update-index --chmod=-x FILE",
    },
  },
};

function modes(changed: ChangedPath): Refusal[] {
  if (!isPut(changed) || changed.newMode === "100644") return [];
  const words = MODES[changed.newMode] ?? MODES["120000"];
  return words ? [{ ...words, file: changed.path }] : [];
}

const DATA_ONLY: Text = {
  id: "Keluarkan dari perubahan ini. Perubahan permohonan hanya memuat requests/, approvals/, evidence/ dan records/; program dan alur kerja diganti oleh pengelola server.",
  en: "Take it out of this change. A change of requests holds only requests/, approvals/, evidence/ and records/; programs and workflows are replaced by whoever runs the server.",
};

const PLACE_WORDS = {
  workflow: {
    rule: "workflow-change",
    found: {
      id: "berkas ini mengatur alur kerja atau siapa yang menyetujui di forge",
      en: "this file steers workflows, or who approves at the forge",
    },
  },
  code: {
    rule: "code-change",
    found: {
      id: "berkas ini program, paket atau setelannya",
      en: "this file is a program, a package or their settings",
    },
  },
  outside: {
    rule: "not-data",
    found: {
      id: "berkas ini bukan data permohonan atau inventaris",
      en: "this file is neither data of requests nor inventory",
    },
  },
} as const;

function places({ path }: ChangedPath): Refusal[] {
  const place = placeOf(path);
  if (place === "data" || place === "inventory") return [];
  return [{ ...PLACE_WORDS[place], file: path, remedy: DATA_ONLY }];
}

function kinds(changed: ChangedPath): Refusal[] {
  const { path } = changed;
  const isHidden = path.split("/").some((step) => step.startsWith("."));
  if (!isPut(changed) || (isKnownKind(path) && !isHidden)) return [];
  const folder = path.split("/", 1)[0];
  return [
    {
      rule: "file-kind",
      file: path,
      found: {
        id: `folder ${folder}/ tidak memuat berkas seperti ini`,
        en: `the folder ${folder}/ holds no files of this kind`,
      },
      remedy: {
        id: "Keluarkan dari perubahan ini; catatan boleh ditulis sebagai .md.",
        en: "Take it out of this change; notes may be written as .md.",
      },
    },
  ];
}

const REMOVED: Readonly<Record<string, { rule: string; remedy: Text }>> = {
  requests: {
    rule: "request-removed",
    remedy: {
      id: "Permohonan tidak dihapus: akhiri layanannya dengan 'titip close', atau catat penolakannya.",
      en: "A request is never removed: end its service with 'titip close', or record its rejection.",
    },
  },
  evidence: {
    rule: "evidence-removed",
    remedy: {
      id: "Kembalikan berkasnya: bukti disimpan selamanya.",
      en: "Put it back: evidence is kept for good.",
    },
  },
  approvals: {
    rule: "approval-removed",
    remedy: {
      id: "Kembalikan berkasnya; persetujuan yang dicabut ditulis sebagai persetujuan baru.",
      en: "Put it back; an approval that is withdrawn is written as a new one.",
    },
  },
  records: {
    rule: "record-removed",
    remedy: {
      id: "Kembalikan berkasnya: catatan tidak dihapus.",
      en: "Put it back: records are not removed.",
    },
  },
};

function removals({ status, path }: ChangedPath): Refusal[] {
  const words = REMOVED[path.split("/", 1)[0] ?? ""];
  if (status !== "D" || !words || path.endsWith(".md")) return [];
  const found = { id: "berkas ini dihapus atau dipindah", en: "this file is removed or moved away" };
  return [{ ...words, file: path, found }];
}

/** What was given once is never written anew: whoever reads it later must see what was approved then. */
function records({ status, path }: ChangedPath): Refusal[] {
  const folder = path.split("/", 1)[0];
  if (status !== "M" || (folder !== "evidence" && folder !== "approvals") || path.endsWith(".md")) return [];
  return [
    {
      rule: folder === "evidence" ? "evidence-changed" : "approval-changed",
      file: path,
      found: { id: "berkas yang sudah ada di main diubah", en: "a file that main has already is changed" },
      remedy: {
        id: "Kembalikan isinya, dan tulis bukti atau persetujuan baru dengan nama lain.",
        en: "Put its content back, and write new evidence or a new approval under another name.",
      },
    },
  ];
}

/** Two names that one machine holds apart and another takes for the same. */
const caseCollisions: Rule = ({ changed, present }) => {
  const seen = new Map<string, Set<string>>();
  for (const path of present.flatMap(withFolders)) {
    const key = path.normalize("NFC").toLowerCase();
    seen.set(key, (seen.get(key) ?? new Set()).add(path));
  }
  const clashes = [...seen.values()]
    .filter(({ size }) => size > 1)
    .flatMap((paths) => [...paths].slice(0, 2));
  const clashing = new Set(clashes);
  return changed
    .filter((one) => one.status === "A" && withFolders(one.path).some((path) => clashing.has(path)))
    .map(({ path }) => ({
      rule: "name-case",
      file: path,
      found: {
        id: "nama ini berbeda dari nama lain hanya pada huruf besar dan kecil",
        en: "this name differs from another one only in upper and lower case",
      },
      remedy: NAME_REMEDY,
    }));
};

/** `a/b/c` with the folders above it: `a`, `a/b`. */
function withFolders(path: string): string[] {
  const steps = path.split("/");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

const mixed: Rule = ({ changed }) => {
  const inventory = changed.find(({ path }) => placeOf(path) === "inventory");
  const request = changed.find(({ path }) => path.startsWith("requests/"));
  if (!inventory || !request) return [];
  return [
    {
      rule: "mixed-change",
      file: inventory.path,
      found: {
        id: `inventaris atau prosedur diubah bersama permohonan (${request.path})`,
        en: `inventory or procedures are changed together with a request (${request.path})`,
      },
      remedy: {
        id: "Ajukan datacenter/, sop/ dan documents/ sebagai perubahan tersendiri, yang disetujui lebih dahulu: siapa yang berwenang dibaca dari main.",
        en: "Bring datacenter/, sop/ and documents/ as a change of their own that is approved first: who may approve is read from main.",
      },
    },
  ];
};
