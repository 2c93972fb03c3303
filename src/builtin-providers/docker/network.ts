import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import type { BuiltinResource, Values } from "../builtin-resource";
import { ifThere } from "./errors";
import { assertOurs, labelList, labelMap } from "./labels";

/** Milliseconds that a network may still have a container on it that is going. */
const LEAVING = 30_000;

/** `docker.Network`; its id is the daemon's. */
export function networkResource(docker: () => Docker): BuiltinResource {
  const read = async (id: string): Promise<Values | undefined> => {
    const found = await ifThere(docker().getNetwork(id).inspect());
    return found && { ...stateOf(found) };
  };
  return {
    type: "docker:index/network:Network",
    defaults: { ipamDriver: "default" },
    replaceOn: ["name", "driver", "labels", "ipamDriver"],
    computed: ["internal", "ipamConfigs", "options", "scope"],
    known: ["name", "driver", "labels"],

    async create(inputs) {
      const { name, driver, labels } = inputs as { name: string; driver: string; labels: unknown };
      for (const one of await docker().listNetworks({ filters: { name: [name] } })) {
        if (one.Name !== name) continue; // the filter takes parts of names too
        assertOurs(`the network ${name}`, labels, one.Labels);
        await docker().getNetwork(one.Id).remove();
      }
      const { id } = await docker().createNetwork({
        Name: name,
        Driver: driver,
        Labels: labelMap(labels),
        CheckDuplicate: true,
      });
      return { id, outputs: { ...inputs, ...(await read(id)) } };
    },

    async read(id, outputs) {
      const found = await read(id);
      return found && { id, outputs: { ...outputs, ...found } };
    },

    async update(_id, olds, news) {
      return { ...olds, ...news };
    },

    async remove(id) {
      for (const end = Date.now() + LEAVING; ; await sleep(200)) {
        try {
          await ifThere(docker().getNetwork(id).remove());
          return;
        } catch (error) {
          if (Date.now() > end || !String(error).includes("has active endpoints")) throw error;
        }
      }
    },
  };
}

function stateOf(found: Docker.NetworkInspectInfo): Values {
  const { Attachable, Driver, EnableIPv6, IPAM, Ingress, Internal, Labels, Name, Options, Scope } = found;
  return {
    name: Name,
    driver: Driver,
    labels: labelList(Labels),
    attachable: Attachable,
    ingress: Ingress,
    internal: Internal,
    ipv6: EnableIPv6,
    ipamDriver: IPAM?.Driver,
    ipamOptions: IPAM?.Options ?? {},
    ipamConfigs: (IPAM?.Config ?? []).map(({ Subnet = "", Gateway = "", IPRange = "" }) => ({
      subnet: Subnet,
      gateway: Gateway,
      ipRange: IPRange,
      auxAddress: {},
    })),
    options: Options ?? {},
    scope: Scope,
  };
}
