import { resolve } from "node:path";
import { type DriftReport, isQuiet } from "../../drift/difference";
import { driftMarkdown } from "../../drift/print-markdown";
import { driftText } from "../../drift/print-text";
import { summaryWords } from "../../drift/words";
import { jsonText } from "../../printable";
import type { Site } from "../../schema/site";
import { writeAtomically } from "../atomic-write";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { type Look, lookForDrift } from "../drift/look";
import { watchDrift } from "../drift/watch";
import { readDuration } from "../duration";
import { STACK_OPTIONS } from "../engine/engine-options";
import { type OpenedEngine, openEngine } from "../engine/open-engine";
import { momentOf } from "../maintenance/append-entry";
import { withProgress } from "../progress";
import { openSite, siteFolder } from "../site";

export const driftCommand: CommandSpec = {
  name: "drift",
  summary: {
    id: "bandingkan keadaan server dengan yang tercatat, tanpa mengubah apa pun",
    en: "compare the servers with what is recorded, without changing anything",
  },
  details: {
    id: "Kode keluar 1 bila ada penyimpangan, juga bila sebuah server tidak dapat dibaca: itu belum tentu penyimpangan dan disebut tersendiri. Tidak pernah memulihkan apa pun: itu memerlukan persetujuan.",
    en: "Exit code 1 for drift, and for a server that could not be read: that is no drift and is told apart. It never repairs anything: that needs an approval.",
  },
  examples: [
    "titip drift",
    "titip drift --server web1 --format json",
    "titip drift --format markdown --out out/drift.md",
    "titip drift --watch --every 15m --out /var/lib/titip/drift.json",
  ],
  options: [
    ...STACK_OPTIONS,
    {
      flags: "--server <key>",
      text: { id: "hanya server ini; boleh berulang", en: "only this server; may be repeated" },
      repeatable: true,
    },
    {
      flags: "--out <file>",
      text: {
        id: "tulis ke berkas ini; dengan --watch selalu JSON",
        en: "write to this file; with --watch always JSON",
      },
    },
    {
      flags: "--watch",
      text: {
        id: "ulangi sampai dihentikan, sebutkan perubahannya saja",
        en: "repeat until stopped, say only what changed",
      },
    },
    {
      flags: "--every <duration>",
      text: { id: "selang pembandingan pada --watch", en: "time between comparisons of --watch" },
      default: "15m",
    },
    formatOption(["text", "json", "markdown"]),
  ],
  run: async (context, { options }) => {
    const every = readDuration("--every", options.every);
    const opened = await openEngine(context, options);
    const stop = new AbortController();
    const onStop = () => stop.abort();
    // Once each: whoever insists ends the process, which writes nothing but whole files.
    for (const signal of STOPS) process.once(signal, onStop);
    try {
      const run = { context, opened, options, signal: stop.signal };
      return options.watch === true ? await runWatch(run, every) : await runOnce(run);
    } finally {
      for (const signal of STOPS) process.off(signal, onStop);
    }
  },
};

const STOPS = ["SIGINT", "SIGTERM"] as const;

interface Run {
  context: Context;
  opened: OpenedEngine;
  options: Record<string, unknown>;
  signal: AbortSignal;
}

async function runOnce({ context, opened, options, signal }: Run): Promise<number> {
  const site = siteOf(context, opened);
  const looking = lookForDrift(opened, site, { servers: serversOf(options), signal });
  const report = await withProgress(context, { id: "Membaca server", en: "Reading the servers" }, looking);
  const content = contentOf(context, opened, site, report, options.format);
  if (typeof options.out === "string") {
    writeAtomically(resolve(context.root, options.out), `${content}\n`, 0o644);
    context.note(context.say(summaryWords(report)));
  } else if (options.format === "markdown") context.command(content);
  else context.print(content);
  return isQuiet(report) ? 0 : 1;
}

async function runWatch({ context, opened, options, signal }: Run, every: number): Promise<number> {
  const servers = serversOf(options);
  const file = typeof options.out === "string" ? resolve(context.root, options.out) : undefined;
  // Read anew in every round: the inventory changes while a watch runs for months.
  const look = (round: NonNullable<Look["round"]>) =>
    lookForDrift(opened, siteOf(context, opened), { servers, signal, round });
  await watchDrift(context, {
    ...{ every, look, signal },
    show: (report) => context.print(driftText(report, context.lang)),
    keep: (report) => {
      const text = contentOf(context, opened, siteOf(context, opened), report, "json");
      if (file !== undefined) writeAtomically(file, `${text}\n`, 0o644);
    },
  });
  context.note(context.say({ id: "Pemantauan dihentikan.", en: "Watching was stopped." }));
  return 0;
}

function siteOf(context: Context, { settings }: OpenedEngine): Site {
  return openSite(siteFolder(context, settings.stack)).site;
}

function serversOf({ server }: Record<string, unknown>): string[] {
  return Array.isArray(server) ? server.map(String) : [];
}

function contentOf(
  context: Context,
  { settings }: OpenedEngine,
  site: Site,
  report: DriftReport,
  format: unknown,
): string {
  if (format === "markdown") return driftMarkdown(report, context.lang).trimEnd();
  if (format !== "json") return driftText(report, context.lang);
  return jsonText({ stack: settings.stack, at: momentOf(site, context.now()), ...report });
}
