import type { Text } from "../text";
import type { Act } from "./acts";
import type { Fault } from "./judge";

/** What may be wrong with a change beyond a single evidence: what is missing, gone or edited. */

function fault(rule: string, found: Text, remedy: Text): Fault {
  return { rule, found, remedy };
}

const restore: Text = {
  id: "kembalikan berkasnya seperti di main; bukti hanya bertambah",
  en: "restore the file as main has it: evidence only grows",
};

export const evidenceRemoved = () =>
  fault("evidence-removed", { id: "bukti persetujuan ini dihapus", en: "the evidence was removed" }, restore);

export const evidenceChanged = () =>
  fault(
    "evidence-changed",
    {
      id: "bukti persetujuan ini diubah setelah masuk main",
      en: "the evidence was changed after main had it",
    },
    restore,
  );

export const applied = () =>
  fault(
    "evidence-applied",
    {
      id: "hanya mesin penerap yang mencatat bahwa persetujuan sudah dilaksanakan",
      en: "only the machine that applies records that an approval was carried out",
    },
    { id: "hapus berkasnya dari cabang ini", en: "take the file out of this branch" },
  );

export const strayEvidence = () =>
  fault(
    "evidence-stray",
    {
      id: "berkas ini bukan bukti: evidence/<id>/<kegiatan>.json, .sig, .plan.json",
      en: "the file is no evidence: evidence/<id>/<activity>.json, .sig, .plan.json",
    },
    { id: "hapus berkasnya", en: "remove the file" },
  );

export const evidenceOfNothing = () =>
  fault(
    "evidence-of-nothing",
    {
      id: "tidak ada langkah atau persetujuan yang dibuktikannya",
      en: "no step or approval is there that it proves",
    },
    {
      id: "catat langkahnya dahulu, atau hapus buktinya",
      en: "record the step first, or remove the evidence",
    },
  );

export const approvalMissing = ({ activity, approval, requestId, path }: Act) =>
  fault(
    "approval-missing",
    {
      id: `${activity} diklaim, tetapi buktinya (${path}.json dan .sig) tidak ada`,
      en: `${activity} is claimed, but its evidence (${path}.json and .sig) is not there`,
    },
    approval
      ? {
          id: `pejabatnya menandatangani: titip sign --approval ${approval.name}`,
          en: `the officer signs: titip sign --approval ${approval.name}`,
        }
      : {
          id: `pejabatnya menandatangani: titip sign ${requestId} ${activity}`,
          en: `the officer signs: titip sign ${requestId} ${activity}`,
        },
  );

export const actRemoved = ({ activity }: Act) =>
  fault(
    "decision-removed",
    {
      id: `keputusan yang sudah tercatat dihapus: ${activity}`,
      en: `a recorded decision was removed: ${activity}`,
    },
    {
      id: "kembalikan; keputusan baru dicatat sebagai langkah baru",
      en: "restore it; a new decision is a new step",
    },
  );

const approveChange: Text = {
  id: "buat approvals/<nama>.yaml (kind: change, request, at, by, reason), lalu titip sign --approval <nama>",
  en: "write approvals/<name>.yaml (kind: change, request, at, by, reason), then titip sign --approval <name>",
};

export const edited = () =>
  fault(
    "edited-after-approval",
    {
      id: "permohonan diubah setelah disetujui, tanpa persetujuan atas perubahannya",
      en: "the request was edited after its approval, and the change is not approved",
    },
    approveChange,
  );

export const requestRemoved = () =>
  fault(
    "request-removed",
    {
      id: "permohonan yang sudah diputuskan dihapus, tanpa persetujuan",
      en: "a request that was decided on was taken away, without an approval",
    },
    approveChange,
  );

export const inventoryUnapproved = (digest: string) =>
  fault(
    "inventory-unapproved",
    {
      id: `datacenter/ atau sop/ berubah (${digest}) tanpa persetujuan pejabat yang sudah dikenal main`,
      en: `datacenter/ or sop/ changed (${digest}) without the approval of an officer whom main knows already`,
    },
    {
      id: "buat approvals/<nama>.yaml (kind: inventory, at, by, reason), lalu titip sign --approval <nama>",
      en: "write approvals/<name>.yaml (kind: inventory, at, by, reason), then titip sign --approval <name>",
    },
  );

export const othersRequest = (author: string, agency: string, owner: string) =>
  fault(
    "others-request",
    {
      id: `${author} (${agency}) mengubah permohonan ${owner}`,
      en: `${author} (${agency}) touches a request of ${owner}`,
    },
    {
      id: `kirim hanya permohonan ${agency} sendiri`,
      en: `send only requests of ${agency} itself`,
    },
  );

export const notAgencies = (author: string, agency: string) =>
  fault(
    "others-request",
    {
      id: `${author} (${agency}) mengubah berkas yang bukan permohonannya`,
      en: `${author} (${agency}) touches files that are no request of its own`,
    },
    {
      id: "persetujuan, inventaris dan prosedur diubah oleh pejabat pusat data",
      en: "approvals, inventory and procedures are changed by officers of the data centre",
    },
  );
