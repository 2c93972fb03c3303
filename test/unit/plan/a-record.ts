import type { Plan } from "../../../src/plan/plan";
import { wantedResources } from "../../../src/plan/wanted-resources";
import { resourceOfType } from "../../../src/provider/resources";
import type { Site } from "../../../src/schema/site";

interface Form {
  /** `urn:pulumi:<stack>::<project>`. */
  stack?: string;
  created?: string;
  reversed?: boolean;
}

const COMPONENT = "titip:index:Hosting";

/** The deployment that an engine would have recorded after a whole `up` of a site. */
export function recordOf(
  site: Site,
  { stack = "lab", created = "2026-11-20T01:00:00Z", reversed }: Form = {},
) {
  const urn = (type: string, name: string) => `urn:pulumi:${stack}::titip::${type}::${name}`;
  const wanted = wantedResources(site);
  const components = [...new Set(wanted.map(({ request }) => request))].map((request) => ({
    urn: urn(COMPONENT, request),
    custom: false,
    type: COMPONENT,
  }));
  const customs = wanted.map(({ request, type, name, inputs }, index) => {
    const resource = resourceOfType(type);
    const checked = resource ? resource.check(inputs).inputs : inputs;
    const learned = Object.fromEntries((resource?.learned ?? []).map((key) => [key, `${stack} knows`]));
    return {
      urn: urn(`${COMPONENT}$${type}`, name),
      custom: true,
      id: `${stack}-${index}`,
      type,
      inputs: checked,
      outputs: resource ? { ...resource.plan(checked), ...learned } : checked,
      parent: urn(COMPONENT, request),
      provider: `${urn("pulumi:providers:titip", "default")}::${stack}`,
      created,
      modified: created,
    };
  });
  const resources = [...components, ...customs];
  return {
    version: 3,
    deployment: { manifest: { time: created }, resources: reversed ? resources.reverse() : resources },
  };
}

/** Actions by resource, for short assertions. */
export function actionsIn({ requests }: Plan): string[] {
  return requests.flatMap(({ operations }) =>
    operations.map(({ action, type, name }) => `${action} ${type.split(":").pop()} ${name}`),
  );
}

/** The recorded outputs of a request's virtual host, to be changed as by hand. */
export function hostOutputs(record: ReturnType<typeof recordOf>): Record<string, unknown> {
  const host = record.deployment.resources.find(({ urn }) => urn.includes("VirtualHost"));
  if (!host || !("outputs" in host)) throw new Error("no virtual host is on record");
  return host.outputs as Record<string, unknown>;
}
