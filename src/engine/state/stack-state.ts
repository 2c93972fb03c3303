import { providerUrn, references } from "../deploy/new-state";
import { parseReference } from "../urn";
import type { CheckpointWriter } from "./checkpoint-writer";
import { inDependencyOrder } from "./dependency-order";
import type { PendingOperation, PendingType, ResourceState, Snapshot } from "./deployment";

/**
 * The state of a stack while an operation runs: what this run has finished, in order of completion, then what is
 * left of the old list, plus the operations under way. Each change that matters goes to the checkpoint writer.
 */
export class StackState {
  private base: ResourceState[];
  private readonly finished: ResourceState[] = [];
  private readonly done = new Set<ResourceState>();
  private readonly pending = new Set<PendingOperation>();
  /** Creates that an earlier run left behind: nobody knows whether they happened, so a person has to say. */
  private carried: PendingOperation[];
  /** Whether this run leaves some resources alone on purpose. */
  partial = false;
  private readonly renamed = new Map<string, ResourceState>();
  private readonly metadata: Record<string, unknown>;

  /** @param writer undefined in previews, which leave no trace */
  constructor(
    snapshot: Snapshot,
    private readonly writer: CheckpointWriter | undefined,
    private readonly options: { resolvePendingCreates?: boolean } = {},
  ) {
    this.base = snapshot.resources;
    this.carried = snapshot.pending.filter(({ type }) => type === "creating");
    this.metadata = snapshot.metadata;
  }

  /** The old list, in its order, with what has changed in place (`delete: true`). */
  get olds(): readonly ResourceState[] {
    return this.base;
  }

  get carriedCreates(): readonly PendingOperation[] {
    return this.carried;
  }

  /** Puts an operation on disk before it happens. Resolves when it is there. */
  async begin(type: PendingType, resource: ResourceState): Promise<PendingOperation> {
    // A copy: the resource goes on changing while its entry must say what was to happen.
    const operation: PendingOperation = { type, resource: { ...resource } };
    this.pending.add(operation);
    await this.writer?.request(() => this.snapshot());
    return operation;
  }

  /** An operation ended, well or not. */
  end(operation: PendingOperation | undefined): void {
    if (operation !== undefined) this.pending.delete(operation);
  }

  /** This old entry is gone or stands again among the finished ones. */
  markDone(old: ResourceState | undefined): void {
    if (old !== undefined) this.done.add(old);
  }

  markFinished(state: ResourceState): void {
    this.finished.push(state);
    if (this.options.resolvePendingCreates === true)
      this.carried = this.carried.filter(({ resource }) => resource.urn !== state.urn);
  }

  /** A resource stands under its new name; what still refers to the old one must follow. */
  rename(from: string, to: ResourceState): void {
    this.renamed.set(from, to);
  }

  /** Changes an entry in place, so that the next write has it. */
  change(state: ResourceState, changes: Partial<ResourceState>): void {
    Object.assign(state, changes);
    this.writer?.forget(state);
  }

  /** After a refresh: the new base list. */
  rebase(resources: ResourceState[]): void {
    this.base = resources;
  }

  dropCarriedCreates(): void {
    this.carried = [];
  }

  /** Asks for a write soon; a failure shows at `flush`. */
  save(): void {
    this.writer?.requestSoon(() => this.snapshot());
  }

  /** Resolves when everything so far is on disk; throws what went wrong with any write. */
  async flush(): Promise<void> {
    await this.writer?.request(() => this.snapshot());
    this.writer?.throwIfFailed();
  }

  snapshot(): Snapshot {
    const standing = [...this.finished, ...this.base].filter((state) => !this.done.has(state));
    const resources = standing.map((state) => this.followRenames(state));
    return {
      resources: this.partial ? inDependencyOrder(resources) : resources,
      pending: [...this.pending, ...this.carried],
      metadata: this.metadata,
    };
  }

  private followRenames(state: ResourceState): ResourceState {
    if (![...allReferences(state)].some((urn) => this.renamed.has(urn))) return state;
    const name = (urn: string) => this.renamed.get(urn)?.urn ?? urn;
    const changed: ResourceState = { ...state };
    if (state.parent !== undefined) changed.parent = name(state.parent);
    if (state.deletedWith !== undefined) changed.deletedWith = name(state.deletedWith);
    if (state.dependencies !== undefined) changed.dependencies = state.dependencies.map(name);
    if (state.propertyDependencies !== undefined)
      changed.propertyDependencies = Object.fromEntries(
        Object.entries(state.propertyDependencies).map(([key, urns]) => [key, urns.map(name)]),
      );
    if (state.provider !== undefined && state.provider !== "") {
      const { urn, id } = parseReference(state.provider);
      // A replaced provider stands under its old name until nothing needs it.
      if (this.renamed.get(urn)?.id === id) changed.provider = `${name(urn)}::${id}`;
    }
    return changed;
  }
}

function* allReferences(state: ResourceState): Generator<string> {
  yield* references(state);
  const provider = providerUrn(state);
  if (provider !== undefined) yield provider;
}
