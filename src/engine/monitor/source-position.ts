import { relative } from "node:path";
import { fileURLToPath } from "node:url";

interface Position {
  getUri(): string;
  getLine(): number;
  getColumn(): number;
}

/** Where a resource is made, as state holds it: `project:///src/index.ts#12,3`; nothing for code outside the project. */
export function sourcePosition(position: Position | undefined, root: string): string | undefined {
  if (position === undefined || !position.getUri().startsWith("file://")) return undefined;
  const path = relative(root, fileURLToPath(position.getUri()));
  if (path.startsWith("..")) return undefined;
  return `project:///${path.split("\\").join("/")}#${position.getLine()},${position.getColumn()}`;
}
