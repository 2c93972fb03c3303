import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Diagnostic, Severity } from "../events";
import { unary } from "../program/grpc";

const SEVERITIES: Severity[] = ["debug", "info", "warning", "error"];

/** `pulumirpc.Engine`: logs of program and plugins, and the root resource that the SDK stores there. */
export function engineService(say: (diagnostic: Diagnostic) => void): Partial<IEngineServer> {
  let root = "";
  return {
    log: unary(async (request: proto.LogRequest) => {
      const severity = SEVERITIES[request.getSeverity()] ?? "info";
      const urn = request.getUrn();
      say({
        severity,
        message: request.getMessage(),
        urn: urn === "" ? undefined : urn,
        ephemeral: request.getEphemeral(),
      });
      return new Empty();
    }),
    setRootResource: unary(async (request: proto.SetRootResourceRequest) => {
      root = request.getUrn();
      return new proto.SetRootResourceResponse();
    }),
    getRootResource: unary(async () => {
      const response = new proto.GetRootResourceResponse();
      response.setUrn(root);
      return response;
    }),
    requirePulumiVersion: unary(async () => new proto.RequirePulumiVersionResponse()),
    startDebugging: unary(async () => new Empty()),
  };
}
