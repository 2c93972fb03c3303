import { dirname, join } from "node:path";
import { encodeField } from "../../../src/remote/framing";
import type { LabFixture } from "../lab-fixture";

const ADDRESSES: Record<string, string> = {
  web1: "10.20.30.11",
  web2: "10.20.30.12",
  ns1: "10.20.30.53",
  gw1: "10.20.30.1",
  db1: "10.20.30.21",
};

/** One request as it stands on the wire, right or wrong. */
export function frame(verb: string, args: string[], body = ""): string {
  return `${[verb, String(Buffer.byteLength(body, "latin1")), ...args].join("\t")}\n${body}`;
}

/** A line of a body, its fields escaped as they should be. */
export function bodyLine(fields: string[]): string {
  return `${fields.map(encodeField).join("\t")}\n`;
}

/**
 * Sends bytes to the remote program as whoever holds the control machine's key could, over plain ssh, and ends.
 * @param bytes each character is a byte
 * @returns its lines after the greeting
 */
export async function converse(lab: LabFixture, host: string, bytes: string): Promise<string[]> {
  const { stdout, exitCode } = await lab.exec(
    "control",
    ssh(lab, host, "sudo -n /usr/local/sbin/titip-host serve"),
    {
      input: Buffer.from(bytes, "latin1"),
      timeout: 60_000,
    },
  );
  const [greeting, ...lines] = stdout.split("\n").filter((line) => line !== "");
  if (!greeting?.startsWith("titip-host\t1\t")) throw new Error(`no greeting (${exitCode}): ${stdout}`);
  return lines;
}

/** What a stolen key may try besides the one command that sudo allows. */
export function ssh(lab: LabFixture, host: string, command: string): string[] {
  const options = [
    "BatchMode=yes",
    "IdentitiesOnly=yes",
    `UserKnownHostsFile=${join(dirname(lab.sshKey), "known_hosts")}`,
    "LogLevel=ERROR",
  ];
  return [
    "ssh",
    ...options.flatMap((one) => ["-o", one]),
    "-i",
    lab.sshKey,
    `titip@${ADDRESSES[host]}`,
    command,
  ];
}
