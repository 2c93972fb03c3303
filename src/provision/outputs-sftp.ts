import { createHash } from "node:crypto";
import type { SftpConfiguration } from "../schema/generated/stack-outputs";
import type { Site } from "../schema/site";
import type { VirtualHostInputs } from "./desired-state";

/** How a hosting's files are brought: what the agency's developer needs to know. */
export function sftpOutput(
  site: Site,
  { server, account, sftp }: VirtualHostInputs,
): SftpConfiguration | undefined {
  const ssh = site.servers.get(server)?.ssh;
  if (!ssh || !sftp) return undefined;
  return { host: ssh.host, port: ssh.port ?? 22, user: account.name, keys: sftp.map(fingerprint) };
}

/** As `ssh-keygen -l` shows it: SHA-256 of the key's bytes (RFC 4253 section 6.6), in base64 without padding. */
function fingerprint(key: string): string {
  const [, bytes = ""] = key.split(" ");
  const digest = createHash("sha256").update(Buffer.from(bytes, "base64")).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}
