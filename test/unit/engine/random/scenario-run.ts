import { existsSync } from "node:fs";
import {
  destroy,
  type EngineOptions,
  integrityProblems,
  type Outcome,
  preview,
  refresh,
  up,
} from "../../../../src/engine";
import type { Snapshot } from "../../../../src/engine/state/deployment";
import type { ValueMap } from "../../../../src/engine/values/value";
import { wordsOf } from "../golden-stack";
import { LightProject } from "../light/light-project";
import { type Call, callsText, HalfDone, nameOf, Provider } from "../light/provider";
import { type Books, checkBooks } from "./check-books";
import { checkOrder } from "./check-order";
import { checkPrediction, checkResult } from "./check-result";
import type { Interruption, Scenario, ScenarioStep, Verb } from "./scenario";
import { type Slots, slotsByStep, toProgram, urnOf } from "./slots";

/** What the model says must not be. */
export class Violation extends Error {}

/** Everything that one operation did, for the model to judge. */
export interface Done {
  verb: Verb;
  step: ScenarioStep;
  slots: Slots;
  before: Snapshot;
  after: Snapshot;
  outcome: Outcome;
  calls: Call[];
  /** The place in the order of calls where the program had registered everything; undefined: it never did. */
  programEnd: number | undefined;
  /** Inputs that the program sent, by slot. */
  sent: Map<number, ValueMap>;
  targets: string[];
  killed: boolean;
  /** Killed or aborted. */
  interrupted: boolean;
  /** Whether something was made to fail. */
  faulted: boolean;
  books: Books;
  slotOf(urn: string): number | undefined;
}

const VERBS = { up, preview, refresh, destroy };

/** Nothing but the program, without limit and trouble. */
export const QUIET: ScenarioStep = {
  edits: [],
  verb: "up",
  faults: [],
  interruption: undefined,
  drift: [],
  continueOnError: false,
  tolerant: false,
  refresh: false,
  previewFirst: false,
  parallel: 0,
  targets: [],
  resolvePendingCreates: true,
};

/** Runs a scenario against the engine; throws `Violation` when the model disagrees. */
export async function runScenario(scenario: Scenario): Promise<void> {
  const provider = new Provider(scenario);
  const project = await LightProject.start(provider);
  const run = new ScenarioRun(scenario, provider, project);
  try {
    await run.all();
  } catch (error) {
    throw error instanceof Violation ? error : new Violation(`${run.where}: ${String(error)}`);
  } finally {
    await project.close();
  }
}

class ScenarioRun {
  where = "start";
  private readonly history: Slots[];
  private readonly slotByUrn = new Map<string, number>();
  private readonly books: Books = { orphans: new Set(), ghosts: new Set(), dirty: new Set() };
  private problem: string | undefined;
  private frozen: string | undefined;
  private changes = 0;
  private faulted = false;
  private lostUpdate = false;
  private stop = new AbortController();

  constructor(
    private readonly scenario: Scenario,
    private readonly provider: Provider,
    private readonly project: LightProject,
  ) {
    this.history = slotsByStep(scenario);
    for (const slots of this.history)
      for (const [slot, spec] of slots.entries())
        if (spec !== undefined) this.slotByUrn.set(urnOf(slots, slot), slot);
  }

  async all(): Promise<void> {
    for (const [i, step] of this.scenario.steps.entries()) await this.step(i, step);
    await this.ending();
  }

  private async step(i: number, step: ScenarioStep): Promise<void> {
    this.where = `step ${i + 1}`;
    const slots = this.history[i] ?? [];
    this.project.program = toProgram(this.history.slice(0, i), slots);
    await this.drift(step);
    const plan =
      step.verb === "up" && step.previewFirst && !step.refresh
        ? await this.operate("preview", { ...step, faults: [], interruption: undefined }, slots)
        : undefined;
    const done = await this.operate(step.verb, step, slots);
    if (plan !== undefined && this.books.ghosts.size === 0) this.judge(() => checkPrediction(plan, done));
  }

  /** After whatever happened: refreshed, brought up, nothing to do, and taken down. */
  private async ending(): Promise<void> {
    const slots = this.history.at(-1) ?? [];
    this.where = "ending, refresh";
    await this.operate("refresh", { ...QUIET, verb: "refresh" }, slots);
    this.where = "ending, up";
    const { outcome } = await this.operate("up", QUIET, slots);
    if (outcome.ok) {
      this.where = "ending, second up";
      const again = await this.operate("up", { ...QUIET, previewFirst: true }, slots);
      if (again.calls.length > 0) this.fail(`changes again: ${callsText(again.calls)}`);
      if (Object.keys(again.outcome.summary).some((word) => word !== "same"))
        this.fail(`the second up counts ${JSON.stringify(again.outcome.summary)}`);
    }
    this.where = "ending, destroy";
    await this.operate("destroy", { ...QUIET, verb: "destroy" }, slots);
  }

  private async drift(step: ScenarioStep): Promise<void> {
    if (step.drift.length === 0) return;
    const { resources } = await this.project.snapshot();
    for (const { slot, how } of step.drift)
      for (const { urn, id = "" } of resources) {
        const entity = this.provider.entities.get(id);
        if (entity === undefined || this.slotByUrn.get(urn) !== slot) continue;
        if (how === "gone") {
          this.provider.entities.delete(id);
          this.books.ghosts.add(id);
        } else {
          this.provider.put(id, urn, { ...entity.raw, label: "by hand" });
          this.books.dirty.add(id);
        }
      }
  }

  private async operate(verb: Verb, step: ScenarioStep, slots: Slots): Promise<Done> {
    const textBefore = this.project.checkpointText;
    const before = await this.project.snapshot();
    const targets = step.targets.flatMap((slot) => {
      const now = slots[slot] === undefined ? [] : [urnOf(slots, slot)];
      const olds = before.resources.flatMap(({ urn }) => (this.slotByUrn.get(urn) === slot ? [urn] : []));
      return [...new Set(verb === "up" || verb === "preview" ? [...now, ...olds] : olds)];
    });
    const done = await this.carryOut(verb, step, slots, targets);
    if (this.frozen !== undefined) this.project.checkpointText = this.frozen;
    this.provider.hooks = { before: () => undefined, after: () => undefined };
    if (this.problem !== undefined) this.fail(this.problem);
    const text = this.project.checkpointText;
    const pending = this.project.deployment?.pending_operations ?? [];
    this.lostUpdate ||= pending.some(({ type }) => type === "updating");
    // Killed in an update, nobody remembers that a value is secret, and a provider that knows no secrets reads it back.
    const unknowable = this.lostUpdate && !this.scenario.secrets;
    if (text.includes("hush") && !unknowable) this.fail("a secret stands in the state in the open");
    if (existsSync(`${this.project.checkpointPath}.invalid`))
      this.fail(`a state that breaks the rules: ${wordsOf(done.outcome)}`);
    const problems = integrityProblems(this.project.deployment ?? {});
    if (problems.length > 0) this.fail(`integrity: ${JSON.stringify(problems)}`);
    const after = await this.project.snapshot();
    const whole: Done = { ...done, before, after };
    if (verb === "preview") {
      if (text !== textBefore) this.fail("the preview changed the state");
      if (whole.calls.some(({ operation }) => operation !== "read"))
        this.fail(`the preview called ${callsText(whole.calls)}`);
    } else {
      this.judge(() => checkBooks(whole, this.provider.entities));
      this.judge(() => checkOrder(whole));
    }
    this.judge(() => checkResult(whole, this.provider.entities));
    return whole;
  }

  private async carryOut(
    verb: Verb,
    step: ScenarioStep,
    slots: Slots,
    targets: string[],
  ): Promise<Omit<Done, "before" | "after">> {
    this.frozen = undefined;
    this.changes = 0;
    this.faulted = false;
    this.stop = new AbortController();
    this.provider.calls = [];
    this.provider.hooks = {
      before: (call) => this.beforeCall(call, step),
      after: (call) => this.afterCall(call, step),
    };
    const sent = new Map<number, ValueMap>();
    let programEnd: number | undefined;
    this.project.driver = {
      tolerant: step.tolerant && step.continueOnError,
      onSent: (key, inputs) => sent.set(key.charCodeAt(0) - 97, inputs),
      onFinished: () => {
        programEnd = ++this.provider.clock;
      },
    };
    const options: Partial<EngineOptions> = {
      continueOnError: step.continueOnError,
      refresh: step.refresh && (verb === "up" || verb === "destroy"),
      parallel: step.parallel,
      targets: targets.length > 0 ? targets : undefined,
      resolvePendingCreates: step.resolvePendingCreates,
      signal: this.stop.signal,
    };
    const outcome = await VERBS[verb](this.project.options(options));
    return {
      verb,
      step,
      slots,
      outcome,
      calls: this.provider.calls,
      programEnd,
      sent,
      targets,
      killed: this.frozen !== undefined,
      interrupted: this.frozen !== undefined || this.stop.signal.aborted,
      faulted: this.faulted,
      books: this.books,
      slotOf: (urn) => this.slotByUrn.get(urn),
    };
  }

  private beforeCall(call: Call, step: ScenarioStep): void {
    if (this.frozen !== undefined) throw new Error("fault: killed");
    const slot = this.slotByUrn.get(call.urn);
    if (call.operation !== "read") {
      this.wantPending(call);
      this.changes += 1;
      this.interrupt(step.interruption, ["kill before it happens", "abort"]);
    }
    for (const fault of step.faults) {
      if (fault.slot !== slot || fault.operation !== call.operation) continue;
      this.faulted = true;
      const partial = fault.kind === "partial" && ["create", "update"].includes(call.operation);
      throw partial ? new HalfDone("fault: half done") : new Error("fault: failed");
    }
  }

  private afterCall(call: Call, { interruption }: ScenarioStep): void {
    if (call.operation !== "read") this.interrupt(interruption, ["kill after it happened"]);
  }

  private interrupt(interruption: Interruption | undefined, now: Interruption["how"][]): void {
    if (interruption === undefined || interruption.call !== this.changes || !now.includes(interruption.how))
      return;
    this.faulted = true;
    if (interruption.how === "abort") {
      this.stop.abort();
      return;
    }
    // What a process leaves that is killed here: the file as it is, and nothing that comes later.
    this.frozen ??= this.project.checkpointText;
    throw new Error("fault: killed");
  }

  /** Whoever dies now must have left word on disk of what was under way. */
  private wantPending(call: Call): void {
    const type = { create: "creating", update: "updating", delete: "deleting", read: "reading" }[
      call.operation
    ];
    const pending = this.project.deployment?.pending_operations ?? [];
    if (!pending.some((one) => one.type === type && one.resource.urn === call.urn))
      this.problem ??= `${call.operation} ${nameOf(call.urn)} is called and not pending on disk`;
  }

  private judge(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  private fail(message: string): never {
    throw new Violation(`${this.where}: ${message}`);
  }
}
