import { join, relative } from "node:path";
import type * as Docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { recover } from "@pulumi/pulumi/output";
import { containerInputs, imageInputs, networkInputs, volumeInputs } from "../provision/container-inputs";
import type { DesiredContainer } from "../provision/desire-container";
import type { DesiredDaemon } from "../provision/docker-daemon";
import { siteRoot } from "../site-root";
import { ContainerStore } from "./container-store";

export interface DeclaredContainer {
  resources: pulumi.CustomResource[];
  /** Its site is served after it and taken down before it. */
  container: pulumi.CustomResource | undefined;
  store: ContainerStore;
}

/** A site without a container must not pay for loading Docker's SDK. */
function docker(): typeof Docker {
  return require("@pulumi/docker") as typeof Docker;
}

const daemons = new Map<string, Docker.Provider>();

/** One provider a container server, whichever request comes first. */
function daemonOf({ server, host, sshOpts }: DesiredDaemon): Docker.Provider {
  const found = daemons.get(server) ?? new (docker().Provider)(server, { host, sshOpts });
  daemons.set(server, found);
  return found;
}

/**
 * Everything that one request has on its container server. Only the store holds data, and it is protected; the rest is
 * made anew from the request at any time. Of an ended service the store is left, which archived its files.
 */
export function declareContainer(
  id: string,
  desired: DesiredContainer,
  { parent, protect, after = [] }: { parent: pulumi.Resource; protect: boolean; after?: pulumi.Resource[] },
): DeclaredContainer {
  const store = new ContainerStore(id, { ...desired.store }, { parent, protect });
  if (desired.store.closed) return { resources: [store], container: undefined, store };
  const options = { parent, provider: daemonOf(desired.daemon) };
  const image = declareImage(id, desired, options);
  const network = new (docker().Network)(id, networkInputs(desired), options);
  const volumes = desired.volumes.map(
    (volume) =>
      new (docker().Volume)(`${id}-${volume.slot}`, volumeInputs(volume), {
        ...options,
        dependsOn: store,
        deleteBeforeReplace: true,
      }),
  );
  const container = new (docker().Container)(
    id,
    {
      ...containerInputs(id, desired),
      image: orNone(image.imageId),
      networksAdvanced: [{ name: orNone(network.id) }],
    },
    { ...options, dependsOn: [store, image, network, ...volumes, ...after], deleteBeforeReplace: true }, // name and port are its own
  );
  return { resources: [store, image, network, ...volumes, container], container, store };
}

/**
 * What another resource learns, for one that depends on it in any case: when that one failed the engine passes this one
 * over, and the program must not end for it.
 */
function orNone(output: pulumi.Output<string>): pulumi.Output<string> {
  return recover(output, () => "");
}

/** Plugins work in the program's folder, wherever that is: so from there the path is the same on every machine. */
function folderOf(context: string): string {
  return relative(process.cwd(), join(siteRoot(new pulumi.Config("titip").get("site")), context));
}

function declareImage(
  id: string,
  desired: DesiredContainer,
  options: pulumi.CustomResourceOptions,
): Docker.RemoteImage {
  const { build } = desired.image;
  const built = build && {
    build: {
      context: folderOf(build.context),
      networkMode: "none",
      useLegacyBuilder: true,
      forceRemove: true,
    },
  };
  return new (docker().RemoteImage)(id, { ...imageInputs(desired), ...built }, options);
}
