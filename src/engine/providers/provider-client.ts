import { randomBytes } from "node:crypto";
import type * as grpc from "@grpc/grpc-js";
import { ResourceProviderService as Service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineError } from "../engine-error";
import { call, isUnimplemented } from "../program/grpc";
import { parseUrn } from "../urn";
import { containsUnknown, type ValueMap } from "../values/value";
import { annotateSecrets, fromStruct, toStruct, type WireOptions } from "../values/wire";
import { type Diff, type DiffKind, NO_DIFF } from "./diff";
import type { PluginProcess } from "./plugin-process";
import { PartialFailure, providerError } from "./provider-error";

export interface CheckResult {
  inputs: ValueMap;
  failures: { property: string; reason: string }[];
}

export interface ReadResult {
  /** Empty: the resource is gone. */
  id: string;
  outputs: ValueMap;
  inputs: ValueMap | undefined;
}

export interface Subject {
  urn: string;
  id: string;
  inputs: ValueMap;
  outputs: ValueMap;
}

const KINDS: DiffKind[] = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"];

/** One configured plugin: the calls of `pulumirpc.ResourceProvider` in the engine's values. */
export class ProviderClient {
  private acceptsSecrets = false;
  private acceptsReferences = false;
  private handshaken = false;
  supportsPreview = false;
  /** False while its configuration holds unknowns: then nothing may be asked of it in this preview. */
  configured = false;

  constructor(
    private readonly plugin: PluginProcess,
    readonly packageName: string,
    private readonly preview: boolean,
  ) {}

  async handshake(address: string): Promise<void> {
    const request = new proto.ProviderHandshakeRequest();
    request.setEngineAddress(address);
    request.setRootDirectory(this.plugin.folder);
    request.setProgramDirectory(this.plugin.folder);
    request.setConfigureWithUrn(true);
    try {
      const answer = await this.call(Service.handshake, request);
      this.acceptsSecrets = answer.getAcceptSecrets();
      this.acceptsReferences = answer.getAcceptResources();
      // Handshake answers are final and imply previews; without it Configure decides.
      this.supportsPreview = true;
      this.handshaken = true;
    } catch (error) {
      if (!isUnimplemented(error)) throw providerError(error);
    }
  }

  private wire(keepUnknowns = this.preview): WireOptions {
    return { keepUnknowns, keepSecrets: this.acceptsSecrets, keepReferences: this.acceptsReferences };
  }

  private call<Q, R>(method: grpc.MethodDefinition<Q, R>, request: Q): Promise<R> {
    return call(this.plugin.client, method, request);
  }

  /** @param inputs what the call was about: a partial failure must not tell their secrets either */
  private async ask<Q, R>(
    method: grpc.MethodDefinition<Q, R>,
    request: Q,
    inputs: ValueMap = {},
  ): Promise<R> {
    try {
      return await this.call(method, request);
    } catch (error) {
      const known = providerError(error);
      throw known instanceof PartialFailure && !this.acceptsSecrets ? known.withSecretsOf(inputs) : known;
    }
  }

  async checkConfig(urn: string, olds: ValueMap, news: ValueMap): Promise<CheckResult> {
    const all: WireOptions = { keepUnknowns: true, keepSecrets: true, keepReferences: true };
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setName(parseUrn(urn).name);
    request.setType(parseUrn(urn).type);
    request.setOlds(toStruct(olds, all));
    request.setNews(toStruct(news, all));
    try {
      return checkResult(await this.call(Service.checkConfig, request), news);
    } catch (error) {
      if (isUnimplemented(error)) return { inputs: news, failures: [] };
      throw providerError(error);
    }
  }

  async diffConfig(urn: string, old: Subject, news: ValueMap): Promise<Diff> {
    const all: WireOptions = { keepUnknowns: true, keepSecrets: true, keepReferences: true };
    const request = new proto.DiffRequest();
    request.setUrn(urn);
    request.setId(old.id);
    request.setName(parseUrn(urn).name);
    request.setType(parseUrn(urn).type);
    request.setOlds(toStruct(old.outputs, all));
    request.setOldInputs(toStruct(old.inputs, all));
    request.setNews(toStruct(news, all));
    try {
      return diffResult(await this.call(Service.diffConfig, request));
    } catch (error) {
      if (isUnimplemented(error)) return { ...NO_DIFF, changes: "unknown" };
      throw providerError(error);
    }
  }

  async configure(urn: string, id: string, inputs: ValueMap): Promise<void> {
    if (containsUnknown(inputs)) {
      if (!this.preview) throw new EngineError("provider", `the configuration of ${urn} is not known`);
      return;
    }
    const request = new proto.ConfigureRequest();
    const keepAll: WireOptions = { keepUnknowns: true, keepSecrets: true, keepReferences: true };
    request.setArgs(toStruct(inputs, keepAll));
    // The flattened older spelling, values as text.
    const plain = toStruct(inputs, {
      keepUnknowns: false,
      keepSecrets: false,
      keepReferences: false,
    }).toJavaScript();
    for (const [key, value] of Object.entries(plain))
      request
        .getVariablesMap()
        .set(`${this.packageName}:config:${key}`, typeof value === "string" ? value : JSON.stringify(value));
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    request.setSendsOldInputs(true);
    request.setSendsOldInputsToDelete(true);
    request.setUrn(urn);
    request.setId(id);
    request.setName(parseUrn(urn).name);
    request.setType(parseUrn(urn).type);
    const answer = await this.ask(Service.configure, request);
    if (!this.handshaken) {
      this.acceptsSecrets = answer.getAcceptsecrets();
      this.acceptsReferences = answer.getAcceptresources();
      this.supportsPreview = answer.getSupportspreview();
    }
    this.configured = true;
  }

  /** @param olds the old inputs, empty for a create or replacement */
  async check(urn: string, olds: ValueMap, news: ValueMap): Promise<CheckResult> {
    if (!this.configured) return { inputs: news, failures: [] };
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setName(parseUrn(urn).name);
    request.setType(parseUrn(urn).type);
    request.setOlds(toStruct(olds, this.wire()));
    request.setNews(toStruct(news, this.wire()));
    request.setRandomseed(randomBytes(32));
    const result = checkResult(await this.ask(Service.check, request), news);
    return this.acceptsSecrets ? result : { ...result, inputs: annotateSecrets(result.inputs, news) };
  }

  /** @param keepUnknowns also outside previews, to find what a deletion would change */
  async diff(
    old: Subject,
    news: ValueMap,
    ignored: readonly string[] = [],
    keepUnknowns = this.preview,
  ): Promise<Diff> {
    if (!this.configured) return { ...NO_DIFF, changes: "unknown" };
    const wire = this.wire(keepUnknowns);
    const request = new proto.DiffRequest();
    request.setId(old.id);
    request.setUrn(old.urn);
    request.setName(parseUrn(old.urn).name);
    request.setType(parseUrn(old.urn).type);
    request.setOlds(toStruct(old.outputs, wire));
    request.setOldInputs(toStruct(old.inputs, wire));
    request.setNews(toStruct(news, wire));
    request.setIgnorechangesList([...ignored]);
    return diffResult(await this.ask(Service.diff, request));
  }

  /** In previews the id is empty. */
  async create(urn: string, inputs: ValueMap, timeout = 0): Promise<{ id: string; outputs: ValueMap }> {
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    request.setName(parseUrn(urn).name);
    request.setType(parseUrn(urn).type);
    request.setProperties(toStruct(inputs, this.wire()));
    request.setTimeout(timeout);
    request.setPreview(this.preview);
    const answer = await this.ask(Service.create, request, inputs);
    if (!this.preview && answer.getId() === "")
      throw new Error(`provider for ${urn} returned no id from create`);
    return { id: answer.getId(), outputs: this.results(answer.getProperties(), inputs) };
  }

  async update(old: Subject, inputs: ValueMap, ignored: readonly string[], timeout = 0): Promise<ValueMap> {
    const request = new proto.UpdateRequest();
    request.setId(old.id);
    request.setUrn(old.urn);
    request.setName(parseUrn(old.urn).name);
    request.setType(parseUrn(old.urn).type);
    request.setOlds(toStruct(old.outputs, this.wire()));
    request.setOldInputs(toStruct(old.inputs, this.wire()));
    request.setNews(toStruct(inputs, this.wire()));
    request.setIgnorechangesList([...ignored]);
    request.setTimeout(timeout);
    request.setPreview(this.preview);
    return this.results((await this.ask(Service.update, request, inputs)).getProperties(), inputs);
  }

  async read(subject: Subject, timeout = 0): Promise<ReadResult> {
    const request = new proto.ReadRequest();
    request.setId(subject.id);
    request.setUrn(subject.urn);
    request.setName(parseUrn(subject.urn).name);
    request.setType(parseUrn(subject.urn).type);
    request.setProperties(toStruct(subject.outputs, this.wire()));
    request.setInputs(toStruct(subject.inputs, this.wire()));
    request.setTimeout(timeout);
    const answer = await this.ask(Service.read, request, subject.inputs);
    const inputs = answer.getInputs();
    return {
      id: answer.getId(),
      outputs: this.results(answer.getProperties(), subject.outputs),
      inputs: inputs === undefined ? undefined : this.results(inputs, subject.inputs),
    };
  }

  async delete(subject: Subject, timeout = 0): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setId(subject.id);
    request.setUrn(subject.urn);
    request.setName(parseUrn(subject.urn).name);
    request.setType(parseUrn(subject.urn).type);
    request.setProperties(toStruct(subject.outputs, this.wire()));
    request.setOldInputs(toStruct(subject.inputs, this.wire()));
    request.setTimeout(timeout);
    await this.ask(Service.delete, request);
  }

  async invoke(
    token: string,
    inputs: ValueMap,
  ): Promise<{ result: ValueMap; failures: proto.CheckFailure[] }> {
    const request = new proto.InvokeRequest();
    request.setTok(token);
    request.setArgs(toStruct(inputs, this.wire()));
    request.setPreview(this.preview);
    const answer = await this.ask(Service.invoke, request);
    return { result: fromStruct(answer.getReturn()), failures: answer.getFailuresList() };
  }

  /** Asks the plugin to give up what it is doing. */
  async cancel(): Promise<void> {
    await this.call(Service.cancel, new Empty()).catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.plugin.end();
  }

  private results(struct: Parameters<typeof fromStruct>[0], inputs: ValueMap): ValueMap {
    const outputs = fromStruct(struct);
    return this.acceptsSecrets ? outputs : annotateSecrets(outputs, inputs);
  }
}

function checkResult(answer: proto.CheckResponse, news: ValueMap): CheckResult {
  const inputs = answer.getInputs();
  return {
    inputs: inputs === undefined ? news : fromStruct(inputs),
    failures: answer.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() })),
  };
}

function diffResult(answer: proto.DiffResponse): Diff {
  const detailed = new Map<string, { kind: DiffKind; inputDiff: boolean }>();
  answer.getDetaileddiffMap().forEach((diff: proto.PropertyDiff, path: string) => {
    detailed.set(path, { kind: KINDS[diff.getKind()] ?? "update", inputDiff: diff.getInputdiff() });
  });
  return {
    changes: (["unknown", "none", "some"] as const)[answer.getChanges()] ?? "unknown",
    replaceKeys: answer.getReplacesList(),
    changedKeys: answer.getDiffsList(),
    detailed: detailed.size > 0 ? Object.fromEntries(detailed) : undefined,
    deleteBeforeReplace: answer.getDeletebeforereplace(),
  };
}
