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
   * Longest time (waktu); days are working days.
   */
  time_limit: string;
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
}
/**
 * One way out of an activity.
 */
export interface Branch {
  when: BranchCondition;
  /**
   * Key of an activity, as in `steps` of a request.
   */
  next: string;
}
/**
 * Field of the step and the value it must have.
 */
export interface BranchCondition {
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
}
