import type { ContainerInspectInfo } from "dockerode";
import { decimalCores } from "../../provision/desire-container";
import type { Values } from "../builtin-resource";

const MEBIBYTE = 1024 ** 2;
const SECOND = 1_000_000_000;

/**
 * A container as the stock plugin states it: what was recorded, overlaid with what the daemon says, so that a change by
 * hand is a difference. As there, environment, labels and volumes are taken as recorded: the daemon mixes the image's
 * own into them. A container that stopped shows as `mustRun: false`.
 */
export function containerState(found: ContainerInspectInfo, recorded: Values): Values {
  const { Config, HostConfig, State } = found;
  const running = State.Running || State.Restarting;
  return {
    ...recorded,
    mustRun: running ? (recorded.mustRun === false ? true : recorded.mustRun) : false,
    exitCode: State.ExitCode,
    bridge: "",
    networkDatas: networkDatas(found),
    name: found.Name.replace(/^\//, ""),
    image: String(recorded.image ?? "sha256:").startsWith("sha256:") ? found.Image : Config.Image,
    hostname: Config.Hostname,
    command: Config.Cmd ?? [],
    entrypoints: asList(Config.Entrypoint),
    user: Config.User,
    readOnly: HostConfig.ReadonlyRootfs,
    privileged: HostConfig.Privileged,
    capabilities: { adds: HostConfig.CapAdd ?? [], drops: HostConfig.CapDrop ?? [] },
    securityOpts: HostConfig.SecurityOpt ?? [],
    tmpfs: HostConfig.Tmpfs ?? {},
    init: HostConfig.Init ?? false,
    restart: HostConfig.RestartPolicy?.Name,
    memory: (HostConfig.Memory ?? 0) / MEBIBYTE,
    memorySwap: (HostConfig.MemorySwap ?? 0) / MEBIBYTE,
    cpus: decimalCores((HostConfig.NanoCpus ?? 0) / 1e9),
    ulimits: (HostConfig.Ulimits ?? []).map(({ Name, Soft, Hard }) => ({
      name: Name,
      soft: Soft,
      hard: Hard,
    })),
    ...(running ? { ports: publishedPorts(found) } : {}),
    ...(Config.Healthcheck ? { healthcheck: healthcheck(Config.Healthcheck) } : {}),
    ...chosenByDaemon(found),
  };
}

function chosenByDaemon({ Config, HostConfig, Platform }: ContainerInspectInfo): Values {
  return {
    networkMode: HostConfig.NetworkMode,
    ipcMode: HostConfig.IpcMode,
    shmSize: Math.floor((HostConfig.ShmSize ?? 0) / MEBIBYTE),
    logDriver: HostConfig.LogConfig?.Type,
    runtime: (HostConfig as { Runtime?: string }).Runtime ?? "",
    platform: Platform,
    workingDir: Config.WorkingDir,
    stdinOpen: Config.OpenStdin,
    tty: Config.Tty,
  };
}

function publishedPorts({ NetworkSettings }: ContainerInspectInfo): Values[] {
  return Object.entries(NetworkSettings.Ports ?? {}).flatMap(([key, bindings]) => {
    const [internal, protocol] = key.split("/");
    return (bindings ?? []).map(({ HostIp, HostPort }) => ({
      internal: Number(internal),
      external: Number(HostPort),
      ip: HostIp,
      protocol,
    }));
  });
}

function networkDatas({ NetworkSettings }: ContainerInspectInfo): Values[] {
  return Object.entries(NetworkSettings.Networks ?? {}).map(([networkName, network]) => ({
    networkName,
    gateway: network.Gateway,
    ipAddress: network.IPAddress,
    ipPrefixLength: network.IPPrefixLen,
    ipv6Gateway: network.IPv6Gateway,
    globalIpv6Address: network.GlobalIPv6Address,
    globalIpv6PrefixLength: network.GlobalIPv6PrefixLen,
    macAddress: network.MacAddress,
  }));
}

function healthcheck({
  Test,
  Interval = 0,
  Timeout = 0,
  StartPeriod = 0,
  Retries,
}: NonNullable<ContainerInspectInfo["Config"]["Healthcheck"]>): Values {
  const spelt = (nanoseconds: number) => `${nanoseconds / SECOND}s`;
  return {
    tests: Test,
    interval: spelt(Interval),
    timeout: spelt(Timeout),
    startPeriod: spelt(StartPeriod),
    startInterval: "0s",
    retries: Retries,
  };
}

function asList(value: string | string[] | undefined | null): string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
