import type { Language } from "../../text";
import { dateText, timeText } from "../date-text";
import { byteText, numberText } from "../number-text";
import type { Cell, RegisterColumn } from "./register-table";

/** A cell for people; nothing known is empty. */
export function cellText(cell: Cell, { type }: RegisterColumn, lang: Language): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return type === "bytes" ? byteText(cell, lang) : numberText(cell, lang);
  if (type === "date") return dateText(cell, lang);
  return type === "time" ? timeText(cell, lang) : cell;
}
