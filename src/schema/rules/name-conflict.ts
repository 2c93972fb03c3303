import type { NameConflict } from "../name-claims";
import type { Report } from "./rule";
import { whoHas } from "./who-has";

/** How two wishes for one name stand to each other; each is a rule of its own. */
export type NameConflictKind = "own" | "released" | "alias" | "subdomain";

export function kindOf({ holder, younger }: NameConflict): NameConflictKind {
  if (holder.owner.request === younger.owner.request) return "own";
  if (holder.owner.request.data.steps.closure) return "released";
  const alias = holder.owner.kind === "alias" || younger.owner.kind === "alias";
  return alias ? "alias" : "subdomain";
}

/** Says at the younger request who has the name. */
export function reportTaken({ value, holder, younger }: NameConflict, report: Report): void {
  const by = whoHas(holder.owner.request);
  report({
    file: younger.owner.request.file,
    pointer: younger.owner.pointer,
    message: {
      id: `nama ${value} sudah dipakai oleh ${by}`,
      en: `the name ${value} is taken by ${by}`,
    },
    remedy: {
      id: "Pilih nama lain, atau sepakati dengan pemegangnya.",
      en: "Choose another name, or agree with its holder.",
    },
  });
}
