import { isAlias, isMap, isNode, isScalar, LineCounter, visit, type YAMLMap } from "yaml";
import { readPlainYaml } from "./plain-yaml";
import { findForbidden } from "./source-text";
import {
  aliasFault,
  duplicateKeyFault,
  emptyFault,
  secondDocument,
  syntaxFault,
  tagFault,
  tooDeepFault,
  type YamlFault,
} from "./yaml-faults";
import { parseTrees, positionAt, type Tree } from "./yaml-tree";

/** What a YAML text holds; without data when anything in it is refused. */
export interface YamlText {
  data: unknown;
  faults: YamlFault[];
}

/** Reads one YAML 1.2 document (core schema); anchors, aliases, tags, merge keys and duplicate keys are refused. */
export function parseYaml(text: string): YamlText {
  const data = readPlainYaml(text);
  return data ? { data, faults: [] } : parseFully(text);
}

/** The same without the short cut for plain texts. */
export function parseFully(text: string): YamlText {
  const lines = new LineCounter();
  let documents: Tree[];
  try {
    documents = parseTrees(text, lines);
  } catch {
    return { data: undefined, faults: [tooDeepFault()] }; // the parser recurses; thousands of brackets exhaust the stack
  }
  const tree = documents[0];
  if (tree === undefined || tree.contents === null) return { data: undefined, faults: [emptyFault()] };
  const second = documents[1];
  const faults = [...tree.errors.map(syntaxFault), ...forbiddenNodes(tree, lines)];
  if (second) faults.push(secondDocument(positionAt(lines, second.range[0])));
  return faults.length > 0
    ? { data: undefined, faults: onePerLine(faults) }
    : { data: tree.toJS({ maxAliasCount: 0 }), faults };
}

const mostFaults = 20;

/** One slip makes a parser stumble many times: of each line the first fault of a kind, and not without end. */
function onePerLine(faults: readonly YamlFault[]): YamlFault[] {
  const first = new Map<string, YamlFault>();
  for (const fault of faults) {
    const key = `${fault.rule} ${fault.line}`;
    if (!first.has(key)) first.set(key, fault);
  }
  return [...first.values()].slice(0, mostFaults);
}

function forbiddenNodes(tree: Tree, lines: LineCounter): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(tree, (_key, node) => {
    if (!isNode(node)) return;
    const start = () => positionAt(lines, node.range?.[0] ?? 0);
    if (isAlias(node)) faults.push(aliasFault(start(), `*${node.source}`));
    else if (node.anchor) faults.push(aliasFault(start(), `&${node.anchor}`));
    if (!isAlias(node) && node.tag) faults.push(tagFault(start(), node.tag));
    // An escape like "\u202e" brings in what the text itself may not hold.
    const bad = isScalar(node) && typeof node.value === "string" ? findForbidden(node.value) : undefined;
    if (bad) faults.push({ ...bad, ...start() });
    if (isMap(node)) faults.push(...duplicateKeys(node, lines));
  });
  return faults;
}

/** The parser's own search compares each key with every other: half a minute for a hostile file. */
function duplicateKeys(map: YAMLMap, lines: LineCounter): YamlFault[] {
  const seen = new Set<unknown>();
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    if (seen.has(key.value)) return [duplicateKeyFault(positionAt(lines, key.range?.[0] ?? 0))];
    seen.add(key.value);
    return [];
  });
}
