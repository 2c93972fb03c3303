import type { CommandSpec } from "../command-spec";
import { newOfKind } from "../new/new-of-kind";

export const newCommand: CommandSpec = {
  name: "new",
  summary: {
    id: "buat permohonan baru dari surat yang diterima",
    en: "make a new request of a letter received",
  },
  examples: ["titip new hosting", "titip new colocation"],
  commands: [newOfKind("hosting"), newOfKind("colocation")],
};
