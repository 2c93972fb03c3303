import type { OfficerKey } from "../schema/generated/officers";
import type { Text } from "../text";
import type { Act } from "./acts";
import type { KeyUse } from "./authority";
import type { Fault } from "./judge";
import type { Statement } from "./statement";

/** What may be wrong with the evidence of an approval, each with its name, its words and what to do. */

function fault(rule: string, id: string, en: string, remedy: Text = signAgain()): Fault {
  return { rule, found: { id, en }, remedy };
}

export function signAgain(): Text {
  return {
    id: "pejabatnya menandatangani lagi: titip sign <id> <kegiatan> --again",
    en: "the officer signs again: titip sign <id> <activity> --again",
  };
}

export function askEntitled(): Text {
  return {
    id: "minta keputusan pejabat yang berwenang; datacenter/ dan sop/ berlaku menurut main",
    en: "ask an officer who may decide; datacenter/ and sop/ hold as main has them",
  };
}

export const unreadable = () =>
  fault(
    "evidence-unreadable",
    "bukti ini bukan pernyataan yang ditulis titip sign",
    "the evidence is no statement as titip sign writes it",
  );

export const replayed = (said: Statement, wanted: Statement) =>
  fault(
    "evidence-replayed",
    `bukti ini untuk ${actWords(said)}, bukan untuk ${actWords(wanted)}`,
    `the evidence is of ${actWords(said)}, not of ${actWords(wanted)}`,
  );

function actWords({ request, activity, follow_up: followUp }: Statement): string {
  return [request, activity, followUp ? "follow-up" : undefined].filter(Boolean).join(" ");
}

export const altered = (act: Act, said: Statement, now: Statement) => {
  const names = (["at", "by", "result"] as const).filter((key) => said[key] !== now[key]);
  const list = (word: string) => names.map((key) => `${key}: ${word} ${said[key]} → ${now[key]}`).join("; ");
  return fault(
    "step-altered",
    `${act.activity} diubah setelah ditandatangani${names.length > 0 ? ` (${list("ditandatangani")})` : ""}`,
    `${act.activity} was altered after it was signed${names.length > 0 ? ` (${list("signed")})` : ""}`,
    {
      id: "kembalikan isinya, atau minta tanda tangan baru: titip sign --again",
      en: "restore what it said, or ask for a new signature: titip sign --again",
    },
  );
};

export const otherDigest = (said: string | undefined, wanted: string | undefined) =>
  fault(
    "digest-differs",
    `yang ditandatangani rencana ${said ?? "tanpa sidik"}, yang tercatat ${wanted ?? "tanpa sidik"}`,
    `the plan ${said ?? "without a digest"} was signed, ${wanted ?? "none"} is recorded`,
  );

export const digestMissing = () =>
  fault(
    "digest-missing",
    "persetujuan ini tidak menyebut sidik rencana",
    "the approval names no digest of a plan",
  );

export const planMissing = () =>
  fault(
    "plan-missing",
    "rencana yang disetujui (.plan.json) tidak ada di samping buktinya",
    "the plan that was approved (.plan.json) does not lie beside the evidence",
  );

export const planUnneeded = () =>
  fault(
    "plan-differs",
    "bukti ini disertai rencana yang tidak ditandatangani",
    "a plan lies beside the evidence that was not signed",
  );

export const planDiffers = (digest: string) =>
  fault(
    "plan-differs",
    `isi .plan.json bukan rencana bersidik ${digest}`,
    `what .plan.json holds is not the plan of digest ${digest}`,
  );

export const planOfAnother = (request: string) =>
  fault(
    "plan-differs",
    `rencana yang ditandatangani milik ${request}`,
    `the plan that was signed is of ${request}`,
  );

export const kindNotAllowed = (kind: string, allowed: readonly string[]) =>
  fault(
    "evidence-kind",
    `bukti jenis ${kind} tidak diterima; yang diterima: ${allowed.join(", ")}`,
    `evidence of the kind ${kind} does not count; allowed: ${allowed.join(", ")}`,
  );

export const unsigned = () =>
  fault("signature-missing", "tanda tangan (.sig) tidak ada", "there is no signature (.sig)");

export const badSignature = () =>
  fault(
    "signature-invalid",
    "tanda tangan ini bukan atas pernyataan di sampingnya",
    "the signature is not of the statement beside it",
  );

export const wrongSigner = (wanted: string, owner: string) =>
  fault(
    "wrong-signer",
    `ditandatangani dengan kunci ${owner}, yang menurut main bukan kunci ${wanted}`,
    `signed with a key of ${owner}, which by main is no key of ${wanted}`,
    {
      id: "pejabat itu sendiri menandatangani, dengan kunci yang tercatat di datacenter/officers.yaml pada main",
      en: "that officer signs, with a key that datacenter/officers.yaml has on main",
    },
  );

export const badKey = (use: Exclude<KeyUse, "good">, { from, until, revoked }: OfficerKey, at: string) => {
  const words: Record<typeof use, [rule: string, id: string, en: string]> = {
    revoked: ["key-revoked", `kunci ini dicabut sejak ${revoked}`, `the key was revoked as of ${revoked}`],
    early: [
      "key-out-of-time",
      `kunci ini berlaku mulai ${from}, bukan pada ${at}`,
      `the key counts from ${from}, not at ${at}`,
    ],
    expired: [
      "key-out-of-time",
      `kunci ini berlaku sampai ${until}, bukan pada ${at}`,
      `the key counted until ${until}, not at ${at}`,
    ],
  };
  return fault(...words[use]);
};

export const paperNeedsAnother = (by: string) =>
  fault(
    "paper-recorder",
    `bukti surat dicatat dan ditandatangani pejabat lain (recorded_by), bukan ${by} sendiri`,
    `a paper is recorded and signed by another officer (recorded_by), not by ${by}`,
  );

export const otherForge = (kind: string, wanted: string | undefined) =>
  fault(
    "other-forge",
    `persetujuan di ${kind} tidak diterima; yang berlaku: ${wanted ?? "tidak ada (approvals.forge)"}`,
    `approvals on ${kind} do not count; what counts: ${wanted ?? "none (approvals.forge)"}`,
  );

export const otherAccount = (account: string, by: string) =>
  fault(
    "wrong-signer",
    `akun ${account} bukan akun pemegang jabatan ${by} menurut main`,
    `the account ${account} is not, by main, that of the holder of ${by}`,
    askEntitled(),
  );

export const ownChange = (account: string) =>
  fault(
    "applicant-approves",
    `${account} mengirim perubahan ini dan tidak dapat menyetujuinya`,
    `${account} sends this change and cannot approve it`,
    askEntitled(),
  );

export const agencyApproves = (account: string, agency: string) =>
  fault(
    "applicant-approves",
    `${account} adalah akun ${agency}, yang tidak dapat menyetujui permohonan`,
    `${account} is an account of ${agency}, which can approve no request`,
    askEntitled(),
  );

export const applicantApproves = (position: string, agency: string) =>
  fault(
    "applicant-approves",
    `pemegang jabatan ${position} adalah narahubung ${agency}, pemohonnya sendiri`,
    `the holder of ${position} is a contact of ${agency}, which asks for it`,
    askEntitled(),
  );

export const termEnded = (by: string, until: string) =>
  fault(
    "out-of-term",
    `masa jabatan penanda tangan sebagai ${by} berakhir ${until}`,
    `the signer's term as ${by} ended on ${until}`,
    askEntitled(),
  );

export const ownFollowUp = () =>
  fault(
    "own-follow-up",
    "persetujuan susulan diberikan oleh orang yang menghentikan layanan itu sendiri",
    "the approval that follows is given by the very person who suspended the service",
    askEntitled(),
  );

export const future = (at: string) =>
  fault("future", `waktunya belum tiba: ${at}`, `its time is yet to come: ${at}`);

export const tooOld = (at: string, age: number) =>
  fault(
    "too-old",
    `bukti ini dari ${at}, lebih dari ${age} hari yang lalu`,
    `the evidence is of ${at}, more than ${age} days ago`,
  );

export const backdated = (at: string, before: string) =>
  fault(
    "backdated",
    `bertanggal ${at}, padahal permohonannya sudah mencatat langkah pada ${before}`,
    `dated ${at}, though the request has a step of ${before} already`,
  );
