import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type YAMLError,
} from "yaml";
import type { Text } from "../../text";
import type { Position } from "../problem";
import { readPlainYaml } from "./plain-yaml";
import { pointerSteps } from "./pointer";
import { findForbidden } from "./source-text";
import { syntaxWords } from "./syntax-words";

/** A YAML text as data, with the way back from a JSON pointer to the place in the text. */
export interface YamlText {
  data: unknown;
  faults: YamlFault[];
}

/** Something in the YAML itself that is refused. */
export interface YamlFault extends Position {
  rule: string;
  message: Text;
  remedy: Text;
  found?: string;
}

type Tree = Document.Parsed;

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
    documents = parse(text, lines);
  } catch {
    return { data: undefined, faults: [tooDeepFault()] }; // the parser recurses; thousands of brackets exhaust the stack
  }
  const tree = documents[0];
  if (tree === undefined || tree.contents === null) return { data: undefined, faults: [emptyFault()] };
  const second = documents[1];
  const faults = [...tree.errors.map(syntaxFault), ...forbiddenNodes(tree, lines)];
  if (second) faults.push(secondDocument(at(lines, second.range[0])));
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

/** Finds places in a text by JSON pointer. It parses the text again, which only files with problems pay for. */
export class YamlMap {
  private readonly lines = new LineCounter();
  private readonly tree: Tree | undefined;

  constructor(private readonly text: string) {
    try {
      this.tree = parse(text, this.lines)[0];
    } catch {
      this.tree = undefined;
    }
  }

  /** Place of a value (or of its key), or of the nearest parent that exists. */
  position(pointer: string, target: "key" | "value" = "value"): Position {
    return at(this.lines, this.find(pointer, target)?.start ?? 0);
  }

  /** A scalar as it is written, quotation marks included; undefined for anything else. */
  written(pointer: string): string | undefined {
    const found = this.find(pointer, "value");
    return found?.exact && found.scalar ? this.text.slice(found.start, found.end).trim() : undefined;
  }

  private find(pointer: string, target: "key" | "value"): Found | undefined {
    let node: unknown = this.tree?.contents;
    let found: Found | undefined = place(node, true);
    const steps = pointerSteps(pointer);
    for (const [depth, step] of steps.entries()) {
      const pair = isMap(node) ? node.items.find((item) => keyText(item.key) === step) : undefined;
      const next: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
      if (next === undefined && pair === undefined) return found && { ...found, exact: false };
      const last = depth === steps.length - 1;
      // A group of fields is shown at its key: that is the line a reader looks for.
      const onKey = pair !== undefined && (isMap(next) || isSeq(next) || (last && target === "key"));
      found = place(onKey ? pair.key : next, !onKey) ?? place(pair?.key, false) ?? found;
      node = next;
    }
    return found;
  }
}

interface Found {
  start: number;
  end: number;
  exact: boolean;
  scalar: boolean;
}

function place(node: unknown, exact: boolean): Found | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  if (isScalar(node) && start === end) return undefined; // an empty value: its key is the place
  return { start, end, exact, scalar: isScalar(node) };
}

function parse(text: string, lines: LineCounter): Tree[] {
  const options = {
    lineCounter: lines,
    prettyErrors: true,
    uniqueKeys: true,
    merge: false,
    stringKeys: true,
  } as const;
  const documents = parseAllDocuments(text, { ...options, version: "1.2", schema: "core" });
  return Array.isArray(documents) ? documents : [];
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function at(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function forbiddenNodes(tree: Tree, lines: LineCounter): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(tree, (_key, node) => {
    if (!isNode(node)) return;
    const start = at(lines, node.range?.[0] ?? 0);
    if (isAlias(node)) faults.push(aliasFault(start, `*${node.source}`));
    else if (node.anchor) faults.push(aliasFault(start, `&${node.anchor}`));
    if (!isAlias(node) && node.tag) faults.push(tagFault(start, node.tag));
    // An escape like "\u202e" brings in what the text itself may not hold.
    const bad = isScalar(node) && typeof node.value === "string" ? findForbidden(node.value) : undefined;
    if (bad) faults.push({ ...bad, ...start });
  });
  return faults;
}

function syntaxFault(error: YAMLError): YamlFault {
  const start = error.linePos?.[0] ?? { line: 1, col: 1 };
  const place = { line: start.line, column: start.col };
  const words = syntaxWords(error.code, error.message);
  if (error.code === "DUPLICATE_KEY") return duplicateKeyFault(place);
  return {
    rule: "yaml-syntax",
    ...place,
    message: { id: `penulisan YAML salah: ${words.id}`, en: `this is not valid YAML: ${words.en}` },
    remedy: {
      id: "Periksa indentasi, tanda kutip dan tanda kurung di baris ini.",
      en: "Check the indentation, quotation marks and brackets on this line.",
    },
  };
}

function duplicateKeyFault(place: Position): YamlFault {
  return {
    rule: "yaml-duplicate-key",
    ...place,
    message: { id: "kunci ini ditulis dua kali", en: "this key is written twice" },
    remedy: { id: "Hapus salah satunya.", en: "Remove one of them." },
  };
}

function aliasFault(place: Position, found: string): YamlFault {
  return {
    rule: "yaml-alias",
    ...place,
    found,
    message: {
      id: "jangkar dan alias YAML tidak dipakai di sini",
      en: "YAML anchors and aliases are not used here",
    },
    remedy: { id: "Tulis nilainya langsung.", en: "Write the value itself." },
  };
}

function tagFault(place: Position, found: string): YamlFault {
  return {
    rule: "yaml-tag",
    ...place,
    found,
    message: { id: "tag YAML tidak dipakai di sini", en: "YAML tags are not used here" },
    remedy: { id: "Tulis nilainya tanpa tag.", en: "Write the value without a tag." },
  };
}

function secondDocument(place: Position): YamlFault {
  return {
    rule: "yaml-documents",
    ...place,
    message: { id: "satu berkas berisi satu dokumen YAML", en: "a file holds one YAML document" },
    remedy: {
      id: "Pindahkan dokumen kedua ke berkas tersendiri dan hapus `---`.",
      en: "Move the second document to a file of its own and remove `---`.",
    },
  };
}

function tooDeepFault(): YamlFault {
  return {
    rule: "yaml-syntax",
    line: 1,
    column: 1,
    message: { id: "susunan YAML terlalu dalam", en: "the YAML is nested too deeply" },
    remedy: { id: "Sederhanakan susunannya.", en: "Make its structure simpler." },
  };
}

function emptyFault(): YamlFault {
  return {
    rule: "yaml-empty",
    line: 1,
    column: 1,
    message: { id: "berkas kosong", en: "the file is empty" },
    remedy: {
      id: "Isi berkas menurut contoh di docs, atau hapus.",
      en: "Fill the file after the examples in docs, or remove it.",
    },
  };
}
