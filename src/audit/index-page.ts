import type { Act } from "../approval/acts";
import { readApplied } from "../approval/applied";
import type { Statement } from "../approval/statement";
import { CLAIMED } from "../approval-words";
import { type Column, type Line, paragraph, type Section, words } from "../comment/model";
import { renderCommentHtml } from "../comment/render-html";
import { dateText, timeText } from "../report/date-text";
import { activityOf } from "../schema/procedure/step-keys";
import type { Site } from "../schema/site";
import { nameOfAct } from "./act-name";
import { totalsOf } from "./audit-json";
import type { AuditedAct } from "./audited-acts";
import type { AuditRecord, Bundle } from "./bundle";
import { wantedPapers } from "./wanted-papers";

/** `index.html`: the bundle for a person, in Indonesian, from what to do first to every single step. */
export function indexPage(record: AuditRecord, acts: readonly AuditedAct[], files: Bundle["files"]): string {
  const { from, to } = record.period;
  const sections = [
    summary(record, acts),
    findings(acts, record),
    decisions(acts, record.side.site),
    applied(acts),
    steps(acts, record.side.site),
    commitsOf(record),
    contents(files),
  ];
  const title = `Berkas audit persetujuan, ${dateText(from, "id")} – ${dateText(to, "id")}`;
  return renderCommentHtml(
    { title, digest: "", sections: sections.filter(({ parts }) => parts.length > 0) },
    "id",
  );
}

function summary({ commit, side }: AuditRecord, acts: readonly AuditedAct[]): Section {
  const { verified, claimed, refused, recorded } = totalsOf(acts);
  const rows: Line[][] = [
    [words("Terbukti"), words(String(verified))],
    [words(`Tanpa bukti (${CLAIMED.id})`), words(String(claimed))],
    [words("Bukti yang tidak sah"), words(String(refused))],
    [words("Langkah yang tidak memutuskan apa pun"), words(String(recorded))],
  ];
  const demands = side.site.approvalPolicy !== undefined && side.site.approvalPolicy.required !== false;
  return {
    title: "Ringkasan",
    parts: [
      { kind: "table", columns: columns("Yang tercatat dalam masa ini", ">Jumlah"), rows },
      paragraph(
        commit === undefined ? "Dibaca dari folder yang bukan repositori Git." : "Dibaca dari commit ",
        ...(commit === undefined ? [] : [{ code: commit }, "; pejabat, kunci dan prosedurnya juga."]),
      ),
      ...(demands ? [] : [paragraph("Pusat data ini tidak mewajibkan bukti (datacenter/approvals.yaml).")]),
      { kind: "heading", text: "Cara memeriksa" },
      {
        kind: "list",
        items: [
          [
            "Jalankan ",
            { code: "sh verify.sh" },
            ": jumlah SHA-256, tanda tangan, langkah dan rencana dicocokkan tanpa Titip dan tanpa jaringan.",
          ],
          [
            "Buat lagi berkas ini dari repositori dan bandingkan: ",
            { code: "titip audit --from … --to … --ref <commit>" },
            " menghasilkan isi yang sama.",
          ],
          [
            "Tanda tangan membuktikan siapa yang memegang kuncinya; waktunya dinyatakan penanda tangan sendiri.",
          ],
        ],
      },
    ],
  };
}

function findings(acts: readonly AuditedAct[], { papers }: AuditRecord): Section {
  const items: Line[] = acts.flatMap(({ act, verdict }) => {
    const head: Line = [{ strong: nameOfAct(act) }, ` (${act.at}, ${act.by}): `];
    if (verdict.state === "claimed")
      return [[...head, act.followUp ? "persetujuan susulan belum diberikan" : CLAIMED.id]];
    if (verdict.state !== "refused") return [];
    return [[...head, verdict.refusal.found.id, " ", { code: verdict.refusal.rule }]];
  });
  const missing = wantedPapers(acts).filter(({ sha256 }) => !papers.has(sha256));
  items.push(
    ...missing.map(
      ({ sha256, what }): Line => [
        { strong: what },
        ": suratnya tidak tersimpan di sini, SHA-256 ",
        { code: sha256 },
      ],
    ),
  );
  if (items.length === 0) return { title: "Temuan", parts: [paragraph("Tidak ada.")] };
  return {
    title: "Temuan",
    parts: [{ kind: "alert", urgency: "warning", title: `${items.length} hal`, lines: items }],
  };
}

function decisions(acts: readonly AuditedAct[], site: Site): Section {
  const rows = acts.flatMap(({ act, verdict }): Line[][] => {
    if (verdict.state !== "verified") return [];
    const { statement } = verdict.approval;
    return [
      [
        words(nameOfAct(act)),
        words(timeText(statement.at, "id")),
        words(titleOf(site, statement.by)),
        words(RESULTS[statement.result] ?? statement.result),
        words(howProven(verdict.approval.statement)),
        [{ code: statement.digest ?? "–" }],
      ],
    ];
  });
  if (rows.length === 0) return { title: "Yang terbukti", parts: [] };
  return {
    title: "Yang terbukti",
    parts: [
      {
        kind: "table",
        columns: columns("Perihal", "Waktu", "Oleh", "Hasil", "Bukti", "Sidik rencana"),
        rows,
      },
    ],
  };
}

const RESULTS: Readonly<Record<string, string>> = {
  approved: "disetujui",
  rejected: "ditolak",
  recorded: "dicatat",
};

function howProven({ kind, forge, paper }: Statement): string {
  if (forge) return `persetujuan akun ${forge.account} di ${forge.kind}, nomor ${forge.pull_request}`;
  if (paper) return `surat bertanda tangan: ${paper.title}`;
  return kind === "ssh" ? "tanda tangan SSH" : kind;
}

function applied(acts: readonly AuditedAct[]): Section {
  const rows = acts.flatMap(({ act, evidence }) =>
    [...readApplied(evidence?.applied)].map(([request, { at, digest, state }]): Line[] => [
      words(request),
      words(nameOfAct(act)),
      words(timeText(at, "id")),
      words(state === "applied" ? "diterapkan" : "digantikan persetujuan lain"),
      [{ code: digest }],
    ]),
  );
  if (rows.length === 0) return { title: "Yang diterapkan", parts: [] };
  return {
    title: "Yang diterapkan",
    parts: [
      { kind: "table", columns: columns("Permohonan", "Menurut", "Waktu", "Keadaan", "Sidik rencana"), rows },
    ],
  };
}

const VERDICTS = {
  verified: "terbukti",
  claimed: CLAIMED.id,
  refused: "bukti tidak sah",
  recorded: "–",
} as const;

function steps(acts: readonly AuditedAct[], site: Site): Section {
  const rows = acts.map(({ act, verdict }): Line[] => [
    words(act.requestId ?? "–"),
    words(activityName(act, site)),
    words(timeText(act.at, "id")),
    words(titleOf(site, act.by)),
    words(VERDICTS[verdict.state]),
  ]);
  if (rows.length === 0)
    return { title: "Semua langkah", parts: [paragraph("Tidak ada langkah dalam masa ini.")] };
  return {
    title: "Semua langkah",
    folded: true,
    parts: [{ kind: "table", columns: columns("Permohonan", "Kegiatan", "Waktu", "Oleh", "Bukti"), rows }],
  };
}

function activityName({ activity, followUp, request, effect, approval }: Act, site: Site): string {
  if (approval) return `approvals/${approval.name}.yaml (${activity})`;
  const known = activityOf(request && site.procedures[request.kind], effect ?? activity);
  const name = known?.title.id ?? activity;
  return followUp ? `${name} (persetujuan susulan)` : name;
}

function commitsOf({ commits }: AuditRecord): Section {
  const rows = commits.map(({ id, at, author, subject, note }): Line[] => [
    [{ code: id.slice(0, 12) }],
    words(timeText(at, "id")),
    words(author),
    words(subject),
    words(note === undefined ? "–" : `applies/${id}.json`),
  ]);
  if (rows.length === 0) return { title: "Commit di main", parts: [] };
  return {
    title: "Commit di main",
    folded: true,
    parts: [
      paragraph(
        "Pengarang dan waktu menurut Git; siapa pun dapat menulisnya, dan bukan itu yang membuktikan persetujuan.",
      ),
      { kind: "table", columns: columns("Commit", "Waktu", "Pengarang", "Judul", "Catatan penerapan"), rows },
    ],
  };
}

function contents(files: Bundle["files"]): Section {
  const count = (folder: string) => [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).length;
  const rows = CONTENTS.filter(([folder]) => count(folder) > 0).map(([folder, what]): Line[] => [
    [{ code: `${folder}/` }],
    words(what),
    words(String(count(folder))),
  ]);
  return {
    title: "Isi berkas",
    folded: true,
    parts: [
      { kind: "table", columns: columns("Folder", "Isinya", ">Berkas"), rows },
      paragraph(
        { code: "audit.json" },
        " untuk program; ",
        { code: "allowed_signers" },
        " dan ",
        { code: "signatures" },
        " untuk verify.sh.",
      ),
    ],
  };
}

const CONTENTS: readonly [string, string][] = [
  ["requests", "permohonan dengan langkah-langkahnya"],
  ["approvals", "persetujuan yang bukan langkah"],
  ["evidence", "pernyataan, tanda tangan, rencana yang disetujui, dan catatan penerapannya"],
  ["checked", "langkah, permohonan dan rencana dalam bentuk yang dijumlah; *.plan.txt untuk dibaca"],
  ["papers", "surat yang dirujuk, dengan SHA-256-nya sebagai nama"],
  ["letters", "surat, formulir dan berita acara menurut catatan"],
  ["applies", "catatan setiap penerapan oleh mesin"],
  ["datacenter", "pejabat, kunci, instansi dan aturan persetujuan yang berlaku"],
  ["sop", "prosedur"],
];

function titleOf({ officers }: Site, position: string): string {
  return officers.get(position)?.title ?? position;
}

/** @param titles `>` before one that stands right-aligned */
function columns(...titles: string[]): Column[] {
  return titles.map((title) =>
    title.startsWith(">") ? { title: title.slice(1), align: "right" } : { title, align: "left" },
  );
}
