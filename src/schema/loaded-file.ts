import { join } from "node:path";
import { type Doubts, noDoubts } from "./doubts";
import type { Procedure } from "./generated/procedure";
import type { Position, Problem } from "./problem";
import { procedureReference } from "./procedure-reference";
import { mend } from "./shape/mend";
import { requestGuess } from "./shape/request-guess";
import { shapeFindings } from "./shape/shape-findings";
import { checkShape, type SchemaName, type Shapes } from "./shape/validators";
import { fileProblem, linkAbove, linkProblem, unreadable as unreadableProblem } from "./site-files";
import { decodeSource, readBytes } from "./yaml/source-text";
import { YamlMap } from "./yaml/yaml-map";
import { parseYaml } from "./yaml/yaml-text";

/** A file of the right shape, with the way back to its lines. */
export interface LoadedFile<T> {
  file: string;
  data: T;
  /** What of the data is not known; nothing in a file of the right shape. */
  doubts: Doubts;
  /** Place of a JSON pointer's value or key; the nearest parent when it does not exist. */
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
  procedure?: Procedure,
): ReadResult<N> {
  const link = linkAbove(root, file);
  if (link !== undefined) return { problems: [linkProblem(link)] };
  let bytes: Buffer;
  try {
    bytes = readBytes(join(root, file));
  } catch (error) {
    return { problems: [unreadable(file, error)] };
  }
  return checkSource(bytes, file, schema, procedure);
}

/** The same for bytes that are at hand. */
export function checkSource<N extends SchemaName>(
  bytes: Buffer,
  file: string,
  schema: N,
  procedure?: Procedure,
): ReadResult<N> {
  const source = decodeSource(bytes);
  if ("fault" in source) return { problems: [{ severity: "error", file, pointer: "", ...source.fault }] };
  const { data, faults } = parseYaml(source.text);
  if (faults.length > 0) {
    return { problems: faults.map((fault) => ({ severity: "error", file, pointer: "", ...fault })) };
  }
  const map = lazyMap(source.text);
  const places = {
    position: (pointer: string, target?: "key" | "value") => map().position(pointer, target),
    written: (pointer: string) => map().written(pointer),
  };
  const checked = checkShape(schema, data);
  if (checked.ok) return { loaded: { file, data: checked.data, doubts: noDoubts, ...places }, problems: [] };
  const mended = mend(schema, data, (now) =>
    schema === "hosting-request" ? requestGuess(file, now) : () => undefined,
  );
  const further = shapeFindings(mended?.further ?? []).map((one) => ({
    ...one,
    pointer: mended?.doubts.source(one.pointer) ?? one.pointer,
  }));
  const problems = [...shapeFindings(checked.errors), ...further].map(
    ({ target, missing, ...finding }): Problem => {
      const place = places.position(finding.pointer, target);
      const found = target === "value" ? places.written(finding.pointer) : undefined;
      const reference = procedureReference(procedure, finding.pointer);
      return { severity: "error", file, ...place, ...finding, found: clip(found), reference };
    },
  );
  return { mended: mended && { file, data: mended.data, doubts: mended.doubts, ...places }, problems };
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
