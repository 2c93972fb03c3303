import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { Deployment } from "../deploy/deployment";
import { providerFor } from "../deploy/register";
import { containsUnknown, type ValueMap } from "../values/value";
import { fromStruct, PROGRAM_WIRE, toStruct } from "../values/wire";

const GET_RESOURCE = "pulumi:pulumi:getResource";

/** Asks a provider's function; in a preview, arguments that are not known yet give an answer that isn't either. */
export async function invoke(
  deployment: Deployment,
  request: proto.ResourceInvokeRequest,
): Promise<proto.ResourceInvokeResponse> {
  const response = new proto.ResourceInvokeResponse();
  const inputs = fromStruct(request.getArgs());
  if (request.getTok() === GET_RESOURCE) {
    response.setReturn(toStruct(getResource(deployment, inputs), PROGRAM_WIRE));
    return response;
  }
  if (deployment.options.preview && containsUnknown(inputs)) return response;
  const reference = await providerFor(deployment, {
    provider: request.getProvider(),
    parent: request.getParent() === "" ? undefined : request.getParent(),
    type: request.getTok(),
    version: request.getVersion(),
  });
  const provider = await deployment.providers.forReference(reference);
  const { result, failures } = await provider.invoke(request.getTok(), inputs);
  response.setReturn(toStruct(result, PROGRAM_WIRE));
  response.setFailuresList(failures.map(copyFailure));
  return response;
}

function copyFailure(failure: CheckFailure): CheckFailure {
  const copy = new CheckFailure();
  copy.setProperty(failure.getProperty());
  copy.setReason(failure.getReason());
  return copy;
}

/** The built-in function behind references to resources: their state in this run. */
function getResource(deployment: Deployment, { urn }: ValueMap): ValueMap {
  const state = deployment.news.get(String(urn));
  if (state === undefined) throw new Error(`unknown resource ${String(urn)}`);
  return { urn: state.urn, id: state.id ?? "", state: state.outputs };
}
