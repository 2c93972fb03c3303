import type { ContainerCreateOptions } from "dockerode";
import type { ContainerSettings, Label } from "../../provision/desire-container";
import { labelMap } from "./labels";

const MEBIBYTE = 1024 ** 2;
const SECOND = 1_000_000_000;

/** Inputs of `docker.Container` as this program gives them. */
export interface ContainerInputs extends ContainerSettings {
  image: string;
  capabilities?: { drops?: string[] };
  securityOpts?: string[];
  tmpfs?: Record<string, string>;
  networkMode: string;
  networksAdvanced?: { name: string }[];
  volumes?: { containerPath: string; volumeName?: string; hostPath?: string; readOnly?: boolean }[];
  readOnly?: boolean;
  privileged?: boolean;
  init?: boolean;
  restart: string;
  destroyGraceSeconds: number;
  wait?: boolean;
  waitTimeout?: number;
  labels: Label[];
}

/** The inputs as the daemon's API takes them. Pure. */
export function creation(inputs: ContainerInputs): ContainerCreateOptions {
  const { memory, memorySwap, cpus, ports, ulimits, healthcheck } = inputs;
  const published = ports.map((port) => ({ ...port, key: `${port.internal}/${port.protocol}` }));
  return {
    name: inputs.name,
    Image: inputs.image,
    Cmd: inputs.command,
    Env: inputs.envs,
    User: inputs.user,
    Labels: labelMap(inputs.labels),
    ExposedPorts: Object.fromEntries(published.map(({ key }) => [key, {}])),
    Healthcheck: healthcheck && {
      Test: healthcheck.tests,
      Interval: seconds(healthcheck.interval),
      Timeout: seconds(healthcheck.timeout),
      StartPeriod: seconds(healthcheck.startPeriod),
      Retries: healthcheck.retries,
    },
    HostConfig: {
      ReadonlyRootfs: inputs.readOnly,
      Privileged: inputs.privileged,
      CapDrop: inputs.capabilities?.drops,
      SecurityOpt: inputs.securityOpts,
      Tmpfs: inputs.tmpfs,
      Init: inputs.init,
      Memory: memory * MEBIBYTE,
      MemorySwap: memorySwap * MEBIBYTE,
      NanoCpus: Math.round(Number(cpus) * 1e9),
      Ulimits: ulimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
      NetworkMode: inputs.networkMode,
      PortBindings: Object.fromEntries(
        published.map(({ key, ip, external }) => [key, [{ HostIp: ip, HostPort: String(external) }]]),
      ),
      Binds: (inputs.volumes ?? []).map(
        ({ volumeName, hostPath, containerPath, readOnly }) =>
          `${volumeName ?? hostPath}:${containerPath}:${readOnly ? "ro" : "rw"}`,
      ),
      RestartPolicy: { Name: inputs.restart },
    },
  };
}

/** `5s` in nanoseconds; only whole seconds are ever asked for. */
export function seconds(duration: string): number {
  const match = /^(\d+)s$/.exec(duration);
  if (!match) throw new Error(`${duration}: not a number of seconds`);
  return Number(match[1]) * SECOND;
}
