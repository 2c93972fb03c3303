import type { Text } from "../../text";
import type { Activity } from "../generated/procedure";
import type { NameConflict } from "../name-claims";
import type { LoadedRequest, Site } from "../site";
import type { InventoryTopic } from "../site-files";
import type { ValueConflict } from "../value-claims";

/** A check that needs more than one field or file: what a schema cannot say. */
export interface Rule {
  /** Name of its file, of its paragraph in `docs/rules.md` and of its tests. */
  id: string;
  /** Inventory without which it could only repeat that a file is unusable: then it is not held. */
  needs?: readonly InventoryTopic[];
  /** Reports every breach; costs time in proportion to what it reads, never to its square. */
  check(context: RuleContext, report: Report): void;
}

export interface RuleContext {
  site: Site;
  /** Inventory files that could be read. */
  usable: ReadonlySet<InventoryTopic>;
  /** Requests that hold something or may come to: not rejected, not infeasible. */
  live: readonly LoadedRequest[];
  /** Activities of the hosting procedure by key; empty when the procedure is unusable. */
  activities: ReadonlyMap<string, Activity>;
  /** Names that two live requests (or one request twice) want. */
  nameConflicts: readonly NameConflict[];
  /** Dedicated addresses and uids that two live requests hold. */
  valueConflicts: readonly ValueConflict[];
}

export type Report = (finding: Finding) => void;

/** A breach; its line, what is written there and the activity are added by the caller. */
export interface Finding {
  /** Path relative to the root. */
  file: string;
  pointer: string;
  /** Which half of the entry is at fault; the value unless told. */
  target?: "key" | "value";
  severity?: "error" | "warning";
  message: Text;
  remedy: Text;
  allowed?: string[];
  suggestion?: string;
  reference?: Text;
}
