import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { topLevel } from "../provider/diff";
import { fromStruct, toStruct } from "../provider/values";
import { redact } from "../remote/redact";
import { builtinDiff, unknownInputs, withDefaults } from "./builtin-diff";
import type { BuiltinPackage, BuiltinResource, Values } from "./builtin-resource";

/** Stands in previews for what only an apply can tell (sdk/go/common/resource/plugin/rpc.go). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
const KIND = proto.PropertyDiff.Kind;
const IN_PLACE = { add: KIND.ADD, delete: KIND.DELETE, update: KIND.UPDATE };
const REPLACING = { add: KIND.ADD_REPLACE, delete: KIND.DELETE_REPLACE, update: KIND.UPDATE_REPLACE };

/** `pulumirpc.ResourceProvider` for a built-in package: what the stock plugin would answer the embedded engine. */
export function builtinService(pack: BuiltinPackage): UntypedServiceImplementation {
  const of = (urn: string) => resourceOf(pack, urn);
  const calls = {
    handshake: async () => new proto.ProviderHandshakeResponse(),
    getPluginInfo: async () => new plugin.PluginInfo().setVersion(pack.version),
    checkConfig: async (request: proto.CheckRequest) =>
      new proto.CheckResponse().setInputs(request.getNews()),
    diffConfig: async (request: proto.DiffRequest) => diffConfig(request),
    configure: async (request: proto.ConfigureRequest) => {
      pack.configure(fromStruct<Values>(request.getArgs()));
      return new proto.ConfigureResponse().setSupportspreview(true);
    },
    check: async (request: proto.CheckRequest) => check(of(request.getUrn()), request),
    diff: async (request: proto.DiffRequest) => diff(of(request.getUrn()), request),
    create: (request: proto.CreateRequest) => create(of(request.getUrn()), request),
    update: (request: proto.UpdateRequest) => update(of(request.getUrn()), request),
    read: (request: proto.ReadRequest) => read(of(request.getUrn()), request),
    delete: async (request: proto.DeleteRequest) => {
      await of(request.getUrn()).remove(request.getId(), fromStruct<Values>(request.getProperties()));
      return new Empty();
    },
    cancel: async () => new Empty(),
  };
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, unary(call as Call)]));
}

type Call = (request: unknown) => Promise<unknown>;

function unary(call: Call) {
  return ({ request }: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => {
    call(request).then(
      (response) => done(null, response),
      (error: unknown) => done({ code: status.UNKNOWN, details: redact(wordsOf(error)) }),
    );
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function resourceOf({ name, resources }: BuiltinPackage, urn: string): BuiltinResource {
  const type = urn.split("::")[2]?.split("$").pop() ?? "";
  const found = resources.find((resource) => resource.type === type);
  if (found) return found;
  const known = resources.map((resource) => resource.type).join(", ");
  throw new Error(
    `the built-in stand-in for the ${name} plugin does not serve ${type} (it serves ${known}): install the stock plugin, pulumi-resource-${name}`,
  );
}

/** Another way to the same server is another way only: nothing is made anew because a key or an address changed. */
function diffConfig(request: proto.DiffRequest): proto.DiffResponse {
  const same =
    JSON.stringify(fromStruct(request.getOlds())) === JSON.stringify(fromStruct(request.getNews()));
  return new proto.DiffResponse().setChanges(same ? DIFF_NONE : DIFF_SOME);
}

function check(resource: BuiltinResource, request: proto.CheckRequest): proto.CheckResponse {
  const news = fromStruct<Values>(request.getNews());
  const failures = unknownInputs(resource, news).map((property) =>
    new proto.CheckFailure()
      .setProperty(property)
      .setReason(`the built-in stand-in does not know it; install the stock plugin`),
  );
  return new proto.CheckResponse()
    .setInputs(toStruct(withDefaults(resource, news)))
    .setFailuresList(failures);
}

function diff(resource: BuiltinResource, request: proto.DiffRequest): proto.DiffResponse {
  const olds = {
    outputs: fromStruct<Values>(request.getOlds()),
    inputs: fromStruct<Values>(request.getOldInputs()),
  };
  const { changes, replaces } = builtinDiff(resource, olds, fromStruct<Values>(request.getNews()));
  const response = new proto.DiffResponse();
  for (const { path, kind } of changes) {
    const kinds = replaces.includes(topLevel(path)) ? REPLACING : IN_PLACE;
    response.getDetaileddiffMap().set(path, new proto.PropertyDiff().setKind(kinds[kind]));
  }
  return response
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(changes.map(({ path }) => path))
    .setReplacesList(replaces)
    .setHasdetaileddiff(true);
}

async function create(
  resource: BuiltinResource,
  request: proto.CreateRequest,
): Promise<proto.CreateResponse> {
  const inputs = fromStruct<Values>(request.getProperties());
  if (request.getPreview())
    return new proto.CreateResponse().setProperties(toStruct(planned(resource, inputs)));
  const { id, outputs } = await resource.create(inputs);
  return new proto.CreateResponse().setId(id).setProperties(toStruct(outputs));
}

function planned({ computed }: BuiltinResource, inputs: Values): Values {
  return { ...Object.fromEntries(computed.map((key) => [key, UNKNOWN])), ...inputs };
}

async function update(
  resource: BuiltinResource,
  request: proto.UpdateRequest,
): Promise<proto.UpdateResponse> {
  const [olds, news] = [fromStruct<Values>(request.getOlds()), fromStruct<Values>(request.getNews())];
  const outputs = request.getPreview()
    ? { ...olds, ...news }
    : await resource.update(request.getId(), olds, news);
  return new proto.UpdateResponse().setProperties(toStruct(outputs));
}

/** An empty id says that it is gone. The recorded inputs stay: drift shows in the outputs. */
async function read(resource: BuiltinResource, request: proto.ReadRequest): Promise<proto.ReadResponse> {
  const found = await resource.read(request.getId(), fromStruct<Values>(request.getProperties()));
  if (!found) return new proto.ReadResponse().setId("");
  return new proto.ReadResponse()
    .setId(found.id)
    .setInputs(request.getInputs())
    .setProperties(toStruct(found.outputs));
}
