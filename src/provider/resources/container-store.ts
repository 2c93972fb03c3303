import type { ContainerStoreInputs } from "../../provision/desired-state";
import type { StoreReality } from "../../remote/fleet";
import type { CheckFailure, ManagedResource } from "./managed-resource";

export interface ContainerStoreOutputs extends ContainerStoreInputs {
  /** The container writes into it, not beside it. */
  mounted: boolean;
  /** Where the files of an ended service are. */
  archive?: string;
}

const REQUEST_ID = /^[A-Z]{3}-[0-9]{4}-[0-9]{4,}$/;
const WORD = /^[a-z0-9_][a-z0-9._-]{0,99}$/;

/** What a site's container keeps: a file system of its own, within the size that was approved. */
export const containerStore: ManagedResource<ContainerStoreInputs, ContainerStoreOutputs> = {
  type: "titip:container:Store",
  replaceOn: ["request", "server"],
  learned: ["archive"],

  check(news) {
    const folders = [...(news.folders ?? [])].sort();
    return { inputs: { ...news, folders }, failures: refused(news) };
  },

  id: (inputs) => `${inputs.server}/${inputs.request}`,

  plan: (inputs) => ({ ...inputs, mounted: !inputs.closed }),

  async apply({ fleet }, inputs) {
    const server = fleet.containers(inputs.server);
    if (!inputs.closed) return describe(inputs, await server.put(inputs));
    const { archive } = await server.remove(inputs.request);
    return { ...containerStore.plan(inputs), ...(archive === undefined ? {} : { archive }) };
  },

  async read({ fleet }, { server, request }, olds) {
    const held = await fleet.containers(server).read(request);
    const recorded = olds.request ? (olds as ContainerStoreOutputs) : undefined;
    // The store of an ended service is gone, and that is as it should be: the record of it stays.
    if (!held) return recorded?.closed && { inputs: recorded, outputs: recorded };
    const { uid, bytes, folders } = held;
    const inputs: ContainerStoreInputs = { request, server, uid, bytes, folders: [...folders] };
    return { inputs, outputs: describe(recorded ?? inputs, held) };
  },

  async remove({ fleet }, { server, request }, olds) {
    const { archive } = await fleet.containers(server).remove(request);
    if (archive === undefined || olds.closed) return undefined;
    return {
      id: `${request}: berkas kontainer diarsipkan di ${server}:${archive}`,
      en: `${request}: the container's files were archived as ${server}:${archive}`,
    };
  },
};

/** What was ordered, overlaid with what the server really has, so that a difference shows in `diff`. */
function describe({ closed, ...inputs }: ContainerStoreInputs, held: StoreReality): ContainerStoreOutputs {
  const { uid, bytes, folders, mounted } = held;
  const wanted = inputs.folders.filter((word) => folders.includes(word)); // what a site makes beside them is its own
  return { ...inputs, uid, bytes, folders: wanted, mounted };
}

function refused({ request, uid, bytes, folders }: ContainerStoreInputs): CheckFailure[] {
  const checks: [property: keyof ContainerStoreInputs, found: unknown, fits: boolean][] = [
    ["request", request, REQUEST_ID.test(request)],
    ["uid", uid, Number.isInteger(uid) && uid >= 1000],
    ["bytes", bytes, Number.isSafeInteger(bytes) && bytes > 0],
    ["folders", folders, (folders ?? []).every((word) => WORD.test(word))],
  ];
  return checks.flatMap(([property, found, fits]) =>
    fits ? [] : [{ property, reason: `${JSON.stringify(found)} cannot stand in a container's store` }],
  );
}
