import { timeText } from "../../report/date-text";
import type { Procedure } from "../../schema/generated/procedure";
import type { Site } from "../../schema/site";
import { procedureOf } from "../../sop/walk";
import type { Progress, TimeUsed } from "../../sop/walk-progress";
import type { Text } from "../../text";
import { type Context, styled } from "../context";
import { limitText, usedText } from "./duration-text";
import { OUTCOMES, officerWords, SERVICES, termWords } from "./status-words";

/** A request's lines: where it stands, who is next, the time used, what ends. Late says so in words and in red. */
export function statusText(context: Context, site: Site, progress: Progress): string {
  const { data } = progress.request;
  const procedure = procedureOf(site, data);
  const agency = site.agencies.get(data.applicant.agency)?.short ?? data.applicant.agency;
  const lines = [
    `${styled(context, "bold", data.id)}  ${agency}  ${data.application.name}`,
    ...activityLines(context, progress),
    ...(procedure ? nextLines(context, site, procedure, progress) : []),
    ...lateLines(context, progress),
    ...serviceLines(context, progress),
  ];
  return lines.join("\n  ");
}

function activityLines(context: Context, { next, outcome, service }: Progress): string[] {
  const suspended = SERVICES[service];
  const tail = suspended ? [styled(context, "red", context.say(suspended))] : [];
  if (!next) return [[context.say(OUTCOMES[outcome]), ...tail].join(" · ")];
  const { activity, of } = next;
  const place = context.say({
    id: `kegiatan ${activity.order} dari ${of}`,
    en: `activity ${activity.order} of ${of}`,
  });
  return [[`${place} (${activity.key}): ${context.say(activity.title)}`, ...tail].join(" · ")];
}

function nextLines(
  context: Context,
  site: Site,
  { roles }: Procedure,
  { request, next }: Progress,
): string[] {
  if (!next) return [];
  const or = context.say({ id: " atau ", en: " or " });
  const agency = site.agencies.get(request.data.applicant.agency)?.name ?? request.data.applicant.agency;
  const names = [
    ...(next.applicant ? [agency] : []),
    ...next.officers.map((officer) => context.say(officerWords(officer, roles[officer.role]))),
  ];
  const nobody = styled(
    context,
    "red",
    context.say({ id: "BELUM ADA PEJABATNYA", en: "NOBODY HOLDS THE ROLE" }),
  );
  const who = `${context.say({ id: "berikutnya", en: "next" })}: ${names.join(or) || nobody}`;
  return next.time ? [who, timeLine(context, next.time, "so far")] : [who];
}

function timeLine(context: Context, time: TimeUsed, when: "so far" | "taken"): string {
  const { lang } = context;
  const { limit, used, deadline, late, provisional } = time;
  const [spent, allowed] = [usedText(used, limit.unit, lang), limitText(limit, lang)];
  const end = timeText(deadline, lang);
  const words: Text = {
    id: `waktu kerja: ${spent} dari ${allowed}`,
    en: `working time: ${spent} of ${allowed}`,
  };
  const over: Text = { id: `TERLAMBAT, batasnya ${end}`, en: `LATE, it was due ${end}` };
  const due: Text = { id: `batas ${end}`, en: `due ${end}` };
  const tail = late
    ? [styled(context, "red", context.say(over))]
    : when === "so far"
      ? [context.say(due)]
      : [];
  const unsure: Text = {
    id: "sementara: libur tahun itu belum lengkap",
    en: "provisional: that year's holidays are incomplete",
  };
  return [context.say(words), ...tail, ...(provisional ? [context.say(unsure)] : [])].join(" · ");
}

function lateLines(context: Context, { late }: Progress): string[] {
  return late.map(({ activity, time }) => {
    const { lang } = context;
    const [spent, allowed] = [usedText(time.used, time.limit.unit, lang), limitText(time.limit, lang)];
    const words: Text = {
      id: `terlambat pada kegiatan ${activity.order} (${activity.key}): ${spent} dari ${allowed}`,
      en: `was late in activity ${activity.order} (${activity.key}): ${spent} of ${allowed}`,
    };
    return styled(context, "yellow", context.say(words));
  });
}

function serviceLines(context: Context, { term }: Progress): string[] {
  const words = term && termWords(term);
  if (!term || !words) return [];
  return [styled(context, term.state === "ended" ? "red" : "yellow", context.say(words))];
}

/** How many requests there are, and of what kind: the last line. */
export function summaryText(context: Context, all: readonly Progress[]): string {
  const count = (wanted: (progress: Progress) => boolean) => all.filter(wanted).length;
  const parts: [number, Text][] = [
    [count(({ outcome }) => outcome === "in progress"), { id: "dalam proses", en: "in progress" }],
    [count(({ next }) => next?.time?.late === true), { id: "TERLAMBAT", en: "LATE" }],
    [count(({ outcome }) => outcome === "completed"), { id: "selesai", en: "completed" }],
    [
      count(({ outcome }) => ["not feasible", "rejected", "returned"].includes(outcome)),
      { id: "tidak dilanjutkan", en: "not carried on" },
    ],
    [count(({ service }) => service === "suspended"), { id: "dihentikan sementara", en: "suspended" }],
    [count(({ outcome }) => outcome === "closed"), { id: "ditutup", en: "closed" }],
    [count(({ term }) => term?.state === "ended"), { id: "masa layanannya berakhir", en: "past their term" }],
    [count(({ term }) => term?.state === "ending"), { id: "segera berakhir", en: "ending soon" }],
  ];
  const told = parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${context.say(words)}`);
  const total = context.say({ id: `${all.length} permohonan`, en: `${all.length} requests` });
  return told.length > 0 ? `${total}: ${told.join(", ")}` : total;
}
