import type { Conflict } from "./claims";
import type { HostingRequest } from "./generated/hosting-request";
import { clip, type LoadedFile } from "./loaded-file";
import { findNameConflicts } from "./name-claims";
import type { Problem } from "./problem";
import { procedureReference } from "./procedure-reference";
import { isRefused } from "./request-life";
import { rules } from "./rules";
import type { Finding, RuleContext } from "./rules/rule";
import type { LoadedRequest, Site } from "./site";
import { type InventoryTopic, inventoryFiles } from "./site-files";
import { findValueConflicts } from "./value-claims";

const topics = Object.keys(inventoryFiles) as InventoryTopic[]; // its own keys, which TypeScript forgets

/** Files by path, for the places of findings. */
export type Files = ReadonlyMap<string, LoadedFile<unknown>>;

/** Holds every rule against the site. */
export function checkRules(
  site: Site,
  inventory: Files,
  requests: readonly LoadedFile<HostingRequest>[],
): Problem[] {
  const context = ruleContext(site, inventory);
  const files = new Map<string, LoadedFile<unknown>>(inventory);
  for (const request of requests) files.set(request.file, request);
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (rule.needs?.some((topic) => !context.usable.has(topic))) continue;
    rule.check(context, (finding) => problems.push(locate(rule.id, finding, site, files)));
  }
  return problems;
}

function ruleContext(site: Site, inventory: Files): RuleContext {
  const live = site.requests.filter((request) => !isRefused(request.data));
  return {
    site,
    usable: new Set(topics.filter((topic) => inventory.has(inventoryFiles[topic]))),
    live,
    activities: new Map(
      (site.procedures.hosting?.activities ?? []).map((activity) => [activity.key, activity]),
    ),
    nameConflicts: findNameConflicts(live, site.allocation?.quarantine_days ?? 0).filter(yields),
    valueConflicts: findValueConflicts(site, live).filter(yields),
  };
}

/** What a closed request held wrongly is history: nobody can put it right any more. */
function yields({ younger }: Conflict<{ request: LoadedRequest }>): boolean {
  return younger.owner.request.data.steps.closure === undefined;
}

function locate(rule: string, finding: Finding, site: Site, files: Files): Problem {
  const { target = "value", severity = "error", ...rest } = finding;
  const file = files.get(finding.file);
  const place = file?.position(finding.pointer, target) ?? { line: 1, column: 1 };
  return {
    rule,
    severity,
    ...place,
    ...rest,
    found: target === "value" ? clip(file?.written(finding.pointer)) : undefined,
    reference: finding.reference ?? procedureReference(site.procedures.hosting, finding.pointer),
  };
}
