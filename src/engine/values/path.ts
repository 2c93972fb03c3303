/** A property path as Pulumi writes them: `labels.app`, `ports[0].from`, `tags["a.b"]`, `hosts[*].name`. */
export type PropertyPath = (string | number)[];

export const ANY = "*";

/** Only quotes are escaped; any other backslash is itself. */
const QUOTED = /^\["((?:\\"|[^"])*)"\]/;
const INDEX = /^\[(\d+|\*)\]/;
/** Whatever comes before the next `.` or `[`. */
const NAME = /^[^.[]+/;

/** Reads a path; throws on text that isn't one. */
export function parsePath(text: string): PropertyPath {
  const path: PropertyPath = [];
  let rest = text;
  while (rest !== "") {
    const quoted = QUOTED.exec(rest);
    const index = INDEX.exec(rest);
    const name = NAME.exec(rest);
    const match = quoted ?? index ?? name;
    if (match === null)
      throw new Error(`invalid property path ${JSON.stringify(text)} near ${JSON.stringify(rest)}`);
    if (quoted !== null) path.push(String(quoted[1]).replaceAll('\\"', '"'));
    else if (index !== null) path.push(index[1] === ANY ? ANY : Number(index[1]));
    else path.push(match[0]);
    rest = rest.slice(match[0].length);
    if (rest === ".") throw new Error(`invalid property path ${JSON.stringify(text)}: it ends with a dot`);
    if (rest.startsWith(".")) rest = rest.slice(1);
  }
  return path;
}

/** Whether `inner` is `outer` or lies under it. */
export function pathContains(outer: PropertyPath, inner: PropertyPath): boolean {
  return outer.length <= inner.length && outer.every((step, i) => step === ANY || step === inner[i]);
}
