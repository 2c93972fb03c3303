import { expect, it } from "vitest";
import type { VirtualHostInputs } from "../../../src/provision/desired-state";
import { sftpOutput } from "../../../src/provision/outputs-sftp";
import type { Site } from "../../../src/schema/site";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKFT1XxsUuedoLXySvPY4/YjdHPvI90FRtpGRdGqKbhg";
const site = {
  servers: new Map([["web1", { ssh: { host: "10.20.30.11", port: 2222 } }]]),
} as unknown as Site;
const inputs = (sftp?: string[]) =>
  ({ server: "web1", account: { name: "hst-2026-0007", uid: 20_001 }, sftp }) as VirtualHostInputs;

it("tells where files are brought, and keys as `ssh-keygen -l` does", () => {
  expect(sftpOutput(site, inputs([KEY]))).toEqual({
    ...{ host: "10.20.30.11", port: 2222, user: "hst-2026-0007" },
    keys: ["SHA256:x6okXCB3u/n+TCyKh564g8HdBN9cl+SnPNt/yARk4mM"],
  });
});

it("tells nothing where nobody is let in", () => {
  expect(sftpOutput(site, inputs())).toBeUndefined();
});
