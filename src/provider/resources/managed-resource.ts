import type { Text } from "../../text";
import type { DataCentre } from "../data-centre";

export interface CheckFailure {
  property: string;
  reason: string;
}

/** One resource type of the plugin. Methods are thin: the work is done by pure renderers and by the fleet. */
export interface ManagedResource<Inputs, Outputs> {
  /** Pulumi type token, e.g. `titip:apache:VirtualHost`. */
  type: string;
  /** Inputs whose change means another resource. */
  replaceOn: (keyof Inputs & string)[];
  /** Outputs that no plan knows, such as the name of an archive; `diff` passes them over. */
  learned: (keyof Outputs & string)[];
  /** Fills in what follows from the inputs and names what cannot be accepted. */
  check(news: Inputs): { inputs: Inputs; failures: CheckFailure[] };
  /** `<server>/<request>`: enough to read the resource from its server, as `pulumi import` does. */
  id(inputs: Inputs): string;
  /** The outputs that the servers should give; what `diff` compares the recorded ones with. */
  plan(inputs: Inputs): Outputs;
  /** Creates or updates; safe to repeat. */
  apply(dataCentre: DataCentre, inputs: Inputs, olds: Outputs | undefined): Promise<Outputs>;
  /** What a person should be told of what came of it, though it did not fail. */
  notice?(outputs: Outputs): Text | undefined;
  /** Reads the server; `olds` is what was recorded, empty on import. */
  read(
    dataCentre: DataCentre,
    id: ResourceId,
    olds: Partial<Outputs>,
  ): Promise<Read<Inputs, Outputs> | undefined>;
  /** @returns what a person should be told, such as where the archive lies */
  remove(dataCentre: DataCentre, id: ResourceId, olds: Outputs): Promise<Text | undefined>;
}

export interface Read<Inputs, Outputs> {
  /** Used on import only: on refresh the recorded inputs stay. */
  inputs: Inputs;
  outputs: Outputs;
}

export interface ResourceId {
  server: string;
  request: string;
}

/** @throws Error when the id is not `<server>/<request>` */
export function parseId(id: string): ResourceId {
  const match = /^([^/]+)\/([^/]+)$/.exec(id);
  if (!match?.[1] || !match[2])
    throw new Error(`id ${JSON.stringify(id)}: expected <server>/<request>, e.g. web1/HST-2026-0007`);
  return { server: match[1], request: match[2] };
}
