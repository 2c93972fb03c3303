/**
 * The policy pack for the stock Pulumi CLI: `pulumi preview --policy-pack policy`. It has no rules of its own, but calls
 * those of `titip check` and what the program itself wants. See docs/policy.md.
 */
import {
  PolicyPack,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { printable, printableLines } from "../printable";
import { blockingProblems } from "../provision/blocking-problems";
import { loadSite } from "../schema/load-site";
import type { Problem } from "../schema/problem";
import { siteRoot } from "../site-root";
import { language } from "../text";
import { isJudged, judgeResource, type Knowledge, knowledgeOf } from "./judge-resource";

const lang = language();

function load() {
  const setting = new pulumi.Config("titip").get("site");
  return loadSite(siteRoot(setting));
}

let known: Knowledge | undefined;

/** Read once a run: thousands of resources are looked at. */
function knowledge(): Knowledge {
  // Nothing is ever applied on an assumption.
  const assumed = pulumi.runtime.isDryRun() ? (process.env.TITIP_ASSUME_APPROVED ?? "") : "";
  known ??= knowledgeOf(load(), new Set(assumed.split(",").filter(Boolean)));
  return known;
}

const approved: ResourceValidationPolicy = {
  name: "approved-as-requested",
  description: "Every resource on a server belongs to an approved request and holds what was approved",
  enforcementLevel: "mandatory",
  validateResource: ({ type, name, props }, report) => {
    if (!isJudged(type)) return;
    const words = judgeResource(knowledge(), { type, name, props });
    if (words) report(printableLines(words[lang]));
  },
};

const check: StackValidationPolicy = {
  name: "titip-check",
  description: "What titip check finds and what forbids an apply",
  enforcementLevel: "mandatory",
  validateStack: (_stack, report) => tell(blockingProblems(load().problems), report),
};

const doubts: StackValidationPolicy = {
  name: "titip-check-others",
  description: "What else titip check finds: it forbids no apply",
  enforcementLevel: "advisory",
  validateStack: (_stack, report) => {
    const { problems } = load();
    const blocking = new Set(blockingProblems(problems));
    tell(
      problems.filter((problem) => !blocking.has(problem)),
      report,
    );
  },
};

function tell(problems: readonly Problem[], report: ReportViolation): void {
  for (const { file, line, column, rule, message, remedy } of problems) {
    const place = printable(`${file}:${line}:${column}`);
    report(printableLines([`${place}: ${message[lang]} [${rule}]`, remedy[lang]].join("\n")));
  }
}

new PolicyPack("titip", { policies: [approved, check, doubts] });
