import { APPROVAL_STATUS } from "../../approval-words";
import { printable } from "../../printable";
import { textFields, textTable } from "../../report/text-table";
import type { Language, Text } from "../../text";
import type { Check, CheckKind, CheckResult, Evidence } from "../../verify/evidence";

const LABELS: Record<CheckKind, Text> = {
  name: { id: "nama", en: "name" },
  reverse: { id: "nama balik", en: "reverse name" },
  site: { id: "situs yang disetujui", en: "the approved site" },
  control: { id: "pembanding", en: "control" },
  certificate: { id: "sertifikat", en: "certificate" },
  redirect: { id: "pengalihan ke https", en: "redirect to https" },
  page: { id: "halaman depan", en: "first page" },
  maintenance: { id: "halaman penghentian", en: "maintenance page" },
  port: { id: "porta disetujui", en: "approved port" },
  closed: { id: "bukan untuk kami", en: "not for us" },
  denied: { id: "tidak disetujui", en: "not approved" },
  rules: { id: "aturan gerbang", en: "gateway's rules" },
};

const RESULTS: Record<CheckResult, Text> = {
  good: { id: "baik", en: "good" },
  bad: { id: "SALAH", en: "BAD" },
  unproven: { id: "BELUM TERBUKTI", en: "UNPROVEN" },
  skipped: { id: "dilewati", en: "skipped" },
};

/** The evidence says what was expected and found in English words, for programs; officials read these. */
const WORDS: [RegExp, string][] = [
  [/^open$/, "menjawab"],
  [/^silent$/, "diam"],
  [/^refused$/, "menolak"],
  [/^unreachable$/, "tidak terjangkau"],
  [/^nothing$/, "tidak ada"],
  [/^below (\d+)$/, "di bawah $1"],
  [/^not (\d+)$/, "bukan $1"],
  [/^valid, trusted$/, "berlaku, dipercaya"],
  [/: for another name$/, ": untuk nama lain"],
  [/^until (\S+), /, "sampai $1, "],
  [/^let through$/, "diteruskan"],
  [/^not asked/, "tidak ditanya"],
  [/^no gateway of ours$/, "bukan gerbang kami"],
  [/^no name server of ours holds it$/, "tidak ada di server nama kami"],
  [/^no address:/, "tanpa alamat:"],
  [/: nothing\b/, ": tidak ada"],
  [/ from /g, " dari "],
  [/; changed by hand$/, "; diubah dengan tangan"],
];

function inWords(text: string, lang: Language): string {
  if (lang === "en") return text;
  return WORDS.reduce((words, [english, indonesian]) => words.replace(english, indonesian), text);
}

/** A check in the words of officials, for their papers. */
export function checkInWords(check: Check, lang: Language): Check & { title: string; verdict: string } {
  const { expected, found } = check;
  return {
    ...check,
    title: LABELS[check.check][lang],
    expected: inWords(expected, lang),
    found: inWords(found, lang),
    verdict: RESULTS[check.result][lang],
  };
}

const HEADING: Record<Language, string[]> = {
  id: ["Hasil", "Diperiksa", "Sasaran", "Seharusnya", "Ditemukan"],
  en: ["Result", "Checked", "Target", "Expected", "Found"],
};

const VERIFIED: Text = { id: "selesai dan dapat diakses", en: "finished and accessible" };
const NOT_VERIFIED: Text = {
  id: "BELUM terbukti selesai dan dapat diakses",
  en: "NOT shown to be finished and accessible",
};
const SUSPENDED: Text = { id: "sedang dihentikan sementara", en: "suspended at present" };
const UNPROVEN: Text = {
  id: "Belum terbukti: porta yang diam tidak membuktikan penolakan selama tidak ada porta yang disetujui yang menjawab dari sini.",
  en: "Unproven: a silent port shows no denial while no approved port answers from here.",
};

/** The evidence for people: who looked when, each check, and the conclusion. */
export function describeEvidence(evidence: Evidence, lang: Language): string {
  const rows = evidence.checks.map(({ check, target, expected, found, result, control }) => {
    const proof = control === undefined ? "" : ` (${control} ${lang === "id" ? "menjawab" : "answers"})`;
    const values = [target, inWords(expected, lang), inWords(found, lang) + proof];
    return [RESULTS[result][lang], LABELS[check][lang], ...values].map(printable);
  });
  const unproven = evidence.checks.some(({ result }) => result === "unproven") ? [UNPROVEN[lang]] : [];
  const conclusion = evidence.verified ? VERIFIED[lang] : NOT_VERIFIED[lang];
  const suspended = evidence.suspended ? `; ${SUSPENDED[lang]}` : "";
  return [
    heading(evidence, lang),
    textTable(HEADING[lang], rows),
    ...unproven,
    `${evidence.request}: ${conclusion}${suspended}.`,
  ].join("\n\n");
}

function heading({ request, serverName, at, from, approval }: Evidence, lang: Language): string {
  const label = (id: string, en: string) => (lang === "id" ? id : en);
  const fields: [string, string[]][] = [
    [label("Layanan", "Service"), [`${request}  ${serverName}`]],
    [label("Diperiksa dari", "Seen from"), [`${from.host} (${from.address || "–"})`]],
    [label("Waktu", "Time"), [at]],
    [label("Persetujuan", "Approval"), [APPROVAL_STATUS[approval][lang]]],
  ];
  return textFields(
    fields.map(([name, values]) => [name, values.map(printable)]),
    "",
  );
}
