import { recordsFor } from "../../../src/dns/records-of-hosting";
import type { DnsRecord } from "../../../src/provision/desired-state";
import type { NameServer } from "../../../src/remote/fleet";
import type { LabFixture } from "../lab-fixture";
import { LabFleet } from "./lab-fleet";

export const FORWARD = "cirebonkab.go.id";
export const REVERSE = "30.20.10.in-addr.arpa";
export const ZONES = [FORWARD, REVERSE];

/** The lab's name server, driven over SSH from its control host. */
export class DnsFleet implements NameServer {
  readonly fleet: LabFleet;

  constructor(...options: ConstructorParameters<typeof LabFleet>) {
    this.fleet = new LabFleet(...options);
  }

  read(...args: Parameters<NameServer["read"]>): ReturnType<NameServer["read"]> {
    return this.fleet.call("dns", "ns1", "read", args);
  }

  apply(...args: Parameters<NameServer["apply"]>): ReturnType<NameServer["apply"]> {
    return this.fleet.call("dns", "ns1", "apply", args);
  }

  survey(...args: Parameters<NameServer["survey"]>): ReturnType<NameServer["survey"]> {
    return this.fleet.call("dns", "ns1", "survey", args);
  }

  put(number: number, wanted: DnsRecord[] = siteRecords(number)): Promise<DnsRecord[]> {
    return this.apply(requestId(number), ZONES, wanted);
  }

  remove(number: number): Promise<DnsRecord[]> {
    return this.put(number, []);
  }
}

export function requestId(number: number): string {
  return `HST-2026-${String(number).padStart(4, "0")}`;
}

/** Address, alias and PTR of a site with an address of its own. */
export function siteRecords(number: number, change: { ip?: string; alias?: string } = {}): DnsRecord[] {
  return recordsFor({
    fqdn: `situs${number}.${FORWARD}`,
    aliases: [`${change.alias ?? `alias${number}`}.${FORWARD}`],
    ip: change.ip ?? `10.20.30.${130 + (number % 101)}`,
    dedicated: true,
    zones: { [FORWARD]: { ttl: 3600 }, [REVERSE]: { ttl: 3600 } },
  });
}

/** A zone as transferred, without its SOA, sorted. */
export async function contents(lab: LabFixture, zones: string[] = ZONES): Promise<string[]> {
  const lines = await Promise.all(
    zones.map((zone) =>
      lab.run("ns1", ["dig", "@127.0.0.1", "-k", "/etc/titip/ddns.key", "+noall", "+answer", "AXFR", zone]),
    ),
  );
  return lines
    .flatMap((text) => text.split("\n"))
    .filter((line) => !/\sSOA\s/.test(line))
    .map((line) => line.replace(/\s+/g, " "))
    .sort();
}

export function serials(lab: LabFixture): Promise<number[]> {
  return Promise.all(ZONES.map((zone) => lab.serial(zone)));
}

/** What an administrator does by hand on the name server. */
export async function byHand(lab: LabFixture, zone: string, ...lines: string[]): Promise<void> {
  const input = ["server 127.0.0.1", `zone ${zone}.`, ...lines, "send", ""].join("\n");
  await lab.run("ns1", ["/usr/bin/nsupdate", "-k", "/etc/titip/ddns.key"], { input });
}

/**
 * From now on, the first update whose text holds `word` is preceded by `shell` on the name server: another hand in
 * the middle of our transaction, or the end of our helper.
 */
export async function beforeUpdate(lab: LabFixture, word: string, shell: string): Promise<void> {
  const wrapper = `#!/bin/bash
text=$(cat)
if [[ -e /run/hook && $text == *"$(cat /run/hook.word)"* ]]; then
  mv /run/hook /run/hook.running
  bash /run/hook.running >/run/hook.log 2>&1
fi
exec /usr/bin/nsupdate "$@" <<<"$text"
`;
  await lab.shell("ns1", "cat >/usr/local/sbin/nsupdate && chmod 755 /usr/local/sbin/nsupdate", {
    input: wrapper,
  });
  await lab.shell("ns1", "cat >/run/hook.word", { input: word });
  await lab.shell("ns1", "cat >/run/hook", { input: shell });
}

/** `shell` for `beforeUpdate`: an update by hand. */
export function handUpdate(zone: string, ...lines: string[]): string {
  return `/usr/bin/nsupdate -k /etc/titip/ddns.key <<'END'\nserver 127.0.0.1\nzone ${zone}.\n${lines.join("\n")}\nsend\nEND\n`;
}
