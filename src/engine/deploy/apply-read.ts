import { withSecrets } from "./apply";
import type { Deployment } from "./deployment";
import type { Step } from "./step";

/** Reads a resource that Pulumi doesn't own; also in previews. */
export async function applyRead(deployment: Deployment, step: Step): Promise<void> {
  const state = step.new;
  if (state === undefined) return;
  const operation = deployment.options.preview ? undefined : await deployment.state.begin("reading", state);
  try {
    const provider = await deployment.providers.forReference(state.provider ?? "");
    const subject = { urn: state.urn, id: state.id ?? "", inputs: state.inputs, outputs: state.inputs };
    const found = await provider.read(subject, state.customTimeouts?.read);
    if (found.id === "") throw new Error(`resource '${state.id}' does not exist`);
    state.id = found.id;
    state.outputs = withSecrets(found.outputs, state);
    if (step.operation === "read-replacement" && step.old !== undefined)
      deployment.state.change(step.old, { delete: true });
    else deployment.state.markDone(step.old);
    state.created = step.old?.created ?? new Date().toISOString();
    state.modified = state.created;
    deployment.state.markFinished(state);
    deployment.news.set(state.urn, state);
  } finally {
    deployment.state.end(operation);
    deployment.state.save();
  }
}
