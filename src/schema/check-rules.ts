import type { Conflict } from "./claims";
import { noDoubts } from "./doubts";
import type { DoubtsOf, JudgedRequest, JudgedSite } from "./judged-site";
import { clip, type LoadedFile } from "./loaded-file";
import { findNameConflicts } from "./name-claims";
import type { Problem } from "./problem";
import { procedureReference } from "./procedure-reference";
import { procedureViews } from "./procedure-view";
import { isRefused } from "./request-life";
import { rules } from "./rules";
import type { Finding, RuleContext } from "./rules/rule";
import { kindOfFile, type Topic, topicFiles } from "./site-files";
import { suggest } from "./suggest";
import { findValueConflicts } from "./value-claims";

const topics = Object.keys(topicFiles) as Topic[]; // its own keys, which TypeScript forgets

/** Files by path, for the places of findings. */
export type Files = ReadonlyMap<string, LoadedFile<unknown>>;

/** Holds every rule against the site. */
export function checkRules(site: JudgedSite, inventory: Files): Problem[] {
  const files = new Map<string, LoadedFile<unknown>>(inventory);
  for (const request of site.requests) files.set(request.file, request);
  const doubts: DoubtsOf = (file) => files.get(file)?.doubts ?? noDoubts;
  const context = ruleContext(site, inventory, doubts);
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (rule.needs?.some((topic) => !context.usable.has(topic))) continue;
    rule.check(context, (finding) => {
      if (isCertain(finding, doubts)) problems.push(locate(rule.id, finding, site, files));
    });
  }
  return problems;
}

/** A stand-in gives rise to no complaint, nor does what a shape problem tells already. */
function isCertain({ file, pointer, rests = [], unknown }: Finding, doubts: DoubtsOf): boolean {
  if (doubts(file).told(pointer)) return false;
  if (unknown && suggest(unknown.key, doubts(unknown.source).misspeltKeys) !== undefined) return false;
  return !rests.some((place) =>
    typeof place === "string" ? doubts(file).about(place) : doubts(place.file).about(place.pointer),
  );
}

function ruleContext(site: JudgedSite, inventory: Files, doubts: DoubtsOf): RuleContext {
  const live = site.requests.filter((request) => !isRefused(request.data));
  const procedures = procedureViews(site, doubts);
  const byKind = new Map(procedures.map((view) => [view.kind, view]));
  return {
    site,
    doubts,
    usable: new Set(topics.filter((topic) => inventory.has(topicFiles[topic]))),
    live,
    procedures,
    procedureOf: ({ kind }) => byKind.get(kind),
    nameConflicts: findNameConflicts(live, site.allocation?.quarantine_days ?? 0).filter(yields),
    valueConflicts: findValueConflicts(site, live, doubts).filter(yields),
  };
}

/** What a closed request held wrongly is history: nobody can put it right any more. */
function yields({ younger }: Conflict<{ request: JudgedRequest }>): boolean {
  return younger.owner.request.data.steps.closure === undefined;
}

function locate(rule: string, finding: Finding, site: JudgedSite, files: Files): Problem {
  const { target = "value", severity = "error", rests: _rests, unknown: _unknown, ...rest } = finding;
  const file = files.get(finding.file);
  const pointer = file?.doubts.source(finding.pointer) ?? finding.pointer;
  const place = file?.position(pointer, target) ?? { line: 1, column: 1 };
  const kind = kindOfFile(finding.file);
  const activity = file?.doubts.meant(finding.pointer) ?? finding.pointer;
  return {
    rule,
    severity,
    ...place,
    ...rest,
    pointer,
    found: target === "value" ? clip(file?.written(pointer)) : undefined,
    reference: finding.reference ?? procedureReference(kind && site.procedures[kind], activity),
  };
}
