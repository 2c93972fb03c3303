import type { CommandSpec } from "../command-spec";
import { APPLY_OPTIONS, REFRESH_OPTIONS, RUN_OPTIONS, WAIT_OPTION } from "../engine/engine-options";
import { CONFIRM_OPTION, GATE_OPTIONS } from "../engine/plan-gate";
import { RECORD_OPTION } from "../engine/record-creations";
import { runOperation } from "../engine/run-operation";

export const upCommand: CommandSpec = {
  name: "up",
  summary: {
    id: "terapkan permohonan yang disetujui ke server",
    en: "apply the approved requests to the servers",
  },
  details: {
    id: "Memeriksa dahulu seperti 'titip check'. Permohonan yang gagal disebut dengan berkas dan barisnya; yang lain tetap diterapkan.",
    en: "Checks first as 'titip check' does. A request that fails is named with its file and line; the others are applied.",
  },
  examples: [
    "titip up",
    "titip up --yes",
    "titip up --yes --target HST-2026-0007",
    "titip up --yes --record",
    "titip up --yes --plan plan.json",
    "titip up --yes --approved --record",
  ],
  options: [
    ...RUN_OPTIONS,
    ...REFRESH_OPTIONS,
    ...APPLY_OPTIONS,
    WAIT_OPTION,
    ...GATE_OPTIONS,
    CONFIRM_OPTION,
    RECORD_OPTION,
  ],
  run: (context, invocation) => runOperation(context, "up", invocation),
};
