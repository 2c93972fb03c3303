import * as grpc from "@grpc/grpc-js";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { call, isServiceError } from "../../../../src/engine/program/grpc";
import {
  SECRET,
  SIGNATURE_KEY,
  UNKNOWN,
  type Value,
  type ValueMap,
} from "../../../../src/engine/values/value";
import {
  isHidden,
  isReference,
  type LightProgram,
  type LightResource,
  type LightValue,
  needs,
  referencesIn,
} from "./program";

/** What a registration gave the program. */
interface Registered {
  urn: string;
  id: string;
  outputs: ValueMap;
  custom: boolean;
}

export interface DriverOptions {
  /** Address of the monitor. */
  monitor: string;
  project: string;
  stack: string;
  preview: boolean;
  /**
   * With continue-on-error: also registers what depends on a failed resource and then ends well, as the SDKs of other
   * languages do; the engine must skip it. The SDK for Node.js ends with an error.
   */
  tolerant: boolean;
  /** Inputs as they were sent, by key. */
  onSent?: (key: string, inputs: ValueMap) => void;
  onFinished?: () => void;
}

/** The exit code of a program that has shown its error, as in the SDK. */
const ERROR_SHOWN = 32;

/** Plays a program against a monitor as the SDK would. @returns the exit code */
export async function playProgram(program: LightProgram, options: DriverOptions): Promise<number> {
  const driver = new ProgramDriver(program, options);
  try {
    return await driver.play();
  } finally {
    driver.close();
  }
}

class ProgramDriver {
  private readonly client: grpc.Client;
  private readonly registered = new Map<string, Promise<Registered | undefined>>();
  private stackUrn = "";

  constructor(
    private readonly program: LightProgram,
    private readonly options: DriverOptions,
  ) {
    this.client = new grpc.Client(options.monitor, grpc.credentials.createInsecure());
  }

  close(): void {
    this.client.close();
  }

  async play(): Promise<number> {
    try {
      this.stackUrn = (await this.registerStack()).getUrn();
    } catch (error) {
      return exitCode([error]);
    }
    for (const resource of this.program.resources)
      this.registered.set(resource.key, this.whenReady(resource));
    const all = await Promise.allSettled(this.registered.values());
    const errors = all.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    if (errors.length > 0) return exitCode(errors);
    const failed = all.some((result) => result.status === "fulfilled" && result.value === undefined);
    if (failed && !this.options.tolerant) return ERROR_SHOWN;
    return this.finish();
  }

  private async finish(): Promise<number> {
    try {
      const outputs = new proto.RegisterResourceOutputsRequest();
      outputs.setUrn(this.stackUrn);
      outputs.setOutputs(toStruct((await this.resolved(this.program.outputs ?? {})) as ValueMap));
      await call(this.client, ResourceMonitorService.registerResourceOutputs, outputs);
      this.options.onFinished?.();
      await call(this.client, ResourceMonitorService.signalAndWaitForShutdown, new Empty());
      return 0;
    } catch (error) {
      return exitCode([error]);
    }
  }

  private registerStack(): Promise<proto.RegisterResourceResponse> {
    const request = new proto.RegisterResourceRequest();
    request.setType("pulumi:pulumi:Stack");
    request.setName(`${this.options.project}-${this.options.stack}`);
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    return call(this.client, ResourceMonitorService.registerResource, request);
  }

  /** Registers a resource once all that it needs is there; undefined: it failed, or something before it. */
  private async whenReady(resource: LightResource): Promise<Registered | undefined> {
    const before = await Promise.all(needs(resource).map((key) => this.registered.get(key)));
    if (before.some((other) => other === undefined) && !this.options.tolerant) return undefined;
    const inputs = (await this.resolved(resource.inputs ?? {})) as ValueMap;
    this.options.onSent?.(resource.key, inputs);
    if (resource.read !== undefined) return this.read(resource, resource.read, inputs);
    const answer = await call(
      this.client,
      ResourceMonitorService.registerResource,
      await this.request(resource, inputs),
    );
    if (answer.getResult() !== proto.Result.SUCCESS) return undefined;
    const outputs = (answer.getObject()?.toJavaScript() ?? {}) as ValueMap;
    const custom = resource.component !== true;
    if (!custom) await this.completeComponent(answer.getUrn());
    return { urn: answer.getUrn(), id: answer.getId(), outputs, custom };
  }

  private async completeComponent(urn: string): Promise<void> {
    const request = new proto.RegisterResourceOutputsRequest();
    request.setUrn(urn);
    request.setOutputs(toStruct({}));
    await call(this.client, ResourceMonitorService.registerResourceOutputs, request);
  }

  private async read(resource: LightResource, id: string, inputs: ValueMap): Promise<Registered | undefined> {
    const request = new proto.ReadResourceRequest();
    request.setType(resource.type);
    request.setName(resource.name);
    request.setId(id);
    request.setParent(this.stackUrn);
    request.setProperties(toStruct(inputs));
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    const answer = await call(this.client, ResourceMonitorService.readResource, request);
    if (answer.getResult() !== proto.Result.SUCCESS) return undefined;
    const outputs = (answer.getProperties()?.toJavaScript() ?? {}) as ValueMap;
    return { urn: answer.getUrn(), id, outputs, custom: true };
  }

  private async request(resource: LightResource, inputs: ValueMap): Promise<proto.RegisterResourceRequest> {
    const request = new proto.RegisterResourceRequest();
    request.setType(resource.type);
    request.setName(resource.name);
    request.setCustom(resource.component !== true);
    request.setParent(resource.parent === undefined ? this.stackUrn : await this.urn(resource.parent));
    request.setObject(toStruct(inputs));
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    await this.setDependencies(request, resource);
    if (resource.provider !== undefined) request.setProvider(await this.providerReference(resource.provider));
    if (resource.deletedWith !== undefined) request.setDeletedwith(await this.urn(resource.deletedWith));
    if (resource.protect !== undefined) request.setProtect(resource.protect);
    if (resource.retainOnDelete !== undefined) request.setRetainondelete(resource.retainOnDelete);
    request.setDeletebeforereplace(resource.deleteBeforeReplace ?? false);
    request.setDeletebeforereplacedefined(resource.deleteBeforeReplace !== undefined);
    request.setIgnorechangesList(resource.ignoreChanges ?? []);
    request.setReplaceonchangesList(resource.replaceOnChanges ?? []);
    request.setAdditionalsecretoutputsList(resource.additionalSecretOutputs ?? []);
    request.setAliasurnsList(resource.aliases ?? []);
    return request;
  }

  private async setDependencies(
    request: proto.RegisterResourceRequest,
    resource: LightResource,
  ): Promise<void> {
    const all = new Set<string>();
    for (const key of resource.dependsOn ?? []) all.add(await this.urn(key));
    for (const [property, value] of Object.entries(resource.inputs ?? {})) {
      const urns = await Promise.all([...new Set(referencesIn(value))].map((key) => this.urn(key)));
      const dependencies = new proto.RegisterResourceRequest.PropertyDependencies();
      dependencies.setUrnsList(urns);
      request.getPropertydependenciesMap().set(property, dependencies);
      for (const urn of urns) all.add(urn);
    }
    request.setDependenciesList([...all]);
  }

  private async urn(key: string): Promise<string> {
    const other = await this.registered.get(key);
    return other?.urn ?? this.failedUrn(key);
  }

  /** A failed registration tells no URN; an SDK that goes on knows it all the same. */
  private async failedUrn(key: string): Promise<string> {
    const resource = this.program.resources.find((one) => one.key === key);
    if (resource === undefined) throw new Error(`the program has no ${key}`);
    const head = this.stackUrn.split("::").slice(0, 2).join("::");
    const above =
      resource.parent === undefined ? undefined : (await this.urn(resource.parent)).split("::")[2];
    return `${head}::${above === undefined ? "" : `${above}$`}${resource.type}::${resource.name}`;
  }

  private async providerReference(key: string): Promise<string> {
    const provider = await this.registered.get(key);
    if (provider === undefined) return "";
    return `${provider.urn}::${provider.id === "" ? UNKNOWN : provider.id}`;
  }

  private async resolved(value: LightValue): Promise<Value> {
    if (isReference(value)) return this.output(value.from, value.output);
    if (isHidden(value)) return { [SIGNATURE_KEY]: SECRET, value: await this.resolved(value.secret) };
    if (Array.isArray(value)) return Promise.all(value.map((inner) => this.resolved(inner)));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(
      async ([key, inner]) => [key, await this.resolved(inner)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  private async output(key: string, output: string): Promise<Value> {
    const resource = await this.registered.get(key);
    const missing = this.options.preview ? UNKNOWN : null;
    if (resource === undefined) return missing;
    if (output === "id") return resource.id === "" ? missing : resource.id;
    return resource.outputs[output] ?? missing;
  }
}

/** After an error in the engine the SDK hears UNAVAILABLE, goes quiet and ends as if nothing was. */
function exitCode(errors: unknown[]): number {
  const quiet = errors.every((error) => isServiceError(error) && error.code === grpc.status.UNAVAILABLE);
  return quiet ? 0 : ERROR_SHOWN;
}

function toStruct(map: ValueMap): Struct {
  return Struct.fromJavaScript(map as Parameters<typeof Struct.fromJavaScript>[0]);
}
