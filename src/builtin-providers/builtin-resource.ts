/** Inputs and outputs as engines send them: plain values by property. */
export type Values = Record<string, unknown>;

/** One resource type that the embedded engine serves itself while the stock plugin is not installed. */
export interface BuiltinResource {
  /** Pulumi type token, e.g. `docker:index/container:Container`. */
  type: string;
  /** What the stock plugin fills in for inputs that the program leaves out; listed in `__defaults`. */
  defaults: Values;
  /** Inputs whose change means another resource. */
  replaceOn: readonly string[];
  /** Outputs that only an apply can tell. */
  computed: readonly string[];
  /** Inputs that are served, beside those of `defaults`; a program that gives others is refused, not misunderstood. */
  known: readonly string[];
  /** Safe to repeat: what a crashed run left of it is its own. */
  create(inputs: Values): Promise<{ id: string; outputs: Values }>;
  /** `undefined` when it is gone. */
  read(id: string, outputs: Values): Promise<{ id: string; outputs: Values } | undefined>;
  update(id: string, olds: Values, news: Values): Promise<Values>;
  /** Nothing there is fine. */
  remove(id: string, outputs: Values): Promise<void>;
}

/** The resource types of one package, and its configuration. */
export interface BuiltinPackage {
  /** `docker`. */
  name: string;
  version: string;
  resources: readonly BuiltinResource[];
  /** @param config of the package: its namespace of the stack, or an explicit provider's inputs */
  configure(config: Values): void;
  /** Ends its connections. */
  close(): Promise<void>;
}
