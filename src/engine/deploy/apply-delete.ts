import type { ResourceState } from "../state/deployment";
import { isProviderType } from "../urn";
import type { Deployment } from "./deployment";
import type { Step } from "./step";

/** Deletes the old resource, by its own provider with that provider's old configuration. */
export async function applyDelete(deployment: Deployment, step: Step): Promise<void> {
  const { old } = step;
  if (old === undefined) return;
  if (step.operation === "delete" && old.protect === true) throw new DeleteProtected(old.urn);
  if (deployment.options.preview) {
    // So that the end of the preview, too, knows it as gone when the program doesn't have it any more.
    if (step.pending === true) deployment.state.change(old, { pendingReplacement: true });
    return;
  }
  if (!needsProvider(deployment, old)) {
    record(deployment, step, old);
    return deployment.state.save();
  }
  const operation = await deployment.state.begin("deleting", old);
  try {
    deployment.throwIfStopped();
    const provider = await deployment.providers.forReference(old.provider ?? "");
    const subject = { urn: old.urn, id: old.id ?? "", inputs: old.inputs, outputs: old.outputs };
    await provider.delete(subject, old.customTimeouts?.delete);
    record(deployment, step, old);
  } finally {
    deployment.state.end(operation);
    deployment.state.save();
  }
}

/** Some resources leave the state without their provider being asked. */
function needsProvider(deployment: Deployment, old: ResourceState): boolean {
  if (!old.custom || isProviderType(old.type) || old.external === true || old.retainOnDelete === true)
    return false;
  return old.deletedWith === undefined || old.deletedWith === "" || !deployment.deleted.has(old.deletedWith);
}

/** Deleted before its replacement is made: it stays in the file, marked, until that exists. */
function record(deployment: Deployment, step: Step, old: ResourceState): void {
  if (step.pending === true) deployment.state.change(old, { pendingReplacement: true });
  else deployment.state.markDone(old);
}

/** Nothing was touched, so the other deletions go on, and people hear of all that is protected at once. */
export class DeleteProtected extends Error {
  constructor(urn: string) {
    super(
      `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the ` +
        "`protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
        `\`pulumi state unprotect '${urn}'\``,
    );
    this.name = "DeleteProtected";
  }
}
