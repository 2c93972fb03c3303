import { type Breach, first } from "../support/breach";

const ED25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIGoZYjqaNuMbnOn5fVjonyASXlrRMXcJWgaCT3hhwRjD";
/** Of 2,048 bits; made for this test, its private half thrown away. */
const RSA =
  "AAAAB3NzaC1yc2EAAAADAQABAAABAQDiErHBNVSdAOdMamWQx66EQeS5MTb5PdB3tWQzs7wcgQROn0h4GTmX1anWfE1D+U7oP9mezdM8KNbqyWtfahsGUES6wD3ssIFCB4eSQxqTvxhjEmz4/TDEoKmapqlCU6Ka8CATQN8k+dD4DJQfgb9Y/blXbZHLrv6P5BaJJoW/rgmmt45DI046WlhGO9dSb4F+BXU71hu/8taILbMFygWc2PuQ+nS6CcNG/NG80gHgQfKhmVvadn5H+iUrevi+MmYUtQoVmkm+7BKJm9qBu+MYJm1WoWG/bNSKdn16ilZmsjNYQZcsHZHU+CiOnO5WloBRWQJecSQ2K2GHFfq7R1xl";
const withKeys = (...keys: string[]) =>
  first([/^term:/m, `access:\n  sftp:\n${keys.map((key) => `    - "${key}"\n`).join("")}term:`]);

export const accessBreaches: Breach[] = [
  {
    rule: "sftp-key",
    title: "a key of another type than it says",
    files: withKeys(`ssh-ed25519 ${ED25519} baik`, `ssh-rsa ${ED25519}`),
    pointer: "/access/sftp/1",
    says: /no whole `ssh-rsa` key/,
  },
  {
    rule: "sftp-key",
    title: "a key that was cut short",
    files: withKeys(`ssh-ed25519 ${ED25519.slice(0, -8)}`),
    pointer: "/access/sftp/0",
    says: /no whole `ssh-ed25519` key/,
  },
  {
    rule: "sftp-key",
    title: "a short key",
    files: withKeys(`ssh-rsa ${RSA}`),
    pointer: "/access/sftp/0",
    says: /RSA key of 2048 bits/,
  },
  {
    rule: "php-unfit",
    title: "a static site that says how PHP runs",
    files: first(["runtime: static", "runtime: static, php: { time: 5 }"]),
    pointer: "/application/php",
    says: /the runtime is `static`/,
  },
];
