import { bodyOf, isOwn, type ServedRecord, sameRecord, type WantedRecord } from "./record";

/** What is wanted of one zone. `id` as the state has it. */
export type RecordOperation =
  | { kind: "create"; wanted: WantedRecord }
  | { kind: "update"; id: string; wanted: WantedRecord }
  | { kind: "delete"; id: string; name: string };

type Body = ReturnType<typeof bodyOf>;

/** Body of one request to the batch endpoint, which works in this very order, all or nothing. */
export interface Batch {
  deletes: { id: string }[];
  patches: (Body & { id: string })[];
  posts: Body[];
}

/** An operation that the zone as it stands does not allow. */
export class RecordRefused extends Error {
  constructor(
    readonly operation: RecordOperation,
    message: string,
  ) {
    super(message);
    this.name = "RecordRefused";
  }
}

/** Types that cannot stand beside an address of ours, or would stand for it. */
const RIVALS = new Set(["A", "AAAA", "CNAME", "NS"]);

/**
 * From a zone as it is served to what is wanted of it. Pure. A record that is there already with our mark is taken, so
 * that a create can be repeated; what bears no mark of ours is never changed, deleted or joined.
 *
 * @throws RecordRefused for the first operation that would touch what is somebody else's
 */
export function planBatch(served: readonly ServedRecord[], operations: readonly RecordOperation[]): Batch {
  const batch: Batch = { deletes: [], patches: [], posts: [] };
  const leaving = new Set(operations.flatMap((one) => (one.kind === "delete" ? [one.id] : [])));
  for (const operation of operations) {
    if (operation.kind === "delete") planDelete(batch, served, operation);
    else planPresence(batch, served, operation, leaving);
  }
  return batch;
}

function planDelete(
  batch: Batch,
  served: readonly ServedRecord[],
  operation: Extract<RecordOperation, { kind: "delete" }>,
): void {
  const found = served.find(({ id }) => id === operation.id);
  if (!found) return; // gone, as it should be
  if (!isOwn(found.comment)) throw new RecordRefused(operation, notOurs(found));
  batch.deletes.push({ id: found.id });
}

function planPresence(
  batch: Batch,
  served: readonly ServedRecord[],
  operation: Exclude<RecordOperation, { kind: "delete" }>,
  leaving: ReadonlySet<string>,
): void {
  const { wanted } = operation;
  const staying = served.filter(({ id }) => !leaving.has(id));
  const known = operation.kind === "update" ? staying.find(({ id }) => id === operation.id) : undefined;
  const there = known ?? staying.find((one) => isTwin(one, wanted));
  const rival = staying.find(
    (one) =>
      one !== there && one.name === wanted.name && RIVALS.has(one.type) && one.comment !== wanted.comment,
  );
  if (rival) throw new RecordRefused(operation, notOurs(rival));
  if (!there) batch.posts.push(bodyOf(wanted));
  else if (!sameRecord(there, wanted)) batch.patches.push({ id: there.id, ...bodyOf(wanted) });
}

/** Left by a run that was cut off before it could write down the id. */
function isTwin(one: ServedRecord, { name, type, comment }: WantedRecord): boolean {
  return one.name === name && one.type === type && one.comment === comment;
}

function notOurs({ name, type, comment = "" }: ServedRecord): string {
  const mark = comment === "" ? "no comment" : `the comment ${JSON.stringify(comment)}`;
  return `${name} ${type} is held by somebody else in the public zone (${mark}); it was not touched`;
}

export function isEmpty({ deletes, patches, posts }: Batch): boolean {
  return deletes.length + patches.length + posts.length === 0;
}
