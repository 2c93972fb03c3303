import { policyOf } from "../approval/policy";
import { activityOf } from "../schema/procedure/step-keys";
import type { Language, Text } from "../text";
import type { About } from "./about";
import type { CommentInput } from "./given";
import { type Column, type Line, type Part, paragraph, type Section } from "./model";

/** What happens when it is refused. */
export function rejectionSection(all: readonly About[], lang: Language): Section {
  const pending = all.filter((about) => about.pending);
  const title = { id: "Bila ditolak", en: "If it is rejected" }[lang];
  const parts: Part[] = [paragraph(UNTOUCHED[lang])];
  if (pending.length > 0) parts.push(paragraph(REJECTED[lang]));
  return { title, whole: true, parts };
}

const UNTOUCHED: Text = {
  id: "Tidak ada yang berubah di server; layanan yang sudah ada berjalan seperti sekarang.",
  en: "Nothing changes on the servers; services that exist go on as they are.",
};

const REJECTED: Text = {
  id: "Penolakan dicatat sebagai langkah keputusan dengan alasannya; alamat dan tempat yang dialokasikan dilepas kembali, dan surat penolakan dibuat dengan titip letter.",
  en: "The rejection is recorded as the step of the decision with its reason; the addresses and places that were set aside are given back, and titip letter makes the letter of rejection.",
};

/** What approving means, the digests, and how it is done. */
export function approvalSection(input: CommentInput, all: readonly About[]): Section {
  const { lang, plan } = input;
  const title = { id: "Arti dan cara menyetujui", en: "What approval means, and how to give it" }[lang];
  if (all.length === 0) return { title, whole: true, parts: [paragraph(NO_APPROVAL[lang])] };
  return {
    title,
    whole: true,
    parts: [
      paragraph(MEANING[lang]),
      digestTable(all, lang),
      paragraph({ id: "Sidik seluruh rencana: ", en: "Digest of the whole plan: " }[lang], {
        code: plan.digest,
      }),
      paragraph(HOW[lang]),
      { kind: "verbatim", text: all.flatMap((about) => commandsFor(input, about)).join("\n") },
      ...onForge(input),
    ],
  };
}

const NO_APPROVAL: Text = {
  id: "Rencana kosong: tidak ada yang perlu disetujui untuk diterapkan.",
  en: "The plan is empty: nothing has to be approved for applying.",
};

const MEANING: Text = {
  id: "Yang disetujui tepat rencana dengan sidik (SHA-256) di bawah ini, tidak lebih. Bila sesudahnya rencananya menjadi lain, sidiknya pun lain: titip up menolak dan menyebut baris yang berbeda, dan persetujuan diminta kembali.",
  en: "What is approved is exactly the plan with the digest (SHA-256) below, and no more. Should the plan become another one afterwards, its digest does too: titip up refuses and names the lines that differ, and approval is asked for again.",
};

const HOW: Text = {
  id: "Pejabat yang berwenang menyetujui di cabang ini dengan kuncinya sendiri, lalu mengirim (push) hasilnya:",
  en: "The officer who may decide approves on this branch with his own key, then pushes the result:",
};

const FORGES = { github: "GitHub", gitlab: "GitLab", forgejo: "Forgejo" } as const;

/** Where the office takes the forge's own approval, how it is given. */
function onForge({ site, lang }: CommentInput): Part[] {
  const { demands, kinds, forge } = policyOf(site);
  if (!demands || forge === undefined || !kinds.includes("forge")) return [];
  const text = {
    id: `Atau di ${FORGES[forge]}: langkah keputusannya tercatat di cabang ini, lalu pejabat itu menyetujui perubahan ini dengan akunnya sendiri. Persetujuan yang diberikan sebelum cabangnya berubah tidak berlaku lagi.`,
    en: `Or on ${FORGES[forge]}: the step of the decision stands on this branch, and that officer approves this change with his own account. An approval given before the branch was changed counts no more.`,
  };
  return [paragraph(text[lang])];
}

function digestTable(all: readonly About[], lang: Language): Part {
  const titles = { id: ["Permohonan", "Layanan", "Sidik"], en: ["Request", "Service", "Digest"] }[lang];
  const columns = titles.map((title): Column => ({ title, align: "left" }));
  const rows = all.map(({ plan, name }): Line[] => [[plan.request], [name], [{ code: plan.digest }]]);
  return { kind: "table", columns, rows };
}

const STEP_OF = {
  created: "decision",
  suspended: "suspension",
  resumed: "resumption",
  closed: "closure",
} as const;

/** Ids and keys stand in files of main; a digest is ours: nothing that a shell would obey is in these lines. */
function commandsFor({ site }: CommentInput, about: About): string[] {
  const { plan, fate, pending, request } = about;
  if (!request || fate === "changed" || fate === "removed")
    return [`titip sign --approval ${plan.request.toLowerCase()}-change`];
  const effect = STEP_OF[fate];
  const key = activityOf(site.procedures[request.kind], effect)?.key ?? effect;
  const decide = `titip step ${plan.request} ${key} --set result=approved --set digest=${plan.digest}`;
  return [...(pending ? [decide] : []), `titip sign ${plan.request} ${key}`];
}
