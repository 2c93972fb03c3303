import { join } from "node:path";
import { siteRoot } from "../site-root";
import type { Text } from "../text";
import { type DataCentre, openDataCentre } from "./data-centre";
import { compare, type PropertyChange, topLevel } from "./diff";
import { certificate } from "./resources/certificate";
import { containerStore } from "./resources/container-store";
import { database } from "./resources/database";
import { type CheckFailure, type ManagedResource, parseId } from "./resources/managed-resource";
import { recordSet } from "./resources/record-set";
import { ruleSet } from "./resources/rule-set";
import { virtualHost } from "./resources/virtual-host";

/** Inputs and outputs as they come from an engine: shaped by `check`, so each resource knows its own. */
type Values = Record<string, unknown>;
type AnyResource = ManagedResource<Values, Values>;

const RESOURCES = new Map(
  [virtualHost, certificate, recordSet, ruleSet, database, containerStore].map((resource) => [
    resource.type,
    resource as unknown as AnyResource,
  ]),
);

export interface Diff {
  changes: PropertyChange[];
  /** Top-level properties whose change means another resource. */
  replaces: string[];
}

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
    const resource = resourceOf(urn);
    const known = Object.fromEntries(Object.entries(olds).filter(([key]) => !resource.learned.includes(key)));
    const changes = compare(known, resource.plan(news));
    const replaces = [...new Set(changes.map((change) => topLevel(change.path)))].filter((key) =>
      resource.replaceOn.includes(key),
    );
    // A site whose account was removed by hand is repaired where it is, not built anew.
    return { changes, replaces: replaces.filter((key) => !isLoss(olds[key])) };
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

/** What `describe` of a virtual host gives when the account is gone from the server. */
function isLoss(value: unknown): boolean {
  return typeof value === "object" && value !== null && "uid" in value && value.uid === 0;
}

function resourceOf(urn: string): AnyResource {
  const type = urn.split("::")[2]?.split("$").pop() ?? "";
  const resource = RESOURCES.get(type);
  if (!resource)
    throw new Error(`${type} is not a resource of titip; known: ${[...RESOURCES.keys()].join(", ")}`);
  return resource;
}
