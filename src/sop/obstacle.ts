import type { CapacityLine } from "../capacity/lines";
import { sumText } from "../capacity/sum-text";
import type { Text } from "../text";

/** Why something cannot be given: in words, and with the line where a sum says it. */
export interface Obstacle {
  text: Text;
  line?: CapacityLine;
}

/** A line that is over capacity, as a reason. */
export function asObstacle(line: CapacityLine): Obstacle {
  return { text: sumText(line), line };
}

/** A refusal with each reason on a line of its own. */
export function refusalOf(
  heading: Text,
  obstacles: readonly Obstacle[],
): { refusal: Text; over: CapacityLine[] } {
  const list = (lang: keyof Text) => obstacles.map(({ text }) => `\n  ${text[lang]}`).join("");
  return {
    refusal: { id: `${heading.id}:${list("id")}`, en: `${heading.en}:${list("en")}` },
    over: obstacles.flatMap(({ line }) => line ?? []),
  };
}
