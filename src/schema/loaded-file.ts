import { join } from "node:path";
import { type Doubts, noDoubts } from "./doubts";
import type { Kind } from "./kinds";
import type { Position, Problem } from "./problem";
import { type ProcedureReading, publishedReading } from "./procedure/reading";
import { procedureReference } from "./procedure-reference";
import { mend } from "./shape/mend";
import { requestGuess } from "./shape/request-guess";
import { shapeFindings } from "./shape/shape-findings";
import { checkShape, type SchemaName, type Shapes } from "./shape/validators";
import { fileProblem, linkAbove, linkProblem, unreadable as unreadableProblem } from "./site-files";
import { decodeSource, readBytes } from "./yaml/source-text";
import { YamlMap } from "./yaml/yaml-map";
import { parseYaml, type YamlText } from "./yaml/yaml-text";

/** A file of the right shape, with the way back to its lines. */
export interface LoadedFile<T> {
  file: string;
  /** A request's steps are named by what they mean. */
  data: T;
  /** What of the data is not known; nothing in a file of the right shape. Knows the file's own keys of steps. */
  doubts: Doubts;
  /** Place of a value or key, by a JSON pointer with the file's own keys; the nearest parent when it does not exist. */
  position(pointer: string, target?: "key" | "value"): Position;
  /** A scalar as it is written. */
  written(pointer: string): string | undefined;
}

export interface ReadResult<N extends SchemaName> {
  /** The file, when it has its shape. */
  loaded?: LoadedFile<Shapes[N]>;
  /** Else what rules can be held against all the same, with stand-ins for what is wrong; for nothing but rules. */
  mended?: LoadedFile<Shapes[N]>;
  problems: Problem[];
}

/** Reads a file and checks its shape: the loaded file, or all of its problems. Never throws for what a file holds. */
export function readSiteFile<N extends SchemaName>(
  root: string,
  file: string,
  schema: N,
  reading?: ProcedureReading,
  text?: string,
): ReadResult<N> {
  const link = linkAbove(root, file);
  if (link !== undefined) return { problems: [linkProblem(link)] };
  let bytes: Buffer;
  try {
    bytes = text === undefined ? readBytes(join(root, file)) : Buffer.from(text);
  } catch (error) {
    return { problems: [unreadable(file, error)] };
  }
  return checkSource(bytes, file, schema, reading);
}

/** The same for bytes that are at hand; a request's without a procedure is read by ours. */
export function checkSource<N extends SchemaName>(
  bytes: Buffer,
  file: string,
  schema: N,
  reading: ProcedureReading | undefined = readingFor(schema),
): ReadResult<N> {
  const source = decodeSource(bytes);
  if ("fault" in source) return { problems: [{ severity: "error", file, pointer: "", ...source.fault }] };
  const { data, faults } = schema === "procedure" ? parseOnce(source.text) : parseYaml(source.text);
  if (faults.length > 0) {
    return { problems: faults.map((fault) => ({ severity: "error", file, pointer: "", ...fault })) };
  }
  const map = lazyMap(source.text);
  const places = {
    position: (pointer: string, target?: "key" | "value") => map().position(pointer, target),
    written: (pointer: string) => map().written(pointer),
  };
  const inMemory = <T>(one: T): T => reading?.keys.inMemory(one) ?? one;
  const withKeys = (doubts: Doubts) =>
    reading ? doubts.withKeys((pointer) => reading.keys.inFile(pointer)) : doubts;
  const checked = checkShape(schema, data, reading?.stepsShape);
  if (checked.ok)
    return {
      loaded: { file, data: inMemory(checked.data), doubts: withKeys(noDoubts), ...places },
      problems: [],
    };
  const guessFor = (now: unknown) => (reading ? requestGuess(file, now, reading) : () => undefined);
  const mended = mend(schema, data, guessFor, reading?.stepsShape);
  const further = shapeFindings(mended?.further ?? []).map((one) => ({
    ...one,
    pointer: mended?.doubts.source(one.pointer) ?? one.pointer,
  }));
  const problems = [...shapeFindings(checked.errors), ...further].map(
    ({ target, missing, ...finding }): Problem => {
      const place = places.position(finding.pointer, target);
      const found = target === "value" ? places.written(finding.pointer) : undefined;
      const reference = procedureReference(reading?.procedure, finding.pointer);
      return { severity: "error", file, ...place, ...finding, found: clip(found), reference };
    },
  );
  return {
    mended: mended && { file, data: inMemory(mended.data), doubts: withKeys(mended.doubts), ...places },
    problems,
  };
}

/** Procedures are long, change rarely, and are read again with every reading of the site. */
function parseOnce(text: string): YamlText {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= mostParsed) parsed.clear();
  const read = parseYaml(text);
  parsed.set(text, read);
  return read;
}

const parsed = new Map<string, YamlText>();

const mostParsed = 20;

const requestKinds: Readonly<Partial<Record<SchemaName, Kind>>> = {
  "hosting-request": "hosting",
  "colocation-request": "colocation",
};

function readingFor(schema: SchemaName): ProcedureReading | undefined {
  const kind = requestKinds[schema];
  return kind && publishedReading(kind);
}

/** Most files have no problem and need no map of their places. */
function lazyMap(text: string): () => YamlMap {
  let map: YamlMap | undefined;
  return () => {
    map ??= new YamlMap(text);
    return map;
  };
}

/** Long values are cut: the line is shown beside the message anyway. */
export function clip(text: string | undefined): string | undefined {
  return text !== undefined && text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function unreadable(file: string, error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "?";
  if (code === "ELOOP") return linkProblem(file);
  if (code === "ENOENT") {
    return fileProblem("missing-file", file, {
      message: { id: "berkas ini tidak ada", en: "this file does not exist" },
      remedy: {
        id: "Buat berkasnya menurut contoh dan skemanya.",
        en: "Make the file after the example and its schema.",
      },
    });
  }
  return unreadableProblem(file, code);
}
