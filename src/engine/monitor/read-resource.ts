import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { applyStep } from "../deploy/apply";
import type { Deployment } from "../deploy/deployment";
import { attempt, providerFor } from "../deploy/register";
import type { Step } from "../deploy/step";
import { EngineError } from "../engine-error";
import type { ResourceState } from "../state/deployment";
import { makeUrn } from "../urn";
import { isUnknown } from "../values/value";
import { fromStruct, PROGRAM_WIRE, toStruct } from "../values/wire";

/** `Resource.get`: a resource that Pulumi looks at and doesn't own. */
export async function readResource(
  deployment: Deployment,
  request: proto.ReadResourceRequest,
): Promise<proto.ReadResourceResponse> {
  if (request.getType() === "pulumi:pulumi:StackReference")
    throw new EngineError(
      "unsupported",
      "stack references are not supported by the embedded engine; use the stock Pulumi CLI",
    );
  const state = await wanted(deployment, request);
  const work = attempt(deployment, state.urn, () => read(deployment, state));
  const done = await deployment.track(Promise.race([deployment.track(work), deployment.stopped]));
  const response = new proto.ReadResourceResponse();
  response.setUrn(state.urn);
  if (done === undefined) response.setResult(proto.Result.FAIL);
  else response.setProperties(toStruct(done.outputs, PROGRAM_WIRE));
  return response;
}

async function wanted(deployment: Deployment, request: proto.ReadResourceRequest): Promise<ResourceState> {
  const { stack, project } = deployment.options;
  const parent = request.getParent() === "" ? undefined : request.getParent();
  const type = request.getType();
  const provider = await providerFor(deployment, {
    provider: request.getProvider(),
    parent,
    type,
    version: request.getVersion(),
  });
  return {
    urn: makeUrn(stack, project, parent, type, request.getName()),
    custom: true,
    external: true,
    type,
    id: request.getId(),
    inputs: fromStruct(request.getProperties()),
    outputs: {},
    parent,
    provider,
    dependencies: [...request.getDependenciesList()].sort(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
}

/** Only the marking takes a turn with the planner; reads run side by side. */
async function read(deployment: Deployment, state: ResourceState): Promise<ResourceState> {
  const step = await deployment.planning.run(async () => plan(deployment, state));
  // An id that isn't known yet can't be read in a preview.
  if (isUnknown(state.id)) {
    deployment.news.set(state.urn, state);
    return state;
  }
  await deployment.slots.run(() => applyStep(deployment, step));
  return state;
}

function plan(deployment: Deployment, state: ResourceState): Step {
  if (deployment.claimed.has(state.urn))
    throw new Error(`Duplicate resource URN '${state.urn}'; try giving it a unique name`);
  deployment.claimed.add(state.urn);
  deployment.touched.add(state.urn);
  const old = deployment.oldByUrn.get(state.urn);
  const replacing = old !== undefined && (old.external !== true || old.id !== state.id);
  return {
    operation: replacing ? "read-replacement" : "read",
    urn: state.urn,
    type: state.type,
    old,
    new: state,
  };
}
