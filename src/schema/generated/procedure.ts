// Generated from schema/procedure.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * Key of an activity, as in `steps` of a request.
 */
export type StepKey = string;

/**
 * sop/*.yaml: a service procedure (SOP) as data: activities, who acts, what is needed, how long it may take, what comes out and what is next.
 */
export interface Procedure {
  /**
   * Kind of request that follows it; the name of the file.
   */
  procedure: "hosting" | "colocation";
  title: Words;
  /**
   * Where the text comes from.
   */
  source: string;
  /**
   * Roles by key, with the procedure's own word for each.
   */
  roles: {
    [k: string]: Words;
  };
  /**
   * The procedure's activities, in its order.
   *
   * @minItems 1
   * @maxItems 50
   */
  activities: Activity[];
  /**
   * Steps that a request may record beyond the procedure, such as the end of the service.
   *
   * @maxItems 20
   */
  further?: FurtherActivity[];
  /**
   * Records that the procedure wants kept.
   */
  records?: Words[];
}
/**
 * A text in both languages of the data centre.
 */
export interface Words {
  /**
   * Bahasa Indonesia.
   */
  id: string;
  /**
   * English.
   */
  en: string;
}
/**
 * One activity; a request records it as the step of the same key.
 */
export interface Activity {
  key: StepKey;
  /**
   * Number of the activity in the procedure.
   */
  order: number;
  title: Words;
  /**
   * Roles that may record it as theirs (`by`); applicant is the requesting agency itself.
   *
   * @minItems 1
   */
  actor: string[];
  /**
   * stated: the procedure's text names the actor. inferred: its flow chart lost the column, the office's duties suggest it.
   */
  actor_basis: "stated" | "inferred";
  /**
   * required: the step must refer to a letter.
   */
  letter?: "required" | "optional";
  /**
   * What must be at hand (kelengkapan).
   */
  requirements: Words[];
  /**
   * Longest time (waktu); days are working days. Absent where the procedure states none.
   */
  time_limit?: string;
  /**
   * What comes out (hasil).
   */
  output: Words[];
  /**
   * Key of an activity, as in `steps` of a request.
   */
  next?: string;
  /**
   * Where to go on, by what the step recorded.
   *
   * @minItems 2
   */
  branches?: Branch[];
  /**
   * What the activity means to Titip. Without it the step is recorded, and means nothing more.
   */
  effect?:
    | "request"
    | "registration"
    | "disposition"
    | "assessment"
    | "form"
    | "decision"
    | "creation"
    | "notification"
    | "delivery"
    | "placement"
    | "usage_report"
    | "report"
    | "completion"
    | "suspension"
    | "resumption"
    | "renewal"
    | "closure";
  /**
   * What the step records, by name.
   */
  fields?: {
    [k: string]: Field;
  };
}
/**
 * One way out of an activity.
 */
export interface Branch {
  when: StepCondition;
  /**
   * Key of an activity, as in `steps` of a request.
   */
  next: string;
}
/**
 * A field of the same step and the value that it has.
 */
export interface StepCondition {
  field: StepKey;
  /**
   * Value of the field.
   */
  equals: string | boolean;
}
/**
 * What a step records besides when, who, letter, note and evidence.
 */
export interface Field {
  /**
   * What kind of value it is.
   */
  type:
    | "line"
    | "prose"
    | "boolean"
    | "count"
    | "date"
    | "timestamp"
    | "sha256"
    | "digest"
    | "choice"
    | "officer"
    | "officers"
    | "agency"
    | "letter"
    | "period"
    | "allocation"
    | "items"
    | "assets"
    | "minutes"
    | "differences";
  title: Words1;
  /**
   * Values of a choice.
   *
   * @minItems 2
   * @maxItems 20
   */
  of?: string[];
  /**
   * Whether the step must have it; no, unless told.
   */
  required?: boolean;
  required_when?: StepCondition1;
  forbidden_when?: StepCondition2;
}
/**
 * A text in both languages of the data centre.
 */
export interface Words1 {
  /**
   * Bahasa Indonesia.
   */
  id: string;
  /**
   * English.
   */
  en: string;
}
/**
 * A field of the same step and the value that it has.
 */
export interface StepCondition1 {
  field: StepKey;
  /**
   * Value of the field.
   */
  equals: string | boolean;
}
/**
 * A field of the same step and the value that it has.
 */
export interface StepCondition2 {
  field: StepKey;
  /**
   * Value of the field.
   */
  equals: string | boolean;
}
/**
 * A step beyond the procedure's own activities.
 */
export interface FurtherActivity {
  key: StepKey;
  title: Words;
  /**
   * Roles that may record it.
   *
   * @minItems 1
   */
  actor: string[];
  actor_basis: "stated" | "inferred";
  /**
   * required: the step must refer to a letter.
   */
  letter?: "required" | "optional";
  /**
   * What the activity means to Titip. Without it the step is recorded, and means nothing more.
   */
  effect?:
    | "request"
    | "registration"
    | "disposition"
    | "assessment"
    | "form"
    | "decision"
    | "creation"
    | "notification"
    | "delivery"
    | "placement"
    | "usage_report"
    | "report"
    | "completion"
    | "suspension"
    | "resumption"
    | "renewal"
    | "closure";
  /**
   * What the step records, by name.
   */
  fields?: {
    [k: string]: Field;
  };
  /**
   * true: it can happen again and again, the request keeps a list.
   */
  repeats?: boolean;
}
