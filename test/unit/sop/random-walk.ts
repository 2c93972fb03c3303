import { join } from "node:path";
import fc from "fast-check";
import type { Kind } from "../../../src/schema/kinds";
import { loadSite } from "../../../src/schema/load-site";
import { checkSource } from "../../../src/schema/loaded-file";
import { readingOf } from "../../../src/schema/procedure/reading";
import type { AnyActivity, StepField } from "../../../src/schema/procedure/steps-schema";
import { isFeasible } from "../../../src/schema/request-life";
import type { LoadedRequest, Site } from "../../../src/schema/site";
import { requestFile } from "../../../src/schema/site-files";
import { assess } from "../../../src/sop/assess";
import { newRequestText } from "../../../src/sop/new-request";
import { recordActivity } from "../../../src/sop/record-step";
import { type Given, requiredFields } from "../../../src/sop/record-step-fields";
import { pathOf, procedureOf } from "../../../src/sop/walk";
import { specificationDifferences } from "../../../src/sop/walk-differences";
import { serviceOf, termOf } from "../../../src/sop/walk-service";

/** The project's own site: its inventory, procedures and requests. */
export const root = join(__dirname, "../../..");

/** A request's walk as chance decides it: one number a choice. */
export interface Walk {
  kind: Kind;
  application: string;
  classification: "public" | "limited" | "restricted";
  /** Taken one after the other, each modulo the number of choices. */
  choices: number[];
}

/** Where a walk stands after one of its steps. */
export interface WalkState {
  /** Key of the step that was recorded last. */
  step: string;
  request: LoadedRequest;
  /** The whole site, this request in it. */
  site: Site;
  /** The request's file. */
  text: string;
}

/** Walks through one procedure, or either. */
export function randomWalks(...kinds: Kind[]): fc.Arbitrary<Walk> {
  return fc.record({
    kind: fc.constantFrom<Kind>(...(kinds.length > 0 ? kinds : (["hosting", "colocation"] as const))),
    application: fc.constantFrom("Sistem Uji", "Data: Kesehatan # 2", "Ñandú – é", "no", "123"),
    classification: fc.constantFrom("public", "limited", "restricted"),
    choices: fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }),
  });
}

/** Where every walk begins: on a Monday, when the office opens. */
export const START = Date.parse("2026-11-23T07:30:00+07:00");

/**
 * Walks until an end that nothing follows, or until the choices are used up: always with titip's own functions, and
 * each text read again as from its file.
 * @throws Error when the functions refuse what they say is next: a state without a way on
 */
export function takeWalk({ kind, application, classification, choices }: Walk, base: Site): WalkState[] {
  const left = [...choices];
  const choose = (count: number) => (left.shift() ?? 0) % count;
  const id = `${kind === "hosting" ? "HST" : "COL"}-2026-7001`;
  let now = START;
  const text = newRequestText({
    kind,
    id,
    body: bodyOf(kind, application, classification),
    request: firstStep(kind, now),
  });
  const states: WalkState[] = [stateOf(base, id, kind, text, "request")];
  while (left.length > 12) {
    const state = states.at(-1);
    const activity = state && chooseActivity(state, choose);
    if (!state || !activity) break;
    now += (1 + choose(1000) * 4) * 60_000; // up to almost three days
    states.push(stateOf(base, id, kind, record(state, activity, now, choose), activity.key));
  }
  return states;
}

type Choose = (count: number) => number;

/** The next activity most often, something that may happen to the service now and then; undefined at an end. */
function chooseActivity({ site, request: { data } }: WalkState, choose: Choose): AnyActivity | undefined {
  const procedure = procedureOf(site, data);
  if (!procedure) throw new Error(`no procedure ${data.kind}`);
  const { next } = pathOf(data, procedure);
  const service = serviceOf(data);
  const may = {
    none: [],
    closed: [],
    running: ["suspension", "renewal", "closure"],
    suspended: ["resumption", "closure"],
  };
  const further = (procedure.further ?? []).filter(({ effect }) =>
    (may[service] as string[]).includes(effect ?? ""),
  );
  const turn = choose(8);
  if (next && turn < 6) return next;
  // A finished service is left alone half of the time: that is an end, too.
  if (further.length > 0 && (next || turn < 4)) return further[choose(further.length)];
  return next;
}

function record(state: WalkState, activity: AnyActivity, now: number, choose: Choose): string {
  const { site, request, text } = state;
  const at = moment(now);
  let given: Record<string, unknown> = {};
  for (;;) {
    const open = requiredFields(activity, given).find(({ name }) => given[name] === undefined);
    if (!open) break;
    given = { ...given, [open.name]: fieldValue(open.name, open, state, now, choose) };
  }
  if (activity.effect === "placement" && given.result === "accepted" && differs(request))
    given = { ...given, differences_accepted: { by: "kabid-aplikasi", reason: "Setara" } };
  if (activity.letter === "required") given = { ...given, letter: letterAt(now) };
  if (activity.effect === "assessment" && (given.feasible ?? given.available) === true) {
    const assessed = assess(site, request, text, { at });
    if ("text" in assessed) return assessed.text;
    const recorded = assess(site, request, text, { at, infeasible: {} }); // no room: that is a way on
    if ("text" in recorded) return recorded.text;
    throw new Error(recorded.refusal.en);
  }
  return recorded(state, activity, given, at);
}

function differs({ data }: LoadedRequest): boolean {
  return data.kind === "colocation" && specificationDifferences(data).length > 0;
}

function recorded(
  { site, request, text }: WalkState,
  { key }: AnyActivity,
  given: Given,
  at: string,
): string {
  const result = recordActivity(site, request, text, key, given, at);
  if ("refusal" in result) throw new Error(`${key}: ${result.refusal.en}`);
  return result.text;
}

function stateOf(base: Site, id: string, kind: Kind, text: string, step: string): WalkState {
  const reading = readingOf(kind, undefined);
  const file = requestFile(id);
  const schema = kind === "hosting" ? ("hosting-request" as const) : ("colocation-request" as const);
  const { loaded, problems } = checkSource(Buffer.from(text), file, schema, reading);
  if (!loaded || problems.length > 0) throw new Error(problems.map(({ message }) => message.en).join("\n"));
  const request: LoadedRequest = { file, data: loaded.data, position: loaded.position };
  return { step, text, request, site: { ...base, requests: [...base.requests, request] } };
}

/** A value that a field may have; of a choice by chance. */
function fieldValue(
  name: string,
  { type, of = [] }: StepField,
  state: WalkState,
  now: number,
  choose: Choose,
): unknown {
  const { site, request } = state;
  const day = moment(now).slice(0, 10);
  switch (type) {
    case "boolean":
      return choose(4) !== 0;
    case "choice":
      // What was found not feasible can only be rejected.
      return choose(4) === 0 || (name === "result" && isFeasible(request.data) === false) ? of.at(-1) : of[0];
    case "officer":
      return [...site.officers.keys()][choose(5)];
    case "count":
      return 1 + choose(9);
    case "date":
      return name === "until" ? yearAfter(termOf(request.data).until) : day;
    case "items":
      return [{ name: "Server", serial: `SN${choose(3)}` }];
    case "assets":
      return [{ number: `1.3.${choose(1000)}`, item: "Server" }];
    case "minutes":
      return { number: `027/${choose(1000)}`, date: day };
    case "period":
      return { from: day, until: day };
    default:
      return `${name} ${choose(1000)}`;
  }
}

function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

function letterAt(now: number): Record<string, string> {
  return { number: `555/${now}/X`, date: moment(now).slice(0, 10), sha256: "ab".repeat(32) };
}

function moment(now: number): string {
  return `${new Date(now + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

function firstStep(kind: Kind, now: number): Record<string, unknown> {
  return { at: moment(now), by: kind === "hosting" ? "dinkes" : "disdukcapil", letter: letterAt(now) };
}

function bodyOf(kind: Kind, name: string, classification: string): Record<string, unknown> {
  const common = {
    zone: "cirebonkab.go.id",
    subdomain: "jalan-acak",
    term: { from: "2026-12-01", until: "2027-11-30" },
  };
  if (kind === "hosting") {
    return {
      ...common,
      applicant: { agency: "dinkes", contact: "dinkes-it" },
      application: { name, runtime: "static", classification },
      resources: { storage: "1 GiB", memory: "1 GiB", bandwidth: "1 Mbit/s" },
    };
  }
  return {
    ...common,
    applicant: { agency: "disdukcapil", contact: "disdukcapil-it" },
    application: { name, classification },
    server: {
      brand: "Dell",
      model: "R650",
      serial: "SN1",
      rack_units: 1,
      power: "300 W",
      power_feeds: 2,
      operating_system: "Debian 12",
      software: ["nginx"],
      interfaces: [{ name: "eno1", mac: "b0:7b:25:aa:01:99", speed: "1 Gbit/s" }],
    },
    resources: { bandwidth: "10 Mbit/s", addresses: 1 },
    access: [{ protocol: "tcp", port: 443 }],
  };
}

/** The site that walks begin from; read once. */
export function walkSite(): Site {
  return loadSite(root).site;
}

/** The activity that a state recorded last. */
export function lastActivity({ step, site, request }: WalkState): AnyActivity | undefined {
  const procedure = procedureOf(site, request.data);
  const all = [...(procedure?.activities ?? []), ...(procedure?.further ?? [])];
  return all.find(({ key }) => key === step);
}
