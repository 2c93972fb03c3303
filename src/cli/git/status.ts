import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { listQueue, type QueueEntry } from "../../git-server/queue";
import { serverPaths } from "../../git-server/server-folder";
import { jsonText, printable } from "../../printable";
import { timeText } from "../../report/date-text";
import { textTable } from "../../report/text-table";
import { isRecord } from "../../schema/shape/record";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { openSettings } from "./hooks";

/** Results that are shown. */
const SHOWN = 10;

interface Row {
  commit: string;
  at: string;
  by: string;
  state: "waiting" | "ok" | "failed";
}

export const statusCommand: CommandSpec = {
  name: "status",
  summary: {
    id: "tampilkan antrean dan hasil penerapan terakhir",
    en: "show the queue and what came of the last applies",
  },
  examples: ["titip git status /srv/git/titip.git"],
  arguments: [{ name: "<path>", text: { id: "folder repositori", en: "folder of the repository" } }],
  options: [formatOption()],
  run: async (context, { arguments: [path = ""], options }) => {
    const folder = resolve(path);
    openSettings(folder);
    const { queue, results } = serverPaths(folder);
    const rows = [...listQueue(queue).map((entry) => rowOf(entry, true)), ...lastResults(results)];
    context.print(options.format === "json" ? jsonText(rows) : tableOf(context, rows));
    return rows[0]?.state === "failed" ? 1 : 0;
  },
};

/** The newest first. */
function lastResults(folder: string): Row[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return names
    .sort()
    .reverse()
    .slice(0, SHOWN)
    .flatMap((name) => {
      const value: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
      return isRecord(value) ? [rowOf(value as unknown as QueueEntry, false)] : [];
    });
}

function rowOf({ commit, at, by, result }: QueueEntry, isWaiting: boolean): Row {
  const state = isWaiting ? "waiting" : result?.ok ? "ok" : "failed";
  return { commit, at, by, state };
}

const STATES = {
  waiting: { id: "antre", en: "waiting" },
  ok: { id: "diterapkan", en: "applied" },
  failed: { id: "GAGAL", en: "FAILED" },
};

function tableOf(context: Context, rows: readonly Row[]): string {
  if (rows.length === 0)
    return context.say({ id: "Belum ada kiriman ke main.", en: "Nothing was pushed to main yet." });
  const heading = {
    id: ["Commit", "Waktu kirim", "Pengirim", "Keadaan"],
    en: ["Commit", "Pushed at", "By", "State"],
  };
  const lines = rows.map(({ commit, at, by, state }) => [
    commit.slice(0, 12),
    timeText(at, context.lang),
    printable(by),
    context.say(STATES[state]),
  ]);
  return textTable(heading[context.lang], lines);
}
