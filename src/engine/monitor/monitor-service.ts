import * as grpc from "@grpc/grpc-js";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { configEnvironment } from "../config/stack-config";
import type { Deployment } from "../deploy/deployment";
import { Stopped } from "../deploy/deployment";
import { registerOutputs } from "../deploy/outputs";
import { register } from "../deploy/register";
import { EngineError, messageOf } from "../engine-error";
import { StatusError, unary } from "../program/grpc";
import type { ResourceState } from "../state/deployment";
import { isUnknown } from "../values/value";
import { fromStruct, PROGRAM_WIRE, toStruct } from "../values/wire";
import { goalFromRequest } from "./goal";
import { invoke } from "./invoke";
import { readResource } from "./read-resource";

const Feature = proto.ResourceMonitorFeature;

/** What the SDK may send. What is missing here it refuses by itself, or `goalFromRequest` does. */
const FEATURES = [
  Feature.RESOURCE_MONITOR_FEATURE_SECRETS,
  Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  Feature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  Feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  Feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
];

export interface MonitorOptions {
  /** Folders: what relative assets start from, and the project's root. */
  programFolder: string;
  root: string;
  /** The program says that all its registrations are done. */
  onFinished(): void;
  /** The program called. */
  onCall(): void;
}

/** `pulumirpc.ResourceMonitor` for one run of the program. */
export function monitorService(
  deployment: Deployment,
  options: MonitorOptions,
): Partial<IResourceMonitorServer> {
  const answer = <Q, R>(work: (request: Q) => Promise<R>) =>
    unary((request: Q) => {
      options.onCall();
      return guarded(deployment, () => work(request));
    });
  const refuse = (what: string) =>
    answer(async () => {
      throw new EngineError(
        "unsupported",
        `${what} are not supported by the embedded engine; use the stock Pulumi CLI`,
      );
    });
  return {
    getDeploymentInfo: answer(async () => deploymentInfo(deployment)),
    registerResource: answer(async (request: proto.RegisterResourceRequest) => {
      const goal = goalFromRequest(request, options.programFolder, options.root);
      return response(await register(deployment, goal), deployment.options.preview);
    }),
    registerResourceOutputs: answer(async (request: proto.RegisterResourceOutputsRequest) => {
      registerOutputs(deployment, request.getUrn(), fromStruct(request.getOutputs(), options.programFolder));
      return new Empty();
    }),
    readResource: answer(async (request: proto.ReadResourceRequest) => readResource(deployment, request)),
    invoke: answer(async (request: proto.ResourceInvokeRequest) => invoke(deployment, request)),
    signalAndWaitForShutdown: answer(async () => {
      options.onFinished();
      return new Empty();
    }),
    call: refuse("method calls on remote components"),
    existsResource: refuse("existence checks"),
    registerPackage: refuse("parameterized packages"),
    registerStackTransform: refuse("transforms"),
    registerStackInvokeTransform: refuse("transforms"),
    registerResourceHook: refuse("resource hooks"),
    registerErrorHook: refuse("error hooks"),
  };
}

/** Once the deployment ends, the SDK must hear UNAVAILABLE: then it goes quiet instead of showing more errors. */
async function guarded<R>(deployment: Deployment, work: () => Promise<R>): Promise<R> {
  try {
    deployment.throwIfStopped();
    return await work();
  } catch (error) {
    if (error instanceof EngineError && error.code === "unsupported") {
      deployment.failures += 1;
      deployment.report.error(error.message);
      deployment.end();
    }
    if (error instanceof Stopped || deployment.isStopped)
      throw new StatusError(grpc.status.UNAVAILABLE, messageOf(error));
    throw error;
  }
}

function deploymentInfo({ options, config }: Deployment): proto.DeploymentInfo {
  const info = new proto.DeploymentInfo();
  info.setProject(options.project);
  info.setStack(options.stack);
  info.setOrganization("organization");
  info.setDryrun(options.preview);
  info.setParallel(options.parallel);
  info.setSupportedfeaturesList(FEATURES);
  const environment = configEnvironment(config);
  for (const [key, text] of Object.entries(
    JSON.parse(environment.PULUMI_CONFIG ?? "{}") as Record<string, string>,
  ))
    info.getConfigMap().set(key, text);
  info.setConfigsecretkeysList(JSON.parse(environment.PULUMI_CONFIG_SECRET_KEYS ?? "[]") as string[]);
  return info;
}

function response(state: ResourceState | undefined, preview: boolean): proto.RegisterResourceResponse {
  const result = new proto.RegisterResourceResponse();
  if (state === undefined) {
    result.setResult(proto.Result.FAIL);
    return result;
  }
  result.setUrn(state.urn);
  result.setId(isUnknown(state.id) ? "" : (state.id ?? ""));
  // The SDK takes what a component's outputs lack from its inputs, so it gets none.
  result.setObject(toStruct(state.custom ? state.outputs : {}, { ...PROGRAM_WIRE, keepUnknowns: preview }));
  return result;
}
