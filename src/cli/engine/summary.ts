import type { Language, Text } from "../../text";
import type { Operation, RunResult } from "./runner";

/** Pulumi's operations, in the order they are told; the steps of a replacement count as one. */
const KINDS: [operations: string[], text: Text][] = [
  [["create"], { id: "dibuat", en: "created" }],
  [["update"], { id: "diubah", en: "updated" }],
  [["replace", "create-replacement"], { id: "diganti", en: "replaced" }],
  [["delete"], { id: "dihapus", en: "deleted" }],
  [["same"], { id: "tetap", en: "unchanged" }],
];

const PLANNED: Record<string, Text> = {
  dibuat: { id: "akan dibuat", en: "to create" },
  diubah: { id: "akan diubah", en: "to update" },
  diganti: { id: "akan diganti", en: "to replace" },
  dihapus: { id: "akan dihapus", en: "to delete" },
};

const ENDS: Record<Operation, { good: Text; bad: Text }> = {
  preview: {
    good: { id: "Rencana selesai", en: "Preview finished" },
    bad: { id: "Rencana gagal", en: "Preview failed" },
  },
  up: {
    good: { id: "Penerapan selesai", en: "Apply finished" },
    bad: { id: "Penerapan gagal sebagian atau seluruhnya", en: "Apply failed in part or whole" },
  },
  refresh: {
    good: { id: "Pembacaan ulang selesai", en: "Refresh finished" },
    bad: { id: "Pembacaan ulang gagal", en: "Refresh failed" },
  },
  destroy: {
    good: { id: "Penghapusan selesai", en: "Destroy finished" },
    bad: { id: "Penghapusan gagal sebagian atau seluruhnya", en: "Destroy failed in part or whole" },
  },
};

/** The last line of a run, in the reader's language. */
export function summaryLine(
  operation: Operation,
  result: RunResult,
  failedCount: number,
  lang: Language,
): string {
  const end = ENDS[operation][result.ok ? "good" : "bad"][lang];
  const counts = KINDS.flatMap(([operations, text]) => {
    const count = Math.max(0, ...operations.map((name) => result.changes[name] ?? 0));
    const words = operation === "preview" ? (PLANNED[text.id] ?? text) : text;
    return count > 0 ? [`${count} ${words[lang]}`] : [];
  });
  if (failedCount > 0) {
    counts.push(lang === "id" ? `${failedCount} permohonan gagal` : `${failedCount} requests failed`);
  }
  return counts.length > 0 ? `${end}: ${counts.join(", ")}.` : `${end}.`;
}
