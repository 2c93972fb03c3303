import { EngineError, type EngineErrorCode } from "../../engine";
import type { Text } from "../../text";
import { CommandError } from "../command-error";

/**
 * The embedded engine speaks English, as Pulumi does: what people meet most often is said in their language.
 * What it could not even begin with is exit code 2.
 *
 * @param place where the state is kept, for what the operating system refuses there
 */
export function explainEngineError(error: unknown, place: string): unknown {
  if (error instanceof EngineError) {
    const text = TEXTS[error.code] ?? {
      id: `mesin bawaan: ${error.message}`,
      en: `embedded engine: ${error.message}`,
    };
    return new CommandError(text, UNUSABLE.includes(error.code) ? 2 : 1, REMEDIES[error.code]);
  }
  const { code = "", path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const reason = STORAGE[code];
  if (!reason) return error;
  const where = path ?? place;
  return new CommandError(
    {
      id: `state tidak dapat dibaca atau ditulis di ${where}: ${reason.id} (${code})`,
      en: `the state cannot be read or written at ${where}: ${reason.en} (${code})`,
    },
    1,
    {
      id: "perbaiki penyimpanan itu atau pilih yang lain (PULUMI_BACKEND_URL), lalu jalankan lagi; server tidak diubah tanpa state yang tersimpan",
      en: "mend that storage or choose another (PULUMI_BACKEND_URL), then run again; no server is changed without a saved state",
    },
  );
}

/** Codes that mean: as it stands, this cannot be run at all. */
const UNUSABLE: EngineErrorCode[] = ["unsupported", "project", "config", "passphrase"];

const TEXTS: Partial<Record<EngineErrorCode, Text>> = {
  passphrase: {
    id: "frasa sandi stack tidak ada atau tidak cocok dengan yang dipakai waktu stack dibuat",
    en: "the stack's passphrase is missing, or is not the one that the stack was made with",
  },
  changed: {
    id: "state berubah sejak rencana ini dibuat; tidak ada yang dijalankan",
    en: "the state has changed since this was planned; nothing was run",
  },
  cancelled: { id: "dihentikan sebelum dimulai", en: "stopped before it began" },
};

const REMEDIES: Partial<Record<EngineErrorCode, Text>> = {
  unsupported: {
    id: "pakai CLI Pulumi untuk ini: --engine pulumi",
    en: "use the Pulumi CLI for this: --engine pulumi",
  },
  changed: {
    id: "jalankan lagi: rencananya dibuat dan diperiksa dari awal",
    en: "run it again: it is planned and checked anew",
  },
  passphrase: {
    id: "isi PULUMI_CONFIG_PASSPHRASE (boleh kosong) atau PULUMI_CONFIG_PASSPHRASE_FILE",
    en: "set PULUMI_CONFIG_PASSPHRASE (it may be empty) or PULUMI_CONFIG_PASSPHRASE_FILE",
  },
};

/** What the operating system says when a folder of state is no place to write to. */
const STORAGE: Record<string, Text> = {
  ENOSPC: { id: "disk penuh", en: "the disk is full" },
  EDQUOT: { id: "kuota disk habis", en: "the disk quota is used up" },
  EROFS: { id: "sistem berkas hanya dapat dibaca", en: "the file system is read-only" },
  EACCES: { id: "tidak ada hak akses", en: "permission is denied" },
  EPERM: { id: "tidak diizinkan", en: "it is not permitted" },
  ENOTDIR: { id: "bukan folder", en: "it is not a folder" },
  ENOENT: { id: "folder tidak dapat dibuat", en: "the folder cannot be made" },
  EIO: { id: "galat perangkat", en: "the device fails" },
};
