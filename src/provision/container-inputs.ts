import type { ContainerSettings, DesiredContainer } from "./desire-container";

/** What no request can ask otherwise: nothing to write but its volumes and a small /tmp, no rights, no way to get any. */
const HARDENED = {
  readOnly: true,
  privileged: false,
  capabilities: { drops: ["ALL"] },
  securityOpts: ["no-new-privileges:true"],
  tmpfs: { "/tmp": "rw,noexec,nosuid,nodev,size=16m,mode=1777" },
  init: true,
  restart: "unless-stopped",
  destroyGraceSeconds: 10,
  removeVolumes: false,
};

/** Inputs of `docker.RemoteImage` in which no machine's folders are: an archive that is built is named by its SHA-256. */
export function imageInputs({ image: { name, build } }: DesiredContainer) {
  return { name, ...(build ? { triggers: { sha256: build.sha256 } } : {}) };
}

/** Inputs of `docker.Network`. */
export function networkInputs({ network }: DesiredContainer) {
  return { ...network, driver: "bridge" };
}

/** Inputs of `docker.Volume`. */
export function volumeInputs({ name, driverOpts, labels }: DesiredContainer["volumes"][number]) {
  return { name, driver: "local", driverOpts, labels };
}

/** Inputs of `docker.Container`, without those that another resource tells: its image and its network. */
export function containerInputs(id: string, { container, volumes }: DesiredContainer) {
  return {
    ...HARDENED,
    ...(container satisfies ContainerSettings),
    volumes: [
      { hostPath: `/srv/titip/${id}/secrets`, containerPath: "/run/secrets", readOnly: true },
      ...volumes.map(({ path, name }) => ({ containerPath: path, volumeName: name })),
    ],
    ...(container.healthcheck ? { wait: true, waitTimeout: 60 } : {}),
  };
}
