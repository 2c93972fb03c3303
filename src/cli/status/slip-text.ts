import { APPROVAL_STATUS } from "../../approval-words";
import { printable } from "../../printable";
import { dateText, timeText } from "../../report/date-text";
import { textFields } from "../../report/text-table";
import type { Slip, SlipLine } from "../../sop/walk-slip";
import type { Language, Text } from "../../text";
import { OUTCOMES, SERVICES, termWords } from "./status-words";

const words = {
  title: { id: "BUKTI KEDUDUKAN PERMOHONAN", en: "STATUS OF A REQUEST" },
  request: { id: "Nomor", en: "Number" },
  procedure: { id: "Layanan", en: "Service" },
  agency: { id: "Pemohon", en: "Requested by" },
  application: { id: "Aplikasi", en: "Application" },
  name: { id: "Nama domain", en: "Name" },
  state: { id: "Kedudukan", en: "Status" },
  at: { id: "Keadaan per", en: "As of" },
  term: { id: "Masa layanan", en: "Term" },
  done: { id: "Kegiatan yang sudah dilaksanakan", en: "Activities done" },
  next: { id: "Kegiatan berikutnya", en: "Next activity" },
  due: { id: "paling lambat", en: "due" },
  late: { id: "TERLAMBAT, batasnya", en: "LATE, it was due" },
  letter: { id: "surat nomor", en: "letter number" },
  dated: { id: "tanggal", en: "of" },
  reason: { id: "Alasan", en: "Reason" },
  approval: { id: "Persetujuan", en: "Approval" },
  decision: { id: "Keputusan", en: "Decision" },
} as const satisfies Record<string, Text>;

const RESULTS: Readonly<Record<string, Text>> = {
  approved: { id: "DISETUJUI", en: "APPROVED" },
  rejected: { id: "DITOLAK", en: "REJECTED" },
  accepted: { id: "DITERIMA", en: "ACCEPTED" },
  returned: { id: "DIKEMBALIKAN", en: "RETURNED" },
};

/** The slip on paper or in a mail: plain lines, no markup. */
export function slipText(slip: Slip, lang: Language): string {
  const state = [OUTCOMES[slip.outcome][lang], SERVICES[slip.service]?.[lang]].filter(Boolean).join(", ");
  const term = slip.term && [
    `${dateText(slip.term.from, lang)} – ${dateText(slip.term.until, lang)}`,
    termWords(slip.term)?.[lang],
  ];
  const fields: [string, string][] = [
    [words.request[lang], slip.request],
    [words.procedure[lang], slip.procedure[lang]],
    [words.agency[lang], slip.agency],
    [words.application[lang], slip.application],
    [words.name[lang], slip.name],
    [words.state[lang], state],
    [words.at[lang], timeText(slip.at, lang)],
    ...(term ? [[words.term[lang], term.filter(Boolean).join(", ")] satisfies [string, string]] : []),
  ];
  return [
    words.title[lang],
    "",
    textFields(
      fields.map(([label, value]) => [label, [printable(value)]]),
      "",
    ),
    "",
    words.done[lang],
    ...slip.lines.flatMap((line) => lineText(line, lang)),
    ...nextText(slip, lang),
    ...approvalText(slip, lang),
  ].join("\n");
}

/** The same line whatever was decided; documents name it so, too. */
function approvalText({ approval, outcome }: Slip, lang: Language): string[] {
  if (approval === "none") return [];
  const what = outcome === "rejected" ? words.decision : words.approval;
  return ["", `${what[lang]}: ${APPROVAL_STATUS[approval][lang]}.`];
}

function lineText({ order, activity, at, by, result, reason, letter }: SlipLine, lang: Language): string[] {
  const number = order === undefined ? "  –" : `${String(order).padStart(3)}.`;
  const facts = [
    timeText(at ?? "", lang),
    printable(by ?? ""),
    ...(result ? [RESULTS[result]?.[lang] ?? printable(result)] : []),
    ...(letter
      ? [
          `${words.letter[lang]} ${printable(letter.number)} ${words.dated[lang]} ${dateText(letter.date, lang)}`,
        ]
      : []),
  ];
  const why = reason === undefined ? [] : [`     ${words.reason[lang]}: ${printable(reason)}`];
  return [`${number} ${activity[lang]}`, `     ${facts.join(" · ")}`, ...why];
}

function nextText({ next }: Slip, lang: Language): string[] {
  if (!next) return [];
  const { order, activity, deadline, late } = next;
  const due = deadline ? ` (${late ? words.late[lang] : words.due[lang]} ${timeText(deadline, lang)})` : "";
  return ["", words.next[lang], `${String(order).padStart(3)}. ${activity[lang]}${due}`];
}
