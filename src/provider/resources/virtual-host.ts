import type { VirtualHostInputs } from "../../provision/desired-state";
import { sitePaths } from "../../provision/paths";
import { placeholderPage } from "../../provision/placeholder-page";
import { parseVirtualHost, refusedValues, renderVirtualHost } from "../../provision/render-virtual-host";
import { byKind, fromKinds, siteExtras } from "../../provision/site-extras";
import type { SiteOrder, SiteReality } from "../../remote/fleet";
import type { DataCentre } from "../data-centre";
import type { ManagedResource, Read, ResourceId } from "./managed-resource";

/** Inputs after `check`, which adds the texts that the server will hold, so that a plan shows them. */
export type CheckedVirtualHost = VirtualHostInputs & {
  configuration: string;
  /** PHP pool, quota, keys, by kind: absent for a site that has nothing beside its virtual host. */
  extras?: Record<string, string[]>;
};

export interface VirtualHostOutputs extends CheckedVirtualHost {
  configFile: string;
  /** Empty when the folder is missing or not the account's. */
  documentRoot: string;
  /** Where the files of a closed site are on its server; empty when there were none. */
  archive?: string;
}

export const virtualHost: ManagedResource<CheckedVirtualHost, VirtualHostOutputs> = {
  type: "titip:apache:VirtualHost",
  replaceOn: ["request", "server", "account"],
  learned: ["archive"],

  check(news) {
    const failures = refusedValues(news).map(({ property, found }) => ({
      property,
      reason: `${JSON.stringify(found)} cannot stand in a virtual host`,
    }));
    const configuration = failures.length > 0 || news.closed ? "" : renderVirtualHost(news);
    const extras = failures.length > 0 ? undefined : byKind(siteExtras(news));
    return { inputs: { ...news, configuration, ...(extras ? { extras } : {}) }, failures };
  },

  id: (inputs) => `${inputs.server}/${inputs.request}`,

  plan(inputs) {
    if (inputs.closed) return { ...inputs, configFile: "", documentRoot: "" };
    const { configFile, documentRoot } = sitePaths(inputs.request);
    return { ...inputs, configFile, documentRoot };
  },

  async apply({ fleet }, inputs, olds) {
    if (!inputs.closed) return describe(inputs, await fleet.web(inputs.server).put(order(inputs)));
    const { archive = "" } = await fleet.web(inputs.server).remove(inputs.request);
    // What somebody put there by hand after the closure is archived too; on record stays where the agency's data is.
    return { ...virtualHost.plan(inputs), archive: olds?.archive || archive };
  },

  read: readVirtualHost,

  async remove({ fleet }, { server, request }) {
    const { archive } = await fleet.web(server).remove(request);
    if (!archive) return undefined;
    return {
      id: `${request}: berkas situs diarsipkan di ${server}:${archive}`,
      en: `${request}: the site's files are archived at ${server}:${archive}`,
    };
  },
};

async function readVirtualHost(
  { fleet, addressOf }: DataCentre,
  id: ResourceId,
  olds: Partial<VirtualHostOutputs>,
): Promise<Read<CheckedVirtualHost, VirtualHostOutputs> | undefined> {
  const reality = await fleet.web(id.server).read(id.request);
  // Of a closed site the record stays, with the place of its archive, though its server holds nothing any more.
  if (!reality && olds.closed)
    return { inputs: olds as VirtualHostOutputs, outputs: olds as VirtualHostOutputs };
  if (!reality) return undefined;
  const inputs = olds.request ? (olds as VirtualHostOutputs) : inputsFrom(id, reality, addressOf(id.server));
  const outputs = describe(inputs, reality);
  const { configFile: _file, documentRoot: _root, ...imported } = outputs;
  return { inputs: imported, outputs };
}

/** What was ordered, overlaid with what the server really holds, so that a difference shows in `diff`. */
function describe({ extras: _, ...inputs }: CheckedVirtualHost, reality: SiteReality): VirtualHostOutputs {
  const extras = byKind(reality.extras ?? []);
  const paths = sitePaths(inputs.request);
  const { ip } = inputs.address;
  return {
    ...inputs,
    ...(extras ? { extras } : {}),
    address: { ...inputs.address, dedicated: reality.dedicatedAddress === ip },
    account: reality.account ?? { name: "", uid: 0 },
    configuration: reality.configuration,
    configFile: paths.configFile,
    documentRoot: reality.documentRoot ? paths.documentRoot : "",
  };
}

function inputsFrom(
  { server, request }: ResourceId,
  reality: SiteReality,
  shared: string,
): CheckedVirtualHost {
  const { dedicatedIp, ipv6, ...said } = parseVirtualHost(reality.configuration);
  return {
    request,
    server,
    ...said,
    address: {
      ...{ ip: dedicatedIp ?? shared, dedicated: dedicatedIp !== undefined },
      ...(ipv6 === undefined ? {} : { ipv6 }),
    },
    account: reality.account ?? { name: "", uid: 0 },
    title: said.serverName,
    configuration: reality.configuration,
  };
}

function order(inputs: CheckedVirtualHost): SiteOrder {
  return {
    request: inputs.request,
    account: inputs.account,
    dedicatedAddress: inputs.address.dedicated ? inputs.address.ip : undefined,
    address: inputs.address.ip,
    configuration: inputs.configuration,
    placeholder: placeholderPage(inputs),
    extras: fromKinds(inputs.extras),
  };
}
