import { language, type Text } from "../src/text";

/** Why a lab cannot be had, in one sentence, and the words of the program that failed, if one did. */
export class LabError extends Error {
  constructor(
    readonly text: Text,
    readonly output = "",
  ) {
    super([text[language()], ...output.trim().split("\n").filter(Boolean)].join("\n  | "));
    this.name = "LabError";
  }
}

/** Told what is going on where it lasts over a second. */
export type Progress = (text: Text) => void;
