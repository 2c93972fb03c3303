import type { RefusalFormat } from "../../approval/refusal";
import { verifyChange } from "../../approval/verify-change";
import { openChange } from "../approval/open-change";
import { printVerdict } from "../approval/show-verdict";
import { type CommandSpec, formatOption } from "../command-spec";
import { siteFolder } from "../site";

export const verifyApprovalsCommand: CommandSpec = {
  name: "verify-approvals",
  summary: {
    id: "periksa bukti persetujuan yang dibawa suatu perubahan",
    en: "check the evidence of approvals that a change brings",
  },
  details: {
    id: "Setiap keputusan yang baru terhadap --base harus terbukti. Pejabat, kunci, peran, prosedur dan aturan dibaca dari --base, tidak pernah dari perubahan itu sendiri; pengarang dan tanggal di Git tidak dilihat. Kode keluar 1 bila ada yang ditolak.",
    en: "Every decision that is new against --base must be proven. Officers, keys, roles, procedures and policy are read from --base, never from the change itself; authors and dates in Git are not looked at. Exit code 1 when anything is refused.",
  },
  examples: [
    "titip verify-approvals --base main",
    "titip verify-approvals --base origin/main --head HEAD --author dinkes-it --format github",
  ],
  options: [
    {
      flags: "--base <ref>",
      text: { id: "tujuan perubahan", en: "what the change is to go into" },
      default: "main",
    },
    {
      flags: "--head <ref>",
      text: {
        id: "ujung perubahan (bawaan: folder kerja, dengan yang belum di-commit)",
        en: "tip of the change (default: the work tree, with what is not committed)",
      },
    },
    {
      flags: "--author <account>",
      text: { id: "akun pengirim perubahan di forge", en: "account on the forge that sends the change" },
    },
    {
      flags: "--pending",
      text: {
        id: "persetujuan yang belum ada bukan kegagalan: perubahannya masih menunggu",
        en: "an approval that is not there yet is no failure: the change still waits for it",
      },
    },
    formatOption(["text", "json", "markdown", "github"]),
  ],
  run: async (context, { options }) => {
    const ends = { base: String(options.base), head: options.head as string | undefined };
    const author = options.author as string | undefined;
    const change = await openChange(siteFolder(context), ends, context.now().getTime(), author);
    const verdict = verifyChange(change);
    printVerdict(context, change.anchors ?? change.base.site, verdict, options.format as RefusalFormat);
    const isPending = options.pending === true;
    return verdict.refusals.some(({ rule }) => !isPending || !MISSING.has(rule)) ? 1 : 0;
  },
};

/** What is only not there yet; anything else is wrong, however many approve. */
const MISSING = new Set(["approval-missing", "inventory-unapproved"]);
