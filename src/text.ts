/** A sentence for people, in both languages of the data centre. */
export interface Text {
  /** Bahasa Indonesia, what officials read by default. */
  id: string;
  en: string;
}

export type Language = keyof Text;

/** The reader's language: `--lang` sets `TITIP_LANG`; Indonesian unless told otherwise. */
export function language(environment: NodeJS.ProcessEnv = process.env): Language {
  return environment.TITIP_LANG === "en" ? "en" : "id";
}
