/**
 * The one place that decides what may reach a terminal, a log or a reviewer's eye. Texts come from requests,
 * file names and servers; whoever prints one passes it through here.
 */

/**
 * Control characters (they steer a terminal), marks that reorder text (Trojan Source, CVE-2021-42574), all
 * characters that are shown as nothing (Unicode's Default_Ignorable_Code_Point; the two that choose a symbol's
 * colour apart), line and paragraph separators, interlinear marks, code points that are no characters, lone
 * surrogates.
 */
const UNSEEN =
  "(?![\\uFE0E\\uFE0F])[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\uFFF9-\\uFFFB]";

/** More marks than any script puts on one letter: they grow over the lines above and below. */
const PILE = "\\p{M}{5,}";

/** What no text of a site may hold; line feed, tab and the carriage return before a line feed are allowed. */
export const FORBIDDEN_IN_TEXT = new RegExp(`(?![\\n\\t]|\\r\\n)${UNSEEN}|${PILE}`, "u");

const UNPRINTABLE = new RegExp(`${UNSEEN}|${PILE}`, "gu");
const UNPRINTABLE_IN_LINES = new RegExp(`(?![\\n\\t])${UNSEEN}|${PILE}`, "gu");

/** The old form of a command to GitHub's runner, `##[add-mask]x`, is obeyed anywhere in a line of a log. */
const RUNNER_COMMAND = /##\[/g;
/** The new form, `::add-mask::x`, at the beginning of a line. */
const RUNNER_COMMAND_LINE = /^(\s*):(?=:.*::)/gm;

/** Whatever a terminal would obey instead of show becomes U+FFFD, line feeds too. */
export function visible(text: string): string {
  return text.replace(UNPRINTABLE, "\uFFFD");
}

/** A value on one line, which may stand at the beginning of a line of a log that a runner reads. */
export function printable(text: string): string {
  return visible(text).replace(RUNNER_COMMAND, "# #[").replace(RUNNER_COMMAND_LINE, "$1: ");
}

/** The same for a text of several lines: line feeds and tabs stay. */
export function printableLines(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(UNPRINTABLE_IN_LINES, "\uFFFD")
    .replace(RUNNER_COMMAND, "# #[")
    .replace(RUNNER_COMMAND_LINE, "$1: ");
}

const COLOR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** What a terminal would obey replaced, but for colours of our own painters and commands to the runner that we mean. */
export function printableColored(text: string): string {
  const colors = text.match(COLOR) ?? [];
  return text
    .split(COLOR)
    .map((part, index) => `${part.replace(UNPRINTABLE_IN_LINES, "\uFFFD")}${colors[index] ?? ""}`)
    .join("");
}

/** JSON that any terminal may show: what `printable` would replace is escaped, so that a reader gets it back whole. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? "null";
  return text.replace(UNPRINTABLE_IN_LINES, escaped).replace(RUNNER_COMMAND, "#\\u0023[");
}

function escaped(characters: string): string {
  return Array.from({ length: characters.length }, (_, index) => {
    const unit = characters.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
}
