import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContainerInspectInfo } from "dockerode";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtinDiff, unknownInputs, withDefaults } from "../../../src/builtin-providers/builtin-diff";
import { DaemonConnection } from "../../../src/builtin-providers/docker/connection";
import { containerResource } from "../../../src/builtin-providers/docker/container";
import {
  type ContainerInputs,
  creation,
  seconds,
} from "../../../src/builtin-providers/docker/container-options";
import { containerState } from "../../../src/builtin-providers/docker/container-state";
import { assertOurs } from "../../../src/builtin-providers/docker/labels";
import { decimalCores, slotOf } from "../../../src/provision/desire-container";
import { desiredDaemon, pinnedKey } from "../../../src/provision/docker-daemon";
import { filesOf, folderDigest } from "../../../src/schema/folder-digest";

const labels = [{ label: "id.go.titip.request", value: "HST-2026-0007" }];
const inputs: ContainerInputs = {
  name: "titip-hst-2026-0007",
  image: "sha256:1234",
  user: "20007:20007",
  envs: ["WARNA=hijau"],
  memory: 256,
  memorySwap: 256,
  cpus: "2.0",
  ulimits: [{ name: "nproc", soft: 100, hard: 100 }],
  ports: [{ internal: 8080, external: 20_007, ip: "10.20.30.31", protocol: "tcp" }],
  networkMode: "bridge",
  networksAdvanced: [{ name: "net" }],
  volumes: [
    { hostPath: "/srv/titip/HST-2026-0007/secrets", containerPath: "/run/secrets", readOnly: true },
    { containerPath: "/data", volumeName: "titip-hst-2026-0007-data" },
  ],
  healthcheck: {
    ...{ tests: ["CMD", "/bin/cek"], interval: "5s", timeout: "3s", retries: 3 },
    ...{ startPeriod: "0s", startInterval: "0s" },
  },
  readOnly: true,
  privileged: false,
  capabilities: { drops: ["ALL"] },
  securityOpts: ["no-new-privileges:true"],
  tmpfs: { "/tmp": "rw,size=16m" },
  init: true,
  restart: "unless-stopped",
  destroyGraceSeconds: 10,
  labels,
};

interface Changes {
  HostConfig?: object;
  State?: object;
}

/** What the daemon says of a container that was made of these options, but for what somebody changed by hand. */
function inspected({ HostConfig, State }: Changes = {}): ContainerInspectInfo {
  const options = creation(inputs);
  const config = {
    Cmd: null,
    Entrypoint: null,
    Hostname: "abab",
    WorkingDir: "",
    OpenStdin: false,
    Tty: false,
  };
  const chosen = { IpcMode: "private", ShmSize: 67_108_864, LogConfig: { Type: "local" } };
  const found = {
    Id: "ab".repeat(32),
    Name: `/${options.name}`,
    Image: options.Image,
    Platform: "linux",
    State: { Running: true, Restarting: false, ExitCode: 0, ...State },
    Config: { ...options, ...config },
    HostConfig: { ...options.HostConfig, ...chosen, ...HostConfig },
    NetworkSettings: { Ports: { "8080/tcp": [{ HostIp: "10.20.30.31", HostPort: "20007" }] }, Networks: {} },
  };
  return found as unknown as ContainerInspectInfo;
}

const resource = containerResource(() => {
  throw new Error("no daemon");
});
const asked = withDefaults(resource, inputs as never);
const diffOf = (found: ContainerInspectInfo, news = asked) =>
  builtinDiff(resource, { outputs: containerState(found, asked), inputs: asked }, news);

describe("a container of the built-in provider", () => {
  it("is made with all limits that were asked for", () => {
    expect(creation(inputs)).toMatchObject({
      User: "20007:20007",
      Labels: { "id.go.titip.request": "HST-2026-0007" },
      Healthcheck: { Test: ["CMD", "/bin/cek"], Interval: 5e9, Timeout: 3e9, Retries: 3 },
      HostConfig: {
        Memory: 268_435_456,
        MemorySwap: 268_435_456,
        NanoCpus: 2e9,
        Ulimits: [{ Name: "nproc", Soft: 100, Hard: 100 }],
        ReadonlyRootfs: true,
        CapDrop: ["ALL"],
        SecurityOpt: ["no-new-privileges:true"],
        PortBindings: { "8080/tcp": [{ HostIp: "10.20.30.31", HostPort: "20007" }] },
        Binds: ["/srv/titip/HST-2026-0007/secrets:/run/secrets:ro", "titip-hst-2026-0007-data:/data:rw"],
      },
    });
    expect(() => seconds("5m")).toThrow("5m");
  });

  it("read back as it was asked for is no change, with the stock plugin's defaults or without", () => {
    expect(diffOf(inspected())).toEqual({ changes: [], replaces: [] });
    expect(asked.__defaults).toContain("mustRun");
    expect(diffOf(inspected(), { ...asked, __defaults: [] }).changes).toEqual([]);
  });

  it("changed by hand is a change: in place where Docker can, else another container", () => {
    const memory = diffOf(inspected({ HostConfig: { Memory: 1_048_576 } }));
    expect(memory).toEqual({ changes: [{ path: "memory", kind: "update" }], replaces: [] });
    const stopped = diffOf(inspected({ State: { Running: false } }));
    expect(stopped.changes.map(({ path }) => path)).toEqual(["mustRun"]);
    const open = diffOf(inspected({ HostConfig: { CapDrop: [], ReadonlyRootfs: false } }));
    expect(open.replaces).toEqual(["capabilities", "readOnly"]);
    expect(diffOf(inspected(), { ...asked, image: "sha256:5678" }).replaces).toEqual(["image"]);
  });

  it("loses what is not asked for any more", () => {
    const { healthcheck, ...without } = asked;
    expect(diffOf(inspected(), without).replaces).toEqual(["healthcheck"]);
  });

  it("with inputs that are not served is refused by name", () => {
    expect(unknownInputs(resource, asked)).toEqual([]);
    expect(unknownInputs(resource, { ...asked, gpus: "all", devices: [] })).toEqual(["gpus", "devices"]);
  });

  it("of somebody else is never taken", () => {
    expect(() =>
      assertOurs("the container x", labels, { "id.go.titip.request": "HST-2026-0007" }),
    ).not.toThrow();
    expect(() => assertOurs("the container x", labels, {})).toThrow("is not Titip's");
    expect(() => assertOurs("the container x", labels, { "id.go.titip.request": "HST-2026-0008" })).toThrow(
      "HST-2026-0008",
    );
  });
});

describe("what both providers must spell alike", () => {
  it("cores as Docker's provider reads them back", () => {
    expect([1, 2, 10, 16, 20, 105].map(decimalCores)).toEqual(["1.0", "2.0", "10.", "16.0", "20.", "105."]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), (cores) => Number(decimalCores(cores)) === cores),
    );
  });

  it("a pinned host key, there and back; without one nobody connects", () => {
    const ssh = { host: "docker1.dc", user: "titip", host_key: "ssh-ed25519 AAAAC3Nz comment" };
    const daemon = desiredDaemon("docker1", { role: "container", address: "10.20.30.31", ssh });
    expect(pinnedKey(daemon.sshOpts)).toEqual({ type: "ssh-ed25519", key: "AAAAC3Nz" });
    expect(() => new DaemonConnection({ host: daemon.host, sshOpts: [] })).toThrow("no pinned host key");
    expect(
      () => new DaemonConnection({ host: daemon.host, sshOpts: ["-o", "StrictHostKeyChecking=no"] }),
    ).toThrow();
  });

  it("a folder as one word", () => {
    expect(["/data", "/var/lib/app", "/a-b"].map(slotOf)).toEqual(["data", "var-lib-app", "a-b"]);
  });
});

describe("the digest of a build folder", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "titip-build-"));
    for (const name of ["Dockerfile", "www/index.html", "www/a b.html", "www/Ä.txt", "a", "a.b/c", "a-b"]) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), `isi ${name}`);
    }
    chmodSync(join(folder, "a"), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is what coreutils say", () => {
    const line = "find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum";
    const [found] = execFileSync("sh", ["-c", line], { cwd: folder, encoding: "utf8" }).split(" ");
    expect(folderDigest(folder)).toBe(found);
    expect(filesOf(folder)).toHaveLength(7);
  });

  it("is none where a link could lead somewhere else", () => {
    symlinkSync("/etc/shadow", join(folder, "bayangan"));
    expect(() => folderDigest(folder)).toThrow("bayangan");
    rmSync(join(folder, "bayangan"));
  });
});
