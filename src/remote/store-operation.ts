import type { StoreOrder, StoreReality } from "./fleet";
import { archivesOf, byRequest, type Operation, requestOf } from "./operation";

/** One operation of a `store-apply` transaction. */
export type StoreOperation = Operation<StoreOrder>;

/** What became of it. */
export interface StoreOutcome {
  /** Of a put. */
  held?: StoreReality;
  /** Of a removal that had files to keep. */
  archive?: string;
}

/** The operation as a line of the body of `store-apply`. */
export function storeFields(operation: StoreOperation): string[] {
  if (operation.kind === "remove") return ["remove", operation.request];
  const { request, uid, bytes, folders } = operation.order;
  return ["put", request, String(uid), String(bytes), folders.join(" ")];
}

/** `+store` lines: request, uid, bytes, folders, whether mounted, bytes used. */
export function storesOf(lines: string[][]): Map<string, StoreReality> {
  return byRequest(lines.filter(([kind]) => kind === "store").map(parseStore));
}

function parseStore(fields: string[]): StoreReality {
  const [, request = "", uid, bytes, folders = "", mounted, used] = fields;
  return {
    request,
    uid: Number(uid),
    bytes: Number(bytes),
    folders: folders
      .split(" ")
      .filter((word) => word !== "")
      .sort(),
    mounted: mounted === "yes",
    used: Number(used),
  };
}

/** What became of each operation; what was not proven by the reply is an error. */
export function storeOutcomesOf(operations: StoreOperation[], lines: string[][]): StoreOutcome[] {
  const stores = storesOf(lines);
  const archives = archivesOf(lines);
  return operations.map((operation) => {
    const request = requestOf(operation);
    const held = stores.get(request);
    if (operation.kind === "put" && held) return { held };
    const archive = archives.get(request);
    if (operation.kind === "remove" && archive !== undefined) return archive === "" ? {} : { archive };
    throw new Error(`the container server did not report ${request} as it was ordered`);
  });
}
