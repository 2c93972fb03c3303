import type { LabFixture } from "../lab-fixture";
import { SITES } from "./sites";

/** A suggestion of lynis that is about no line of ours, and why it stands. */
export const ALLOWED: readonly { suggestion: RegExp; reason: string }[] = [
  {
    suggestion: /^SSH-7408\|.*\|Compression /,
    reason: "cannot stand in a Match block: the administrator's sshd_config",
  },
  { suggestion: /^SSH-7408\|.*\|Port /, reason: "the administrator's choice, and no protection" },
  {
    suggestion: /^SSH-7408\|.*\|TCPKeepAlive /,
    reason: "cannot stand in a Match block: the administrator's sshd_config",
  },
  { suggestion: /^HTTP-6640\|/, reason: "mod_evasive: mod_qos is there, and counts for each site" },
  {
    suggestion: /^HTTP-6643\|/,
    reason: "modsecurity: rules belong to an application, its owner asks for them",
  },
  { suggestion: /^(LYNIS|DEB-\d+)\|/, reason: "packages of the distribution" },
];

/** What lynis must have looked at, for its silence to mean something. */
export const LOOKED_AT = [
  "SSH-7408",
  "SSH-7440",
  "HTTP-6624",
  "HTTP-6626",
  "HTTP-6632",
  "HTTP-6640",
  "HTTP-6641",
];

/**
 * lynis asks sshd what holds for a user who does not exist. Titip's lines are for accounts of sites, so there it is to
 * ask for one of them. Before the sites are there, so that the change is none between two looks at the server.
 */
export function prepareLynis(lab: LabFixture): Promise<string> {
  const change = `s/user=doesnotexist,/user=${SITES[0].account},/`;
  return lab.shell("web1", `sed -i '${change}' /usr/share/lynis/include/tests_ssh`);
}

export interface Scan {
  /** `TEST|words|details|…` of each suggestion and each warning. */
  findings: string[];
  tests: string[];
}

/** Has lynis look at sshd and Apache of web1: some 15 seconds, most of them its own list of programs. */
export async function scan(lab: LabFixture): Promise<Scan> {
  const tests =
    "SSH-7402 SSH-7404 SSH-7406 SSH-7408 SSH-7440 HTTP-6622 HTTP-6624 HTTP-6626 HTTP-6632 HTTP-6640 HTTP-6641 HTTP-6643";
  const lynis = `lynis audit system --quick --no-colors --tests '${tests}' --logfile /dev/null --report-file /tmp/lynis.dat`;
  const report = await lab.shell("web1", `${lynis} >/dev/null 2>&1; cat /tmp/lynis.dat; rm /tmp/lynis.dat`);
  const found = (name: RegExp) => [...report.matchAll(name)].map(([, value = ""]) => value);
  return {
    findings: found(/^(?:suggestion|warning)\[\]=(.*)$/gm),
    tests: found(/^tests_executed=(.*)$/gm).flatMap((words) => words.split("|")),
  };
}
