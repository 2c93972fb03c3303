import type { Activity, Field } from "../generated/procedure";

/** What an activity means to Titip; a procedure says so in `effect`. */
export type Effect = NonNullable<Activity["effect"]>;

export type FieldType = Field["type"];

/** A field that Titip itself reads in steps of an effect. */
export interface KnownField {
  type: FieldType;
  /** Values of a choice. */
  of?: readonly string[];
  /** A step without it would mean nothing. */
  required?: boolean;
}

export type KnownFields = Readonly<Record<string, KnownField>>;

const reason: KnownField = { type: "prose" };
const digest: KnownField = { type: "digest" };
const outcome = (...of: string[]): KnownField => ({ type: "choice", of, required: true });

/**
 * Fields by effect. They are those of `schema/steps.json`, so that code may read them in every office's requests:
 * a procedure adds fields of its own, and cannot give these another type.
 */
export const effects: Readonly<Record<Effect, KnownFields>> = {
  request: {},
  registration: { agenda: { type: "line" } },
  disposition: { to: { type: "officer" }, onward: { type: "officer" } },
  assessment: {
    with: { type: "officers" },
    feasible: { type: "boolean" },
    available: { type: "boolean" },
    reason,
    allocation: { type: "allocation" },
  },
  form: {},
  decision: { result: outcome("approved", "rejected"), reason, digest },
  creation: { digest, outputs: { type: "sha256" } },
  notification: { to: { type: "officer" } },
  delivery: { items: { type: "items", required: true } },
  placement: {
    result: outcome("accepted", "returned"),
    reason,
    differences_accepted: { type: "differences" },
    assets: { type: "assets" },
    minutes: { type: "minutes" },
  },
  usage_report: { period: { type: "period" } },
  report: { to: { type: "officer" } },
  completion: { verification: { type: "sha256" } },
  suspension: {
    reason: { type: "prose", required: true },
    until: { type: "date" },
    emergency: { type: "boolean" },
    digest,
  },
  resumption: { reason, digest },
  renewal: { until: { type: "date", required: true }, digest },
  closure: { reason: { type: "prose", required: true }, digest },
};

/** What may happen to a service again and again: the request keeps a list. */
export const repeatedEffects: ReadonlySet<Effect> = new Set(["suspension", "resumption", "renewal"]);

/** What comes beyond the procedure's own activities, in `further`. */
export const furtherEffects: ReadonlySet<Effect> = new Set([...repeatedEffects, "closure"]);

/** Fields one of which says whether an assessment was favourable. */
export const verdictFields = ["feasible", "available"] as const;
