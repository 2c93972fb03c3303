import { isMap, isNode, isScalar, isSeq, LineCounter } from "yaml";
import type { Position } from "../problem";
import { pointerSteps } from "./pointer";
import { parseTrees, positionAt, type Tree } from "./yaml-tree";

/** Finds places in a text by JSON pointer. It parses the text again, which only files with problems pay for. */
export class YamlMap {
  private readonly lines = new LineCounter();
  private readonly tree: Tree | undefined;

  constructor(private readonly text: string) {
    try {
      this.tree = parseTrees(text, this.lines)[0];
    } catch {
      this.tree = undefined;
    }
  }

  /** Place of a value (or of its key), or of the nearest parent that exists. */
  position(pointer: string, target: "key" | "value" = "value"): Position {
    return positionAt(this.lines, this.find(pointer, target)?.start ?? 0);
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

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}
