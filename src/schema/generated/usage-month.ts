// Generated from schema/usage-month.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * A whole number.
 */
export type Amount = number;

/**
 * records/usage/<month>/<server>.yaml: what the sites of one server used in a month, as that server counted it. Written by `titip usage collect`.
 */
export interface UsageMonth {
  /**
   * The month, in quotation marks.
   */
  month: string;
  /**
   * Server that counted, by key.
   */
  server: string;
  /**
   * Sites by the id of their request, in its order.
   */
  sites: {
    [k: string]: SiteUsage;
  };
}
/**
 * One site's use.
 */
export interface SiteUsage {
  /**
   * Requests answered.
   */
  requests?: number;
  /**
   * Bytes sent.
   */
  bytes?: number;
  answers?: AnswerClasses;
  /**
   * A whole number.
   */
  visitors?: number;
  /**
   * A whole number.
   */
  disk?: number;
  /**
   * A whole number.
   */
  database?: number;
}
/**
 * Answers by the first digit of their status.
 */
export interface AnswerClasses {
  "1xx"?: Amount;
  "2xx"?: Amount;
  "3xx"?: Amount;
  "4xx"?: Amount;
  "5xx"?: Amount;
}
