// Generated from schema/contacts.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/contacts.yaml: personal data, kept apart so that it can be restricted and erased. Everything else refers to a person by key.
 */
export interface ContactsFile {
  /**
   * Persons by key.
   */
  contacts: {
    [k: string]: Contact;
  };
}
/**
 * A person: an officer of the data centre, or the contact of an agency.
 */
export interface Contact {
  /**
   * Name with titles.
   */
  name: string;
  /**
   * Civil servant number (NIP), 18 digits in quotation marks.
   */
  nip?: string;
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  agency?: string;
  /**
   * Telephone number, in quotation marks.
   */
  phone?: string;
  /**
   * E-mail address.
   */
  email?: string;
}
