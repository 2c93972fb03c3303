import { isDeepStrictEqual } from "node:util";
import { mayReach } from "../provision/access-rules";
import { type DesiredColocation, desireColocation } from "../provision/desire-colocation";
import type { Access, RuleSetInputs } from "../provision/desired-state";
import type { ColocationRequest } from "../schema/generated/colocation-request";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import { isDedicated, namesOf } from "../sop/request-state";
import { checkNames } from "./check-names";
import type { Check } from "./evidence";
import { foundOr, type PortState, type Probes } from "./probes";

export interface ColocationOptions {
  /** TCP ports that must not answer; those that are approved are left out. */
  probe: readonly number[];
  /** Do not ask the gateway what it enforces: for whoever stands outside. */
  networkOnly: boolean;
}

/**
 * Names resolve, approved ports answer, and ports that nobody approved do not. A silence counts as denial only when
 * the same client reached an approved port of the same address just before and after it.
 */
export async function verifyColocation(
  site: Site,
  request: ColocationRequest,
  probes: Probes,
  options: ColocationOptions,
): Promise<Check[]> {
  const desired = desireColocation(site, request);
  const addresses = allocationOf(request)?.ipv4 ?? [];
  const reverse = isDedicated(site, request);
  const names = await checkNames(site, { names: namesOf(request), addresses, reverse }, probes);
  const access = desired.ruleSet?.access ?? [];
  const ports: Check[] = [];
  for (const address of addresses)
    ports.push(...(await checkAddress(address, access, options.probe, probes)));
  return [...names, ...ports, await checkRules(request.id, desired, probes, options.networkOnly)];
}

async function checkAddress(
  address: string,
  access: readonly Access[],
  probe: readonly number[],
  probes: Probes,
): Promise<Check[]> {
  const source = await probes.sourceAddress(address);
  const tcp = access.filter(({ protocol }) => protocol === "tcp");
  const ours = tcp.filter(({ from }) => mayReach(from, source));
  const others = tcp.filter((entry) => !ours.includes(entry)).map(({ port }) => port);
  const open = await Promise.all(ours.map(({ port }) => checkOpen(address, port, probes)));
  const control = ours[open.findIndex(({ result }) => result === "good")]?.port;
  const approved = new Set(tcp.map(({ port }) => port));
  const denied = probe.filter((port) => !approved.has(port));
  const silent = (port: number) => probes.connect(address, port).then((state) => [port, state] as const);
  const closedStates = await Promise.all(others.map(silent));
  const deniedStates = await Promise.all(denied.map(silent));
  const still = control !== undefined && (await probes.connect(address, control)) === "open";
  const proof = still ? control : undefined;
  return [
    ...open,
    ...closedStates.map(([port, state]) => silence("closed", address, port, state, proof)),
    ...deniedStates.map(([port, state]) => silence("denied", address, port, state, proof)),
    ...access.filter(({ protocol }) => protocol === "udp").map((entry) => udp(address, entry)),
  ];
}

async function checkOpen(address: string, port: number, probes: Probes): Promise<Check> {
  const found = await probes.connect(address, port);
  const result = found === "open" ? "good" : "bad";
  return { check: "port", target: `${address} tcp/${port}`, expected: "open", found, result };
}

/** A refusal came back from somewhere: the packet was not dropped. */
function silence(
  check: "closed" | "denied",
  address: string,
  port: number,
  found: PortState,
  control: number | undefined,
): Check {
  const line = { check, target: `${address} tcp/${port}`, expected: "silent", found };
  if (found === "open" || found === "refused") return { ...line, result: "bad" };
  if (found === "unreachable" || control === undefined) return { ...line, result: "unproven" };
  return { ...line, result: "good", control: `${address} tcp/${control}` };
}

/** Datagrams need no answer, so nothing can be told from outside. */
function udp(address: string, { port }: Access): Check {
  const target = `${address} udp/${port}`;
  return { check: "port", target, expected: "let through", found: "not asked: udp", result: "skipped" };
}

async function checkRules(
  id: string,
  { ruleSet }: DesiredColocation,
  probes: Probes,
  networkOnly: boolean,
): Promise<Check> {
  const line = { check: "rules" as const, target: id, expected: ruleSet ? rulesText(ruleSet) : "" };
  if (!ruleSet) return { ...line, found: "no gateway of ours", result: "skipped" };
  if (networkOnly) return { ...line, through: ruleSet.server, found: "not asked", result: "skipped" };
  const asked = probes.rules(ruleSet.server, id);
  const { value, found } = await foundOr(asked, (reality) => (reality ? rulesText(reality) : "nothing"));
  const { addresses, access } = ruleSet;
  const intact = value?.defaultDeny === true && value.restoredAtBoot && value.foreignRules.length === 0;
  const same = isDeepStrictEqual([value?.addresses, value?.access], [addresses, access]);
  const faults = value && !intact ? "; changed by hand" : "";
  return { ...line, through: ruleSet.server, found: found + faults, result: intact && same ? "good" : "bad" };
}

/** `10.20.40.10: tcp/22 from 10.20.0.0/16, tcp/443` */
function rulesText({ addresses, access }: Pick<RuleSetInputs, "addresses" | "access">): string {
  const entries = access.map(({ protocol, port, from }) => {
    const who = from.length === 0 ? "" : ` from ${from.join(" ")}`;
    return `${protocol}/${port}${who}`;
  });
  return `${addresses.join(" ") || "no address"}: ${entries.join(", ") || "nothing"}`;
}
