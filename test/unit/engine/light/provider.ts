import { createHash } from "node:crypto";
import * as grpc from "@grpc/grpc-js";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { listen } from "../../../../src/engine/program/grpc";
import {
  containsUnknown,
  equalValues,
  unwrapSecrets,
  type Value,
  type ValueMap,
} from "../../../../src/engine/values/value";

export type Operation = "create" | "update" | "delete" | "read";

/** One call that means something on the server; previews make none. */
export interface Call {
  operation: Operation;
  urn: string;
  id: string;
  /** Places in the order of all that happened. */
  started: number;
  ended: number;
  /** Why it failed. */
  error?: string;
}

/** What exists on the server. */
export interface Entity {
  id: string;
  urn: string;
  /** Secrets in the open. */
  inputs: ValueMap;
  /** As they came: what a provider that takes secrets gives back. */
  raw: ValueMap;
}

/** A create or update that happens and fails all the same. */
export class HalfDone extends Error {}

export interface ProviderHooks {
  /** Before anything happens; what it throws is the call's failure. */
  before(call: Call): Promise<void> | void;
  /** After it happened and before the answer. */
  after(call: Call): Promise<void> | void;
}

/**
 * The provider `depot`, in the test process. A change of `place` replaces, `exclusive` deletes before replacing, the
 * label `forbidden` is refused, `size` is 1 unless said, `stamp` follows from `label`.
 */
export class Provider {
  readonly entities = new Map<string, Entity>();
  calls: Call[] = [];
  clock = 0;
  hooks: ProviderHooks = { before: () => undefined, after: () => undefined };
  private readonly server = new grpc.Server();
  private made = 0;

  constructor(private readonly manner: { secrets: boolean; detailed: boolean }) {}

  async listen(): Promise<number> {
    this.server.addService(
      ResourceProviderService,
      this.service() as unknown as grpc.UntypedServiceImplementation,
    );
    return Number((await listen(this.server)).split(":")[1]);
  }

  close(): void {
    this.server.forceShutdown();
  }

  /** Something exists that nobody made here. */
  put(id: string, urn: string, raw: ValueMap): void {
    this.entities.set(id, { id, urn, inputs: unwrapSecrets(raw) as ValueMap, raw });
  }

  private service(): Partially<IResourceProviderServer> {
    return {
      handshake: answered(async () => {
        const response = new proto.ProviderHandshakeResponse();
        response.setAcceptSecrets(this.manner.secrets);
        response.setAcceptResources(true);
        return response;
      }),
      configure: answered(async () => new proto.ConfigureResponse()),
      diffConfig: answered(async (request: proto.DiffRequest) => diffConfig(request)),
      check: answered(async (request: proto.CheckRequest) => check(request)),
      diff: answered(async (request: proto.DiffRequest) => diff(request, this.manner.detailed)),
      create: answered((request: proto.CreateRequest) => this.create(request)),
      update: answered((request: proto.UpdateRequest) => this.update(request)),
      delete: answered((request: proto.DeleteRequest) => this.delete(request)),
      read: answered((request: proto.ReadRequest) => this.read(request)),
      invoke: answered(async (request: proto.InvokeRequest) => {
        const response = new proto.InvokeResponse();
        response.setReturn(request.getArgs());
        return response;
      }),
      cancel: answered(async () => new Empty()),
    };
  }

  /** Carries a call out between its hooks and notes when what happened. */
  private async carry(
    call: Pick<Call, "operation" | "urn" | "id">,
    effect: (call: Call) => void,
  ): Promise<Call> {
    const noted: Call = { ...call, started: ++this.clock, ended: Number.POSITIVE_INFINITY };
    this.calls.push(noted);
    try {
      // Calls overlap in a way that a seed decides, not the machine.
      for (let turns = (noted.started * 7) % 4; turns > 0; turns--)
        await new Promise((resolve) => setImmediate(resolve));
      await this.hooks.before(noted);
      effect(noted);
      await this.hooks.after(noted);
      return noted;
    } catch (error) {
      noted.error = error instanceof Error ? error.message : String(error);
      if (error instanceof HalfDone) effect(noted);
      throw error instanceof HalfDone ? partialFailure(noted, this.entities.get(noted.id)) : error;
    } finally {
      noted.ended = ++this.clock;
    }
  }

  private async create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
    const inputs = mapOf(request.getProperties());
    const response = new proto.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(structOf(inputs));
      return response;
    }
    const { id } = await this.carry({ operation: "create", urn: request.getUrn(), id: "" }, (call) => {
      this.made += 1;
      call.id = `${nameOf(call.urn)}#${this.made}`;
      this.put(call.id, call.urn, inputs);
    });
    response.setId(id);
    response.setProperties(structOf(outputsOf(inputs)));
    return response;
  }

  private async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
    const inputs = mapOf(request.getNews());
    const response = new proto.UpdateResponse();
    if (!request.getPreview())
      await this.carry({ operation: "update", urn: request.getUrn(), id: request.getId() }, ({ id, urn }) =>
        this.put(id, urn, inputs),
      );
    const known = !request.getPreview() || !containsUnknown(inputs.label);
    response.setProperties(structOf(known ? outputsOf(inputs) : inputs));
    return response;
  }

  private async delete(request: proto.DeleteRequest): Promise<Empty> {
    await this.carry({ operation: "delete", urn: request.getUrn(), id: request.getId() }, ({ id }) => {
      this.entities.delete(id);
    });
    return new Empty();
  }

  private async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
    const response = new proto.ReadResponse();
    await this.carry({ operation: "read", urn: request.getUrn(), id: request.getId() }, () => undefined);
    const found = this.entities.get(request.getId());
    if (found === undefined) return response;
    response.setId(found.id);
    response.setInputs(structOf(found.raw));
    response.setProperties(structOf(outputsOf(found.raw)));
    return response;
  }
}

type Partially<T> = { [K in keyof T]?: T[K] };

function answered<Q, R>(answer: (request: Q) => Promise<R>): grpc.handleUnaryCall<Q, R> {
  return (call, callback) => {
    answer(call.request).then(
      (response) => callback(null, response),
      (error: unknown) =>
        callback(
          error instanceof grpc.Metadata
            ? { code: grpc.status.UNKNOWN, details: "partial", metadata: error }
            : { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) },
        ),
    );
  };
}

function partialFailure(call: Call, entity: Entity | undefined): grpc.Metadata {
  const failed = new proto.ErrorResourceInitFailed();
  failed.setId(call.id);
  failed.setReasonsList([call.error ?? ""]);
  failed.setInputs(structOf(entity?.raw ?? {}));
  failed.setProperties(structOf(outputsOf(entity?.raw ?? {})));
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}

function check(request: proto.CheckRequest): proto.CheckResponse {
  const response = new proto.CheckResponse();
  const news = mapOf(request.getNews());
  response.setInputs(structOf({ size: 1, ...news }));
  if (unwrapSecrets(news.label ?? null) === "forbidden") {
    const failure = new proto.CheckFailure();
    failure.setProperty("label");
    failure.setReason("this label is not allowed");
    response.addFailures(failure);
  }
  return response;
}

function diff(request: proto.DiffRequest, detailed: boolean): proto.DiffResponse {
  const olds = unwrapSecrets(mapOf(request.getOldInputs())) as ValueMap;
  const news = unwrapSecrets(mapOf(request.getNews())) as ValueMap;
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !equalValues(olds[key], news[key]),
  );
  const response = new proto.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  if (changed.includes("place")) response.setReplacesList(["place"]);
  response.setDeletebeforereplace(news.exclusive === true);
  if (detailed)
    for (const key of changed)
      for (const path of changedPaths(key, olds[key], news[key])) {
        const property = new proto.PropertyDiff();
        const { UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
        property.setKind(key === "place" ? UPDATE_REPLACE : UPDATE);
        property.setInputdiff(true);
        response.getDetaileddiffMap().set(path, property);
      }
  return response;
}

/** Where two values differ, as deep as both have the same shape. */
function changedPaths(path: string, old: Value | undefined, now: Value | undefined): string[] {
  if (equalValues(old, now)) return [];
  if (Array.isArray(old) && Array.isArray(now) && old.length === now.length)
    return old.flatMap((value, i) => changedPaths(`${path}[${i}]`, value, now[i]));
  if (!isPlain(old) || !isPlain(now)) return [path];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
    changedPaths(/^\w+$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`, old[key], now[key]),
  );
}

function isPlain(value: Value | undefined): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Another region needs other resources. */
function diffConfig(request: proto.DiffRequest): proto.DiffResponse {
  const region = (struct: Struct | undefined) => mapOf(struct).region;
  const response = new proto.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  const moved = !equalValues(region(request.getOldInputs()), region(request.getNews()));
  response.setChanges(moved ? DIFF_SOME : DIFF_NONE);
  if (moved) response.setReplacesList(["region"]);
  return response;
}

function outputsOf(inputs: ValueMap): ValueMap {
  const label = JSON.stringify(unwrapSecrets(inputs.label ?? null));
  return { ...inputs, stamp: createHash("sha256").update(label).digest("hex").slice(0, 8) };
}

function mapOf(struct: Struct | undefined): ValueMap {
  return (struct?.toJavaScript() ?? {}) as ValueMap;
}

function structOf(map: ValueMap): Struct {
  return Struct.fromJavaScript(map as Parameters<typeof Struct.fromJavaScript>[0]);
}

export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Calls for people: `create a(a#1), delete b(b#2)!`, the mark for a failure. */
export function callsText(calls: readonly Call[]): string {
  return calls
    .map(
      ({ operation, urn, id, error }) =>
        `${operation} ${nameOf(urn)}(${id})${error === undefined ? "" : "!"}`,
    )
    .join(", ");
}
