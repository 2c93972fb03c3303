import { jsonText } from "../../printable";
import { textTable } from "../../report/text-table";
import type { Text } from "../../text";
import { type Context, styled } from "../context";

/** One thing that was looked at, on the control machine or a server. */
export interface Finding {
  /** `control`, or the server's key in the inventory. */
  place: string;
  what: Text;
  ok: boolean;
  /** What was found. */
  found: Text;
  /** How to put it right; only where `ok` is false. */
  fix?: Text;
}

/** The same words in both languages: versions, paths, a server's own words. */
export function same(text: string): Text {
  return { id: text, en: text };
}

/** One line each, the remedy under what fails. */
export function printFindings(context: Context, findings: Finding[]): void {
  const heading = { id: ["Tempat", "Periksa", "", "Keterangan"], en: ["Place", "Check", "", "Found"] };
  const good = context.say({ id: "baik", en: "ok" });
  const bad = context.say({ id: "GAGAL", en: "FAIL" });
  const rows = findings.map(({ place, what, ok, found }) => [
    place,
    context.say(what),
    ok ? good : bad,
    context.say(found).split("\n")[0] ?? "",
  ]);
  const [head = "", rule = "", ...lines] = textTable(heading[context.lang], rows).split("\n");
  context.print(`${head}\n${rule}`);
  findings.forEach(({ ok, fix, found }, index) => {
    const line = lines[index] ?? "";
    context.print(ok ? line : styled(context, "red", line));
    for (const more of context.say(found).split("\n").slice(1)) context.print(`    ${more.trim()}`);
    if (!ok && fix)
      context.print(`    ${context.say({ id: "tindakan", en: "remedy" })}: ${context.say(fix)}`);
  });
}

export function findingsAsJson(context: Context, findings: Finding[]): string {
  const say = (text: Text | undefined) => text && context.say(text);
  const list = findings.map(({ place, what, ok, found, fix }) => ({
    place,
    check: say(what),
    ok,
    found: say(found),
    fix: say(fix),
  }));
  return jsonText(list);
}
