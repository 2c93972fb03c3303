import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { version } from "../../package.json";
import type { PropertyChange } from "./diff";
import type { EngineLog } from "./engine-log";
import { explain } from "./explain";
import type { TitipProvider } from "./provider";
import { fromStruct, hasUnknown, toStruct } from "./values";

type Values = Record<string, unknown>;
const SCHEMA = join(__dirname, "../../../plugin/schema.json");

/** `pulumirpc.ResourceProvider`: unpacks a message, asks the provider, packs the answer. */
export function rpcService(provider: TitipProvider, log: EngineLog): UntypedServiceImplementation {
  const calls = {
    handshake: async () => new proto.ProviderHandshakeResponse(),
    getPluginInfo: async () => new plugin.PluginInfo().setVersion(version),
    getSchema: async () => new proto.GetSchemaResponse().setSchema(readFileSync(SCHEMA, "utf8")),
    checkConfig: async (request: proto.CheckRequest) =>
      new proto.CheckResponse().setInputs(request.getNews()),
    diffConfig: async () => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE),
    configure: async (request: proto.ConfigureRequest) => configure(provider, request),
    check: async (request: proto.CheckRequest) => check(provider, request),
    diff: async (request: proto.DiffRequest) => diff(provider, request),
    create: (request: proto.CreateRequest) => create(provider, log, request),
    update: (request: proto.UpdateRequest) => update(provider, log, request),
    read: (request: proto.ReadRequest) => read(provider, request),
    delete: (request: proto.DeleteRequest) => remove(provider, log, request),
    cancel: async () => new Empty(),
  };
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [name, unary(provider, call as Call)]),
  );
}

type Call = (request: unknown) => Promise<unknown>;

/** A thrown error becomes the call's status; its text is what a person reads in the engine's diagnostics. */
function unary(provider: TitipProvider, call: Call) {
  return ({ request }: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => {
    call(request).then(
      (response) => done(null, response),
      (error: unknown) => done({ code: status.UNKNOWN, details: explain(error, provider.requestsFolder) }),
    );
  };
}

function configure(provider: TitipProvider, request: proto.ConfigureRequest): proto.ConfigureResponse {
  const { site } = fromStruct<{ site?: string }>(request.getArgs());
  provider.configure(site);
  return new proto.ConfigureResponse().setSupportspreview(true);
}

function check(provider: TitipProvider, request: proto.CheckRequest): proto.CheckResponse {
  const news = fromStruct<Values>(request.getNews());
  if (hasUnknown(news)) return new proto.CheckResponse().setInputs(request.getNews());
  const { inputs, failures } = provider.check(request.getUrn(), news);
  const list = failures.map(({ property, reason }) =>
    new proto.CheckFailure().setProperty(property).setReason(reason),
  );
  return new proto.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(list);
}

const KIND = proto.PropertyDiff.Kind;

function diff(provider: TitipProvider, request: proto.DiffRequest): proto.DiffResponse {
  const news = fromStruct<Values>(request.getNews());
  const response = new proto.DiffResponse();
  if (hasUnknown(news)) return response.setChanges(proto.DiffResponse.DiffChanges.DIFF_UNKNOWN);
  const { changes, replaces } = provider.diff(request.getUrn(), fromStruct(request.getOlds()), news);
  for (const change of changes) {
    response.getDetaileddiffMap().set(change.path, propertyDiff(change, replaces));
  }
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  return response
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(changes.map((change) => change.path))
    .setReplacesList(replaces)
    .setDeletebeforereplace(true) // an address or a name cannot be held twice
    .setHasdetaileddiff(true);
}

function propertyDiff({ path, kind }: PropertyChange, replaces: string[]): proto.PropertyDiff {
  const replacing = replaces.some(
    (key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`),
  );
  const kinds = {
    add: replacing ? KIND.ADD_REPLACE : KIND.ADD,
    delete: replacing ? KIND.DELETE_REPLACE : KIND.DELETE,
    update: replacing ? KIND.UPDATE_REPLACE : KIND.UPDATE,
  };
  return new proto.PropertyDiff().setKind(kinds[kind]);
}

async function create(
  provider: TitipProvider,
  log: EngineLog,
  request: proto.CreateRequest,
): Promise<proto.CreateResponse> {
  const inputs = fromStruct<Values>(request.getProperties());
  if (request.getPreview()) {
    const planned = hasUnknown(inputs) ? inputs : provider.plan(request.getUrn(), inputs);
    return new proto.CreateResponse().setProperties(toStruct(planned));
  }
  const { id, outputs } = await provider.create(request.getUrn(), inputs);
  await warn(provider, log, request.getUrn(), outputs);
  return new proto.CreateResponse().setId(id).setProperties(toStruct(outputs));
}

async function update(
  provider: TitipProvider,
  log: EngineLog,
  request: proto.UpdateRequest,
): Promise<proto.UpdateResponse> {
  const news = fromStruct<Values>(request.getNews());
  if (request.getPreview()) {
    const planned = hasUnknown(news) ? news : provider.plan(request.getUrn(), news);
    return new proto.UpdateResponse().setProperties(toStruct(planned));
  }
  const outputs = await provider.update(request.getUrn(), fromStruct(request.getOlds()), news);
  await warn(provider, log, request.getUrn(), outputs);
  return new proto.UpdateResponse().setProperties(toStruct(outputs));
}

/** From here and not from the program, which ends early when another resource fails. */
async function warn(provider: TitipProvider, log: EngineLog, urn: string, outputs: Values): Promise<void> {
  const notice = provider.notice(urn, outputs);
  if (notice) await log.warn(urn, notice);
}

/** An empty id says that the server no longer holds it. On import there are no inputs yet, so ours are taken. */
async function read(provider: TitipProvider, request: proto.ReadRequest): Promise<proto.ReadResponse> {
  const recorded = fromStruct<Values>(request.getInputs());
  const found = await provider.read(request.getUrn(), request.getId(), fromStruct(request.getProperties()));
  if (!found) return new proto.ReadResponse().setId("");
  const inputs = Object.keys(recorded).length > 0 ? recorded : found.inputs;
  return new proto.ReadResponse()
    .setId(request.getId())
    .setInputs(toStruct(inputs))
    .setProperties(toStruct(found.outputs));
}

async function remove(provider: TitipProvider, log: EngineLog, request: proto.DeleteRequest): Promise<Empty> {
  const olds = fromStruct<Values>(request.getProperties());
  const notice = await provider.remove(request.getUrn(), request.getId(), olds);
  if (notice) await log.info(request.getUrn(), notice);
  return new Empty();
}
