import type Docker from "dockerode";
import type { BuiltinResource, Values } from "../builtin-resource";
import { ifThere } from "./errors";
import { assertOurs, labelList, labelMap } from "./labels";

/** `docker.Volume`; its id is its name. */
export function volumeResource(docker: () => Docker): BuiltinResource {
  const read = async (name: string): Promise<Values | undefined> => {
    const found = await ifThere(docker().getVolume(name).inspect());
    if (!found) return undefined;
    const { Driver, Labels, Mountpoint, Name, Options } = found;
    return {
      name: Name,
      driver: Driver,
      driverOpts: Options ?? {},
      labels: labelList(Labels),
      mountpoint: Mountpoint,
    };
  };
  return {
    type: "docker:index/volume:Volume",
    defaults: {},
    replaceOn: ["name", "driver", "driverOpts", "labels"],
    computed: ["mountpoint"],
    known: ["name", "driver", "driverOpts", "labels"],

    async create(inputs) {
      const { name, driver, driverOpts, labels } = inputs as {
        name: string;
        driver: string;
        driverOpts: Record<string, string>;
        labels: unknown;
      };
      const before = await ifThere(docker().getVolume(name).inspect());
      if (before) {
        assertOurs(`the volume ${name}`, labels, before.Labels);
        await docker().getVolume(name).remove();
      }
      const wanted = { Name: name, Driver: driver, DriverOpts: driverOpts, Labels: labelMap(labels) };
      await docker().createVolume(wanted);
      return { id: name, outputs: { ...inputs, ...(await read(name)) } };
    },

    async read(id, outputs) {
      const found = await read(id);
      return found && { id, outputs: { ...outputs, ...found } };
    },

    async update(_id, olds, news) {
      return { ...olds, ...news };
    },

    async remove(id) {
      await ifThere(docker().getVolume(id).remove());
    },
  };
}
