// Generated from schema/letterhead.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/letterhead.yaml: the office's letterhead, who signs which document and who gets a copy. Without this file no documents are made.
 */
export interface LetterheadFile {
  letterhead: Letterhead;
}
/**
 * What stands at the head of each document, who signs it and who gets a copy.
 */
export interface Letterhead {
  /**
   * The government.
   */
  government: string;
  /**
   * The office that runs the data centre.
   */
  office: string;
  /**
   * Lines with the address, telephone and web site.
   *
   * @minItems 1
   * @maxItems 4
   */
  address: string[];
  /**
   * One line of ordinary text.
   */
  place: string;
  /**
   * The coat of arms: a PNG or JPEG file in datacenter/, at most 1 MiB.
   */
  logo?: string;
  /**
   * Documents by key (documents/*.yaml) that somebody else signs than the officer of the step.
   */
  signatories?: {
    [k: string]: Signatory;
  };
  /**
   * Who gets a copy (tembusan) of a document, by the document's key.
   */
  copies?: {
    /**
     * @minItems 1
     */
    [k: string]: Copy[];
  };
}
/**
 * The position that signs, its holder on the document's date.
 */
export interface Signatory {
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  position: string;
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  on_behalf_of?: string;
}
/**
 * Somebody who gets a copy: a position, or words.
 */
export interface Copy {
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  position?: string;
  /**
   * One line of ordinary text.
   */
  text?: string;
}
