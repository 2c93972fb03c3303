import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import type { BuiltinResource, Values } from "../builtin-resource";
import { type ContainerInputs, creation } from "./container-options";
import { containerState } from "./container-state";
import { ifThere, isMissing } from "./errors";
import { assertOurs } from "./labels";

const MEBIBYTE = 1024 ** 2;

/** `docker.Container`; its id is the daemon's. */
export function containerResource(docker: () => Docker): BuiltinResource {
  const inspect = (id: string) => ifThere(docker().getContainer(id).inspect());
  const read = async (id: string, outputs: Values) => {
    const found = await inspect(id);
    return found && { id: found.Id, outputs: containerState(found, outputs) };
  };
  return {
    type: "docker:index/container:Container",
    ...CONTAINER_SCHEMA,

    async create(inputs) {
      const wanted = inputs as unknown as ContainerInputs;
      const before = await inspect(wanted.name);
      if (before) {
        assertOurs(`the container ${wanted.name}`, wanted.labels, before.Config.Labels);
        await removeContainer(docker(), before.Id, wanted.destroyGraceSeconds);
      }
      const container = await docker().createContainer(creation(wanted));
      await joinNetworks(docker(), container.id, wanted);
      await container.start();
      if (wanted.wait) await healthy(docker(), container.id, wanted.waitTimeout ?? 60);
      const made = await read(container.id, inputs);
      if (!made) throw new Error(`the container ${wanted.name} was gone as soon as it was made`);
      return made;
    },

    read,

    async update(id, olds, news) {
      const wanted = news as unknown as ContainerInputs;
      const container = docker().getContainer(id);
      await container.update({
        Memory: wanted.memory * MEBIBYTE,
        MemorySwap: wanted.memorySwap * MEBIBYTE,
        RestartPolicy: { Name: wanted.restart, MaximumRetryCount: 0 },
      });
      if (olds.mustRun === false) await container.start();
      return (await read(id, { ...olds, ...news }))?.outputs ?? { ...olds, ...news };
    },

    async remove(id, outputs) {
      await removeContainer(docker(), id, Number(outputs.destroyGraceSeconds ?? 0));
    },
  };
}

/** Inputs that this program gives, and what the stock plugin makes of those that it does not give. */
const CONTAINER_SCHEMA = {
  defaults: {
    attach: false,
    containerReadRefreshTimeoutMilliseconds: 15_000,
    logs: false,
    memoryReservation: 0,
    mustRun: true,
    networkMode: "bridge",
    rm: false,
    start: true,
    stdinOpen: false,
    tty: false,
    wait: false,
    waitTimeout: 60,
  },
  replaceOn: [
    ...[
      "capabilities",
      "command",
      "cpus",
      "envs",
      "image",
      "labels",
      "name",
      "networkMode",
      "networksAdvanced",
    ],
    ...["ports", "privileged", "readOnly", "securityOpts", "stdinOpen", "tty", "ulimits", "user", "volumes"],
    // The stock plugin knows no way to change these in place either, but says so only by doing nothing.
    ...["healthcheck", "init", "tmpfs"],
  ],
  computed: [
    ...[
      "bridge",
      "containerLogs",
      "entrypoints",
      "exitCode",
      "hostname",
      "ipcMode",
      "logDriver",
      "networkDatas",
    ],
    ...["platform", "runtime", "shmSize", "stopSignal", "stopTimeout"],
  ],
  known: [
    ...[
      "capabilities",
      "command",
      "cpus",
      "destroyGraceSeconds",
      "envs",
      "healthcheck",
      "image",
      "init",
      "labels",
    ],
    ...[
      "memory",
      "memorySwap",
      "name",
      "networksAdvanced",
      "ports",
      "privileged",
      "readOnly",
      "removeVolumes",
    ],
    ...["restart", "securityOpts", "tmpfs", "ulimits", "user", "volumes"],
  ],
};

async function joinNetworks(
  docker: Docker,
  id: string,
  { networksAdvanced = [] }: ContainerInputs,
): Promise<void> {
  if (networksAdvanced.length === 0) return;
  const leave = docker.getNetwork("bridge").disconnect({ Container: id, Force: false });
  await leave.catch((error: unknown) => {
    if (!String(error).includes("is not connected")) throw error;
  });
  for (const { name } of networksAdvanced) await docker.getNetwork(name).connect({ Container: id });
}

/** @throws Error with the last words of the check when the container is not well in time */
async function healthy(docker: Docker, id: string, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(250)) {
    const { State } = await docker.getContainer(id).inspect();
    const health = State.Health;
    if (health?.Status === "healthy") return;
    const last = health?.Log?.at(-1)?.Output?.trim() ?? "";
    if (!State.Running && !State.Restarting)
      throw new Error(`the container ended with exit code ${State.ExitCode} before it was well: ${last}`);
    if (Date.now() > end) throw new Error(`the container was not well within ${seconds} seconds: ${last}`);
  }
}

async function removeContainer(docker: Docker, id: string, grace: number): Promise<void> {
  const container = docker.getContainer(id);
  try {
    await container.stop({ t: grace }).catch((error: unknown) => {
      if (!isMissing(error) && !String(error).includes("304")) throw error;
    });
    await container.remove({ force: true, v: false });
  } catch (error) {
    if (!isMissing(error) && !String(error).includes("already in progress")) throw error;
  }
}
