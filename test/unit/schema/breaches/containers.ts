import { atSecond, type Breach, first, inventory, other } from "../support/breach";
import type { Edit } from "../support/site-folder";

/** A container server beside the base site's, and its runtime on every web server. */
const withContainers = inventory(
  "servers",
  [
    /^servers:\n/m,
    `servers:
  docker1:
    role: container
    address: 10.20.30.31
    ssh: { host: 10.20.30.31, user: titip, host_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDc1Dc1Dc1Dc1Dc1Dc1Dc1Dc1Dc1Dc1Dc1Dc1Dc1Dc1Dc" }
`,
  ],
  [/runtimes: \[static/g, "runtimes: [container, static"],
);
const SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const build = `build: { sha256: ${SHA} }`;
const needs = (need: string, runtime = "container"): Edit => [
  /runtime: static/,
  `runtime: ${runtime}, container: { ${need}, port: 8080 }`,
];
const given = (server: string, port = 20_001): Edit => [
  /(uid: \d+)/,
  `$1, container: { server: ${server}, port: ${port} }`,
];
const placed = "/steps/assessment/allocation/container";
const need = "/application/container";
const breach = (title: string, edits: Edit[], pointer: string, says: RegExp, allowed?: string[]): Breach => ({
  rule: "container-unfit",
  title,
  files: { ...withContainers, ...first(...edits) },
  pointer,
  says,
  ...(allowed ? { allowed } : {}),
});

export const containerBreaches: Breach[] = [
  breach(
    "nothing says what runs",
    [[/runtime: static/, "runtime: container"], given("docker1")],
    "/application",
    /the runtime container needs `container`/,
  ),
  breach("another runtime", [needs(build, "static")], need, /only for the runtime container/),
  breach("no source", [needs("processes: 5"), given("docker1")], need, /exactly one source/),
  breach(
    "two sources",
    [needs(`${build}, image: "registry.example/app@sha256:${SHA}"`), given("docker1")],
    need,
    /exactly one source/,
  ),
  breach(
    "two folders of one word",
    [needs(`${build}, volumes: [/a/b, /a-b]`), given("docker1")],
    `${need}/volumes/1`,
    /cannot be told from another/,
  ),
  breach(
    "a folder of the system",
    [needs(`${build}, volumes: [/etc/app]`), given("docker1")],
    `${need}/volumes/0`,
    /the system's/,
  ),
  breach("no place", [needs(build)], "/steps/assessment/allocation", /has no place for its container/),
  breach("a place for no container", [given("docker1")], placed, /but the runtime is another/),
  breach(
    "no such server",
    [needs(build), given("docker2")],
    `${placed}/server`,
    /no container server `docker2`/,
    ["docker1"],
  ),
  {
    rule: "value-held-twice",
    title: "a container's port",
    files: {
      ...withContainers,
      ...first(needs(build), given("docker1")),
      ...other(needs(build), given("docker1")),
    },
    ...atSecond,
    pointer: `${placed}/port`,
    says: /container port docker1 port 20001 is held by/,
  },
];
