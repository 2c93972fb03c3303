import { join } from "node:path";
import { siteRoot } from "../site-root";
import type { Text } from "../text";
import { type DataCentre, openDataCentre } from "./data-centre";
import { type AnyResource, type Diff, diffOf, resourceOfType, resourceTypes, type Values } from "./resources";
import { type CheckFailure, parseId } from "./resources/managed-resource";

/** The plugin without its wire: what each call of the engine means. */
export class TitipProvider {
  private dataCentre: DataCentre | undefined;
  private root = "";

  /** @param setting the stack's `titip:site`, relative to the project */
  configure(setting: string | undefined): void {
    this.root = siteRoot(setting);
  }

  get requestsFolder(): string {
    return join(this.root, "requests");
  }

  check(urn: string, news: Values): { inputs: Values; failures: CheckFailure[] } {
    return resourceOf(urn).check(news);
  }

  diff(urn: string, olds: Values, news: Values): Diff {
    return diffOf(resourceOf(urn), olds, news);
  }

  plan(urn: string, inputs: Values): Values {
    return resourceOf(urn).plan(inputs);
  }

  async create(urn: string, inputs: Values): Promise<{ id: string; outputs: Values }> {
    const resource = resourceOf(urn);
    return { id: resource.id(inputs), outputs: await resource.apply(this.servers(), inputs, undefined) };
  }

  update(urn: string, olds: Values, news: Values): Promise<Values> {
    return resourceOf(urn).apply(this.servers(), news, olds);
  }

  read(urn: string, id: string, olds: Values): Promise<{ inputs: Values; outputs: Values } | undefined> {
    return resourceOf(urn).read(this.servers(), parseId(id), olds);
  }

  /** What a person should be told of a resource that was made or changed. */
  notice(urn: string, outputs: Values): Text | undefined {
    return resourceOf(urn).notice?.(outputs);
  }

  remove(urn: string, id: string, olds: Values): Promise<Text | undefined> {
    return resourceOf(urn).remove(this.servers(), parseId(id), olds);
  }

  async close(): Promise<void> {
    await this.dataCentre?.fleet.close();
  }

  private servers(): DataCentre {
    const dataCentre = this.dataCentre ?? openDataCentre(this.root);
    this.dataCentre = dataCentre;
    return dataCentre;
  }
}

function resourceOf(urn: string): AnyResource {
  const type = urn.split("::")[2]?.split("$").pop() ?? "";
  const resource = resourceOfType(type);
  if (!resource) throw new Error(`${type} is not a resource of titip; known: ${resourceTypes.join(", ")}`);
  return resource;
}
