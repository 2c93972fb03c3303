import { PLAN_OPTION } from "../approval/plan-of-act";
import { type CommandSpec, formatOption } from "../command-spec";
import { STACK_OPTIONS } from "../engine/engine-options";
import { forgeEvidence } from "../forge/forge-evidence";
import { FORGE_OPTIONS, PULL_OPTION } from "../forge/open-forge";

const forgeEvidenceCommand: CommandSpec = {
  name: "forge",
  summary: {
    id: "jadikan persetujuan di forge bukti yang tersimpan di samping permohonan",
    en: "make approvals given on the forge evidence that is kept beside the requests",
  },
  details: {
    id: "Sebuah review berlaku untuk suatu keputusan bila akunnya milik pejabat yang memutuskan (datacenter/officers.yaml di main), bukan akun pengaju, dan bila commit yang dilihatnya memuat keputusan dan permohonan yang persis sama. Buktinya ditandatangani kunci mesin. --check tidak menulis apa pun; kode keluar 1 bila ada keputusan yang belum terbukti.",
    en: "A review counts for a decision when its account is the deciding officer's (datacenter/officers.yaml of main), not the sender's, and when the commit that was looked at has the very same decision and request. The evidence is signed by the machine's key. --check writes nothing; exit code 1 when a decision is not proven yet.",
  },
  examples: [
    "titip evidence forge --pull 12 --check",
    "titip evidence forge --commit 3f9c… --key /etc/titip/pipeline-key",
  ],
  options: [
    PULL_OPTION,
    {
      flags: "--commit <commit>",
      text: {
        id: "pull request yang digabungkan sebagai commit main ini",
        en: "the pull request that was merged as this commit of main",
      },
    },
    {
      flags: "--key <file>",
      text: {
        id: "kunci SSH mesin (bawaan: TITIP_SIGNING_KEY)",
        en: "the machine's SSH key (default: TITIP_SIGNING_KEY)",
      },
    },
    PLAN_OPTION,
    { flags: "--check", text: { id: "hanya periksa", en: "only look" } },
    {
      flags: "--base <ref>",
      text: { id: "yang dipercaya pada --pull", en: "what is trusted with --pull" },
      default: "main",
    },
    ...FORGE_OPTIONS,
    ...STACK_OPTIONS,
    formatOption(),
  ],
  run: (context, { options }) => forgeEvidence(context, options),
};

export const evidenceCommand: CommandSpec = {
  name: "evidence",
  summary: { id: "bukti persetujuan", en: "evidence of approvals" },
  examples: ["titip evidence forge"],
  commands: [forgeEvidenceCommand],
};
