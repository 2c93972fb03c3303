import type Docker from "dockerode";
import { filesOf, folderDigest } from "../../schema/folder-digest";
import type { BuiltinResource, Values } from "../builtin-resource";
import { ifThere } from "./errors";

interface ImageInputs {
  name: string;
  build?: { context: string; dockerfile?: string; networkMode?: string };
  triggers?: { sha256?: string };
}

/**
 * `docker.RemoteImage`: an image of a registry, or one that the daemon builds from a folder that is sent to it. Its id is the
 * image's, with its name appended.
 */
export function imageResource(docker: () => Docker): BuiltinResource {
  const read = async (name: string): Promise<{ id: string; outputs: Values } | undefined> => {
    const found = await ifThere(docker().getImage(name).inspect());
    if (!found) return undefined;
    const repoDigest = found.RepoDigests?.[0] ?? "";
    return { id: `${found.Id}${name}`, outputs: { name, imageId: found.Id, repoDigest } };
  };
  return {
    type: "docker:index/remoteImage:RemoteImage",
    defaults: {},
    replaceOn: ["name", "build", "triggers"],
    computed: ["imageId", "repoDigest"],
    known: ["name", "build", "triggers", "keepLocally", "forceRemove"],

    async create(inputs) {
      const { name, build, triggers } = inputs as unknown as ImageInputs;
      if (build) await buildImage(docker(), name, build, triggers?.sha256);
      else await pullImage(docker(), name);
      const made = await read(name);
      if (!made) throw new Error(`${name}: the daemon does not have the image that it was to make`);
      return { id: made.id, outputs: { ...inputs, ...made.outputs } };
    },

    async read(_id, outputs) {
      const found = await read(String(outputs.name));
      return found && { id: found.id, outputs: { ...outputs, ...found.outputs } };
    },

    async update(_id, olds, news) {
      return { ...olds, ...news };
    },

    async remove(_id, { name, keepLocally }) {
      if (keepLocally === true) return;
      await ifThere(docker().getImage(String(name)).remove());
    },
  };
}

/** One that is there already is taken as it is: a digest names one image only. */
async function pullImage(docker: Docker, name: string): Promise<void> {
  if (await ifThere(docker.getImage(name).inspect())) return;
  await followed(docker, await docker.pull(name));
}

/** @throws Error when the folder is not the one that was approved, or a step of its Dockerfile fails */
async function buildImage(
  docker: Docker,
  name: string,
  { context, dockerfile = "Dockerfile", networkMode }: NonNullable<ImageInputs["build"]>,
  sha256: string | undefined,
): Promise<void> {
  const found = folderDigest(context);
  if (sha256 !== undefined && found !== sha256)
    throw new Error(`${context} is not the folder that was approved: its SHA-256 is ${found}, not ${sha256}`);
  const options = { t: name, dockerfile, networkmode: networkMode, rm: true, forcerm: true };
  await followed(docker, await docker.buildImage({ context, src: filesOf(context) }, options));
}

/** Waits for the end of what the daemon tells as it works; what it calls an error is one. */
function followed(docker: Docker, progress: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    docker.modem.followProgress(progress, (error, lines: { error?: string; stream?: string }[]) => {
      const failed = lines?.find((line) => line.error !== undefined);
      if (!error && !failed) return resolve();
      const words = (lines ?? []).map(({ stream = "" }) => stream).join("");
      reject(new Error(`${failed?.error ?? error?.message}\n${words}`.trim()));
    });
  });
}
