import type { Procedure } from "../schema/generated/procedure";
import { activityOf } from "../schema/procedure/step-keys";
import type { Text } from "../text";
import type { Missing } from "./compose";

/**
 * What is missing for a document and what to do, naming the step by the office's own key.
 * @param titled with the step's title: for one sentence, not for a list
 */
export function missingText({ kind, path }: Missing, procedure: Procedure | undefined, titled = false): Text {
  const [root = "", step = "", ...rest] = path.split(".");
  if (root !== "steps") return ELSEWHERE[root] ?? unknownValue(path);
  const activity = activityOf(procedure, step);
  const key = activity?.key ?? step;
  const words = titled ? activity?.title : undefined;
  const title = { id: words ? ` (${words.id})` : "", en: words ? ` (${words.en})` : "" };
  if (kind === "step")
    return {
      id: `langkah '${key}'${title.id} belum dicatat`,
      en: `step '${key}'${title.en} is not recorded yet`,
    };
  const field = rest.join(".");
  if (kind === "condition")
    return {
      id: `tidak menurut '${field}' pada langkah '${key}'${title.id}`,
      en: `not by '${field}' of step '${key}'${title.en}`,
    };
  return {
    id: `langkah '${key}'${title.id} tidak memuat '${field}'`,
    en: `step '${key}'${title.en} does not hold '${field}'`,
  };
}

const ELSEWHERE: Readonly<Record<string, Text>> = {
  configuration: {
    id: "data konfigurasi permohonan ini belum ada: jalankan 'titip up' dahulu, atau beri --outputs",
    en: "there is no configuration of this request yet: run 'titip up' first, or give --outputs",
  },
  usage: {
    id: "data penggunaan permohonan ini belum ada: jalankan 'titip usage --format json --out usage.json' dan beri --usage usage.json",
    en: "there is no usage data of this request yet: run 'titip usage --format json --out usage.json' and give --usage usage.json",
  },
  history: {
    id: "prosedurnya tidak terbaca; lihat 'titip check'",
    en: "its procedure cannot be read; see 'titip check'",
  },
};

function unknownValue(path: string): Text {
  return {
    id: `permohonan atau inventaris tidak memuat '${path}'`,
    en: `neither request nor inventory holds '${path}'`,
  };
}
