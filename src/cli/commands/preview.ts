import type { CommandSpec } from "../command-spec";
import { COMMENT_OPTIONS } from "../comment/comment-out";
import { REFRESH_OPTIONS, RUN_OPTIONS } from "../engine/engine-options";
import { PLAN_OUT_OPTIONS } from "../engine/plan-out";
import { runOperation } from "../engine/run-operation";

export const previewCommand: CommandSpec = {
  name: "preview",
  summary: {
    id: "tampilkan apa yang akan berubah, tanpa mengubahnya",
    en: "show what would change, without changing it",
  },
  details: {
    id: "Di sebuah cabang, permohonan yang berubah terhadap main dan sedang menunggu keputusan direncanakan seolah-olah disetujui.",
    en: "On a branch, requests that changed against main and wait for their decision are planned as if approved.",
  },
  examples: [
    "titip preview",
    "titip preview --diff",
    "titip preview --digest --out plan.json",
    "titip preview --assume-approved HST-2026-0012 --format json",
    "titip preview --comment komentar.md --comment-format github",
  ],
  options: [
    ...RUN_OPTIONS,
    ...REFRESH_OPTIONS,
    ...PLAN_OUT_OPTIONS,
    ...COMMENT_OPTIONS,
    {
      flags: "--assume-approved <id>",
      text: {
        id: "rencanakan permohonan ini seolah-olah disetujui; boleh berulang",
        en: "plan this request as if approved; may be repeated",
      },
      repeatable: true,
    },
    {
      flags: "--no-assume-approved",
      text: { id: "hanya yang sudah disetujui", en: "only what is approved" },
    },
  ],
  run: (context, invocation) => runOperation(context, "preview", invocation),
};
