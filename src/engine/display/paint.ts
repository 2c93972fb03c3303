import { printableLines } from "../../printable";

/** Colours for a terminal; without colour every painter leaves its text alone. */
export type Color = "red" | "green" | "yellow" | "magenta" | "cyan" | "grey" | "bold";

export type Paint = (color: Color, text: string) => string;

const CODES: Record<Color, string> = {
  red: "31",
  green: "32",
  yellow: "33",
  magenta: "35",
  cyan: "36",
  grey: "90",
  bold: "1",
};

export function painter(color: boolean): Paint {
  return (name, text) => (color && text !== "" ? `\u001b[${CODES[name]}m${text}\u001b[0m` : text);
}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, "g");

/** Colours of programs are dropped, everything else that a terminal would obey is replaced; line breaks stay. */
export function printable(text: string): string {
  return printableLines(text.replaceAll(ESCAPES, ""));
}
