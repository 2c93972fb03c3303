import { planSite } from "../../plan/plan-site";
import { blockingProblems } from "../../provision/blocking-problems";
import { claim } from "../../provision/claim";
import type { Problem } from "../../schema/problem";
import type { Site } from "../../schema/site";
import { unusable } from "../command-error";
import type { Invocation } from "../command-spec";
import { tellComment } from "../comment/comment-out";
import { type Context, styled } from "../context";
import { noteProblems, openSite, siteFolder } from "../site";
import { openApprovals } from "./approvals";
import { announceAssumed, requestsToAssume } from "./assume-approved";
import { runOptions, wantsJson } from "./engine-options";
import { failedRequests, printFailedRequests, requestOf } from "./failed-requests";
import { openEngine } from "./open-engine";
import { confirmStack, permit } from "./plan-gate";
import { tellPlan } from "./plan-out";
import { recordApplied } from "./record-applied";
import { checkPipeline, recordCreations } from "./record-creations";
import { recordRepairs } from "./record-repairs";
import type { EngineRunner, Operation, RunOptions, RunResult } from "./runner";
import type { StackSettings } from "./settings";
import { summaryLine } from "./summary";
import { planTargets, targetUrns } from "./targets";
import { waitForTurn } from "./wait-for-turn";

/**
 * preview, up, refresh and destroy: the same way for both engines. Problems in the site forbid preview and
 * up; what is only read back or taken down needs no faultless requests.
 *
 * @returns exit code: 1 for problems, a failed run, or changes where none were expected
 */
export async function runOperation(
  context: Context,
  operation: Operation,
  invocation: Invocation,
): Promise<number> {
  const { options } = invocation;
  const changes = operation !== "preview";
  const canAsk = context.interactive && !wantsJson(options);
  if (changes && options.yes !== true && !canAsk) throw needsYes(operation);
  const { engine, settings } = await openEngine(context, options);
  const folder = siteFolder(context, settings.stack);
  const { site, problems } = openSite(folder);
  const run = runOptions(options);
  if (run.wait !== undefined) await waitForTurn(context, engine, settings.stack, run.wait);
  const targets = (options.target as string[] | undefined) ?? [];
  run.targets = targetUrns(targets, settings, site);
  if (operation === "preview") {
    const wanted = options.assumeApproved as string[] | boolean | undefined;
    run.assumeApproved = await requestsToAssume(site, wanted);
    announceAssumed(context, run.assumeApproved);
  }
  const planned = operation === "preview" || operation === "up";
  if (planned && refuses(context, site, problems, run.assumeApproved)) {
    if (operation === "preview") await tellComment(context, { site, problems }, undefined, run, options);
    return 1;
  }
  if (operation === "destroy") await confirmStack(context, "destroy", settings.stack, options);
  const records = operation === "up" && options.record === true;
  if (records) checkPipeline(site, context.now());
  const before = planned ? await engine.recordedState() : undefined;
  if (operation === "preview") {
    const plan = once(() => planSite(site, before, run.assumeApproved));
    tellPlan(context, plan, run, options);
    await tellComment(context, { site, problems }, { exported: before, plan }, run, options);
  }
  if (operation !== "up") return finish(context, operation, site, await engine.run(operation, run));
  return apply(context, { engine, settings, site, run, before, options, targets });
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Application {
  engine: EngineRunner;
  settings: StackSettings;
  site: Site;
  run: RunOptions;
  /** The stack before the run; undefined for one that is not there yet. */
  before: unknown;
  options: Record<string, unknown>;
  /** As the user gave them. */
  targets: string[];
}

/** An `up`, as far as it is permitted. */
async function apply(context: Context, application: Application): Promise<number> {
  const { engine, settings, site, run, before, options, targets } = application;
  const approvals = await openApprovals(context, site);
  const permitted = await permit(context, {
    ...{ site, options, approvals, targets, exported: before },
    stack: settings.stack,
  });
  const { plan, requests, withheld } = permitted;
  if (requests) {
    // What was approved was planned from the record: reading the servers first would mix in what nobody approved.
    run.refresh = false;
    run.recorded = before;
    run.targets = planTargets(plan, requests, settings);
  }
  const result = requests?.length === 0 ? NOTHING_RUN : await engine.run("up", run);
  if (options.record === true && !result.declined) {
    await recordMade(context, site, engine, result);
    await recordRepairs(context, site, engine, before, result);
    if (requests) recordApplied(context, site, approvals, { plan, requests, result });
  }
  const code = finish(context, "up", site, result);
  return withheld.length > 0 ? 1 : code;
}

const NOTHING_RUN: RunResult = { ok: true, failures: [], changes: {} };

/** What failed as a whole tells nothing of what was made; a request that failed by itself leaves the others be. */
async function recordMade(
  context: Context,
  site: Site,
  engine: EngineRunner,
  result: RunResult,
): Promise<void> {
  const failures = result.failures.map(({ urn }) => requestOf(site, urn)?.data.id);
  const failed = new Set(failures.flatMap((id) => id ?? []));
  if (!result.ok && (failures.length === 0 || failures.includes(undefined))) return;
  recordCreations(context, site.root, await engine.outputs(), failed);
}

/** Says what forbids the run, or which approved requests it goes on without. */
function refuses(context: Context, site: Site, problems: Problem[], assumed: string[]): boolean {
  const blocking = blockingProblems(problems);
  noteProblems(context, site.root, blocking);
  if (blocking.length > 0) {
    const words = context.say({
      id: "Tidak ada yang dijalankan: perbaiki masalah di atas dahulu, lalu periksa dengan 'titip check'.",
      en: "Nothing was run: put the problems above right first, then look again with 'titip check'.",
    });
    context.note(styled({ color: context.color && context.progress }, "red", words));
    return true;
  }
  for (const { request, reason } of claim(site, new Set(assumed)).refused) {
    const skipped = context.say({ id: "dilewati", en: "left out" });
    context.note(`${request.file}:${request.position("/id").line}: ${skipped}: ${context.say(reason)}`);
  }
  return false;
}

function finish(context: Context, operation: Operation, site: Site, result: RunResult): number {
  if (result.declined) {
    context.note(context.say({ id: "Tidak ada yang diubah.", en: "Nothing was changed." }));
    return 0;
  }
  const failed = failedRequests(site, result.failures);
  if (!result.ok) printFailedRequests(context, failed);
  const line = summaryLine(operation, result, failed.length, context.lang);
  context.note(styled({ color: context.color && context.progress }, result.ok ? "green" : "red", line));
  return result.ok ? 0 : 1;
}

function needsYes(operation: Operation): Error {
  return unusable(
    {
      id: `titip ${operation} mengubah server dan tidak dapat bertanya di sini`,
      en: `titip ${operation} changes servers and cannot ask here`,
    },
    {
      id: "lihat dahulu dengan 'titip preview', lalu beri --yes",
      en: "look first with 'titip preview', then give --yes",
    },
  );
}
