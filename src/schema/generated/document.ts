// Generated from schema/document.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * Meaning of a step, whatever a procedure calls it: request, registration, disposition, assessment, form, decision, creation, notification, delivery, placement, usage_report, report, completion, closure.
 */
export type StepName = string;
/**
 * Steps that must be recorded.
 *
 * @minItems 1
 */
export type StepList = StepName[];
/**
 * Path to a value: keys joined by dots.
 */
export type Path = string;
/**
 * Text with placeholders in braces: {path} or {path|filter}.
 */
export type Text = string;

/**
 * documents/*.yaml: an official document as data: when it may be issued, its letter data, its text in Bahasa Indonesia with placeholders such as {request.application.name} or {steps.decision.at|date}.
 */
export interface DocumentTemplate {
  /**
   * Key of the document; the name of the file.
   */
  document: string;
  /**
   * Place in the list of a request's documents.
   */
  order: number;
  title: Words;
  /**
   * letter: number, subject and addressee above the text. record: a title above the text, for sheets, forms, reports and minutes.
   */
  layout: "letter" | "record";
  /**
   * Subject of a letter (hal), title of a record.
   */
  subject: string;
  /**
   * Step that the document belongs to: its time is the document's, whoever did it signs unless the letterhead names somebody else.
   */
  step: string;
  /**
   * Kinds of request that have this document, each with the steps that must be recorded first.
   */
  kinds: {
    hosting?: StepList;
    colocation?: StepList;
  };
  /**
   * Conditions that must hold, too, such as the decision's result.
   */
  when?: Condition[];
  /**
   * Path to a value: keys joined by dots.
   */
  number?: string;
  /**
   * Where the date stands, the first that has a value; without it the letter's date, then the step's.
   *
   * @minItems 1
   */
  date?: Path[];
  /**
   * Nature of a letter (sifat).
   */
  nature?: string;
  /**
   * Attachment of a letter (lampiran).
   */
  attachment?: string;
  /**
   * Lines after "Yth." of a letter.
   *
   * @minItems 1
   */
  addressee?: Text[];
  /**
   * The text.
   *
   * @minItems 1
   * @maxItems 100
   */
  body: TemplateBlock[];
  /**
   * Who signs, at most two beside each other; without it the officer of the step.
   *
   * @minItems 1
   * @maxItems 6
   */
  signatures?: TemplateSignature[];
}
/**
 * Name in lists.
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
 * A value that must be there, or be equal to something.
 */
export interface Condition {
  path: Path;
  /**
   * What the value must be; without it any value will do.
   */
  equals?: string | boolean | number;
  /**
   * The value must not be there.
   */
  absent?: true;
}
/**
 * One block of the text: exactly one of heading, paragraph, note, warning, fields, table, chart, list, lines; left out when its condition does not hold.
 */
export interface TemplateBlock {
  /**
   * Conditions for this block.
   *
   * @minItems 1
   */
  when?: Condition[];
  heading?: Text;
  paragraph?: Text;
  emphasis?: Text;
  note?: Text;
  warning?: Text;
  /**
   * Labels with their values.
   *
   * @minItems 1
   */
  fields?: TemplateField[];
  table?: TemplateTable;
  chart?: TemplateChart;
  /**
   * Items of a numbered list.
   *
   * @minItems 1
   */
  list?: Text[];
  /**
   * Empty lines to be filled in by hand.
   */
  lines?: number;
}
/**
 * A label and its value.
 */
export interface TemplateField {
  label: Text;
  value?: Text;
  /**
   * Path to a value: keys joined by dots.
   */
  each?: string;
  /**
   * Left out without a value.
   */
  optional?: boolean;
  /**
   * A dotted line to be filled in by hand where there is no value.
   */
  blank?: boolean;
}
/**
 * A row for each entry of a list; {item} is the entry, {n} its number from 1.
 */
export interface TemplateTable {
  each: Path;
  /**
   * Left out without the list.
   */
  optional?: boolean;
  /**
   * @minItems 1
   * @maxItems 12
   */
  columns: TemplateColumn[];
}
/**
 * A column: its heading, and the text of each cell.
 */
export interface TemplateColumn {
  title: Text;
  value: Text;
  /**
   * A dash where there is no value.
   */
  optional?: boolean;
  align?: "left" | "right" | "center";
  /**
   * Share of the page's width; 1 when absent.
   */
  width?: number;
}
/**
 * A bar for each entry of a list; {item} is the entry. Entries without the value have none; without any bar the chart is left out.
 */
export interface TemplateChart {
  title: Text;
  each: Path;
  /**
   * Text with placeholders in braces: {path} or {path|filter}.
   */
  label: string;
  /**
   * Text with placeholders in braces: {path} or {path|filter}.
   */
  value: string;
  /**
   * Text with placeholders in braces: {path} or {path|filter}.
   */
  text: string;
}
/**
 * A place for a signature: an officer by a path to a position, or the applicant.
 */
export interface TemplateSignature {
  /**
   * Text with placeholders in braces: {path} or {path|filter}.
   */
  caption?: string;
  /**
   * Path to a value: keys joined by dots.
   */
  officer?: string;
  /**
   * Path to a value: keys joined by dots.
   */
  each?: string;
  /**
   * The agency's contact.
   */
  applicant?: true;
  /**
   * Somebody who is not known yet: a dotted line.
   */
  blank?: true;
  /**
   * Conditions for this place.
   *
   * @minItems 1
   */
  when?: Condition[];
}
