import type { Letterhead } from "../schema/generated/letterhead";
import type { Procedure } from "../schema/generated/procedure";
import { parseTimeLimit } from "../schema/quantity";
import { type Fact, type Facts, factsFrom, isFacts } from "./facts";
import { contactFacts, type People, personFacts } from "./people";

/** What documents need of a request, hosting or co-location. */
export interface DocumentedRequest {
  kind: "hosting" | "colocation";
  id: string;
  applicant: { agency: string; contact: string };
  zone: string;
  subdomain: string;
  aliases?: string[];
  /** By effect, as they are in memory. */
  steps: object;
}

/** Where a document's facts come from, besides the request. */
export interface FactSources {
  people: People;
  letterhead: Letterhead;
  procedure?: Procedure;
  /** The request's entry of the stack outputs' `configurations`. */
  configuration?: unknown;
  /** Its usage by month, `{ months: [...], total }`. */
  usage?: unknown;
  /** Its part of the capacity sums, `{ sums: [...] }`. */
  capacity?: unknown;
  /** The co-located server as it was taken in; `request.server` is the one that was approved. */
  server?: object;
  /** What was brought that is not as it was approved, a sentence each. */
  differences?: string[];
  /** The evidence of `titip verify` that the completion names. */
  verification?: unknown;
}

/** Everything that a request's documents may name. */
export function requestFacts(request: DocumentedRequest, sources: FactSources): Facts {
  const { people, letterhead, procedure } = sources;
  const { steps: recorded, ...data } = request;
  const { agency, contact } = request.applicant;
  const names = [request.subdomain, ...(request.aliases ?? [])].map((label) => `${label}.${request.zone}`);
  const steps = stepFacts(recorded, people);
  return {
    request: { ...group(data), host: names[0], names },
    server: factsFrom(sources.server),
    agency: { key: agency, ...group(people.agencies.get(agency) ?? { name: agency, short: agency }) },
    contact: contactFacts(people, contact),
    office: group({ ...letterhead, signatories: undefined, copies: undefined }),
    procedure: procedure && procedureFacts(procedure),
    steps,
    history: historyOf(steps, procedure),
    configuration: factsFrom(sources.configuration),
    usage: factsFrom(sources.usage),
    capacity: factsFrom(sources.capacity),
    verification: factsFrom(sources.verification),
    differences: sources.differences && sources.differences.length > 0 ? sources.differences : undefined,
  };
}

/** Title and source, and `limits`: the time that each activity may take, by what it means. */
function procedureFacts({ title, source, activities }: Procedure): Facts {
  const limits = activities.flatMap(({ key, effect, time_limit: limit }): [string, string][] => {
    const parsed = limit === undefined ? undefined : parseTimeLimit(limit);
    return parsed ? [[effect ?? key, `${parsed.amount} ${UNITS[parsed.unit]}`]] : [];
  });
  return { title: title.id, source, limits: Object.fromEntries(limits) };
}

const UNITS = { minutes: "menit", hours: "jam", days: "hari kerja" } as const;

function group(data: object): Facts {
  const facts = factsFrom(data);
  return isFacts(facts) ? facts : {};
}

/** Fields of steps that name somebody. */
const PEOPLE = new Set(["by", "recorded_by", "with", "to", "onward", "witnesses"]);

function stepFacts(recorded: object, people: People): Facts {
  const entries = Object.entries(group(recorded)).map(([name, step]): [string, Fact | undefined] => {
    if (Array.isArray(step)) return [name, step.map((one) => (isFacts(one) ? named(one, people) : one))];
    return [name, isFacts(step) ? named(step, people) : step];
  });
  return Object.fromEntries(entries);
}

/** A step whose positions have become their holders on its day. */
function named(step: Facts, people: People, at = String(step.at)): Facts {
  const entries = Object.entries(step).map(([field, value]): [string, Fact | undefined] => {
    if (PEOPLE.has(field)) {
      if (typeof value === "string") return [field, personFacts(people, value, at)];
      if (Array.isArray(value)) return [field, value.map((key) => personFacts(people, String(key), at))];
    }
    return [field, isFacts(value) ? named(value, people, at) : value];
  });
  return Object.fromEntries(entries);
}

/** The procedure's activities that are recorded, in its order: what was done, when and by whom. */
function historyOf(steps: Facts, procedure: Procedure | undefined): Fact[] {
  return (procedure?.activities ?? []).flatMap((activity): Fact[] => {
    const step = steps[activity.effect ?? activity.key];
    return isFacts(step)
      ? [{ order: activity.order, title: activity.title.id, at: step.at, by: step.by }]
      : [];
  });
}
