import type { Text } from "../../text";
import type { Doubts } from "../doubts";
import type { JudgedRequest, JudgedSite } from "../judged-site";
import type { NameConflict } from "../name-claims";
import type { ProcedureView } from "../procedure-view";
import type { ServiceRequest } from "../site";
import type { Topic } from "../site-files";
import type { ValueConflict } from "../value-claims";

/** A check that needs more than one field or file: what a schema cannot say. */
export interface Rule {
  /** Name of its file, of its paragraph in `docs/rules.md` and of its tests. */
  id: string;
  /** Inventory without which it could only repeat that a file is unusable: then it is not held. */
  needs?: readonly Topic[];
  /** Reports every breach; costs time in proportion to what it reads, never to its square. */
  check(context: RuleContext, report: Report): void;
}

export interface RuleContext {
  /** Also with what has not its shape, completed by stand-ins. */
  site: JudgedSite;
  /** What is not known of a file: an inventory file, the procedure, a request. */
  doubts: (file: string) => Doubts;
  /** Inventory files that could be read. */
  usable: ReadonlySet<Topic>;
  /** Requests that hold something or may come to: not rejected, not infeasible. */
  live: readonly JudgedRequest[];
  /** The procedures that the site has and that can be read. */
  procedures: readonly ProcedureView[];
  /** The procedure that a request follows; undefined when it cannot be read. */
  procedureOf(request: ServiceRequest): ProcedureView | undefined;
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
  /**
   * What else it rests on: with a stand-in there, or at `pointer`, it is not reported. A pointer alone is one into
   * the finding's own file.
   */
  rests?: readonly (string | Place)[];
  /** The key that no entry of a file has; not reported when an entry's misspelt key was probably meant to be it. */
  unknown?: { key: string; source: string };
}

/** A value somewhere in the site. */
export interface Place {
  file: string;
  pointer: string;
}
