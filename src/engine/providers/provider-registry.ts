import { EngineError } from "../engine-error";
import type { ResourceState } from "../state/deployment";
import { formatReference, packageOf, parseReference, parseUrn } from "../urn";
import { UNKNOWN, type ValueMap } from "../values/value";
import type { Diff } from "./diff";
import { type PluginOptions, startPlugin } from "./plugin-process";
import { type CheckResult, ProviderClient } from "./provider-client";

/** Inputs of a provider resource that are the engine's own; plugins never see them. */
const OWN_KEYS = new Set(["version", "pluginDownloadURL", "__internal"]);

function pluginConfig(inputs: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !OWN_KEYS.has(key)));
}

/** The configured providers of a run, by reference `<urn>::<id>`. Plugins start when first needed and end with `close`. */
export class ProviderRegistry {
  private readonly byReference = new Map<string, Promise<ProviderClient>>();
  private readonly clients = new Set<ProviderClient>();
  private readonly starting = new Map<string, Promise<ProviderClient>>();
  private closed = false;

  /** @param olds the state's resources, where providers of an earlier run are looked up */
  constructor(
    private readonly options: PluginOptions,
    private readonly preview: boolean,
    private readonly olds: () => readonly ResourceState[],
  ) {}

  private async start(packageName: string, version: string): Promise<ProviderClient> {
    if (this.closed) throw new EngineError("cancelled", "the operation is ending");
    const plugin = await startPlugin(this.options, packageName, version);
    const client = new ProviderClient(plugin, packageName, this.preview);
    this.clients.add(client);
    await client.handshake(this.options.address);
    if (this.closed) await client.end();
    return client;
  }

  /** Some running plugin of the package, to ask about configurations; started once, then configured for the first taker. */
  private async anyClient(packageName: string, version: string): Promise<ProviderClient> {
    for (const [reference, client] of this.byReference)
      if (packageOf(typeOf(reference)) === packageName) return client;
    const waiting = this.starting.get(packageName) ?? this.start(packageName, version);
    this.starting.set(packageName, waiting);
    return waiting;
  }

  async checkConfig(urn: string, olds: ValueMap, news: ValueMap): Promise<CheckResult> {
    const client = await this.anyClient(packageOf(typeOf(urn)), versionOf(news));
    const own = Object.fromEntries(Object.entries(news).filter(([key]) => OWN_KEYS.has(key)));
    const result = await client.checkConfig(urn, pluginConfig(olds), pluginConfig(news));
    return { ...result, inputs: { ...result.inputs, ...own } };
  }

  async diffConfig(urn: string, old: ResourceState, news: ValueMap): Promise<Diff> {
    const client = await this.anyClient(packageOf(old.type), versionOf(news));
    const subject = {
      urn,
      id: old.id ?? "",
      inputs: pluginConfig(old.inputs),
      outputs: pluginConfig(old.outputs),
    };
    return client.diffConfig(urn, subject, pluginConfig(news));
  }

  /** Makes a provider of this run available: new, changed, or unchanged since the last one. */
  async publish(state: ResourceState, unchanged: boolean): Promise<void> {
    const reference = formatReference({ urn: state.urn, id: state.id ?? "" });
    if (unchanged && this.byReference.has(reference)) return;
    const client = this.configured(state);
    this.byReference.set(reference, client);
    await client;
  }

  private async configured(state: ResourceState): Promise<ProviderClient> {
    const packageName = packageOf(state.type);
    const waiting = this.starting.get(packageName);
    this.starting.delete(packageName);
    const client = await (waiting ?? this.start(packageName, versionOf(state.inputs)));
    await client.configure(state.urn, state.id ?? "", pluginConfig(state.inputs));
    return client;
  }

  /** The provider that a resource names: of this run, else of the old state with its old configuration. */
  forReference(reference: string): Promise<ProviderClient> {
    const known = this.byReference.get(reference);
    if (known !== undefined) return known;
    const { urn, id } = parseReference(reference);
    const old = this.olds().find((state) => state.urn === urn && state.id === id);
    if (old === undefined) return Promise.reject(new Error(`unknown provider ${reference}`));
    const client = this.configured(old);
    this.byReference.set(reference, client);
    return client;
  }

  /** Asks all plugins to give up; calls under way then end on their own. */
  async cancel(): Promise<void> {
    await Promise.all([...this.clients].map((client) => client.cancel()));
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled([...this.byReference.values(), ...this.starting.values()]);
    await Promise.all([...this.clients].map((client) => client.end()));
  }
}

function typeOf(urnOrReference: string): string {
  return parseUrn(urnOrReference).type;
}

function versionOf(inputs: ValueMap): string {
  return typeof inputs.version === "string" && inputs.version !== UNKNOWN ? inputs.version : "";
}
