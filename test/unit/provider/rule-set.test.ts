import { describe, expect, it } from "vitest";
import type { DataCentre } from "../../../src/provider/data-centre";
import { TitipProvider } from "../../../src/provider/provider";
import { ruleSet } from "../../../src/provider/resources/rule-set";
import type { RuleSetInputs } from "../../../src/provision/desired-state";
import type { RuleReality } from "../../../src/remote/fleet";

const URN = "urn:pulumi:lab::titip::titip:index:Colocation$titip:firewall:RuleSet::COL-2026-0003";
const INPUTS: RuleSetInputs = {
  request: "COL-2026-0003",
  server: "gw1",
  addresses: ["10.20.40.10"],
  access: [{ protocol: "tcp", port: 443, from: [] }],
};
const REALITY: RuleReality = {
  request: "COL-2026-0003",
  addresses: ["10.20.40.10"],
  access: INPUTS.access,
  defaultDeny: true,
  restoredAtBoot: true,
  foreignRules: [],
};

/** A data centre whose gateway holds this. */
function holding(reality: RuleReality | undefined): DataCentre {
  const gateway = {
    read: async () => reality,
    put: async () => REALITY,
    remove: async () => undefined,
    survey: async () => ({ addresses: [] }),
  };
  const fleet = { gateway: () => gateway } as unknown as DataCentre["fleet"];
  return { fleet, zonesOn: () => [], addressOf: () => "", serverAt: () => "" };
}

const ID = { server: "gw1", request: "COL-2026-0003" };
const differences = async (reality: RuleReality, inputs = INPUTS) => {
  const olds = ruleSet.plan(inputs);
  const read = await ruleSet.read(holding(reality), ID, olds);
  return new TitipProvider().diff(URN, { ...read?.outputs }, { ...inputs }).changes.map(({ path }) => path);
};

describe("a rule set", () => {
  it("shows no difference when the kernel has what was asked for", async () => {
    expect(await differences(REALITY)).toEqual([]);
  });

  it.each([
    [
      "an access more",
      { access: [...INPUTS.access, { protocol: "tcp" as const, port: 80, from: [] }] },
      ["access"],
    ],
    [
      "an access for others",
      { access: [{ protocol: "tcp" as const, port: 443, from: ["10.0.0.0/8"] }] },
      ["access[0].from"],
    ],
    ["an address less", { addresses: [] }, ["addresses"]],
    ["a rule of somebody's", { foreignRules: ["accept"] }, ["foreignRules"]],
    ["no default deny", { defaultDeny: false }, ["defaultDeny"]],
    ["other files for the next boot", { restoredAtBoot: false }, ["restoredAtBoot"]],
  ])("shows %s as drift", async (_what, change, paths) => {
    expect(await differences({ ...REALITY, ...change })).toEqual(paths);
  });

  it("keeps the record of an ended service, and shows rules that came back", async () => {
    const closed = { ...INPUTS, access: [], closed: true as const };
    const gone = await ruleSet.read(holding(undefined), ID, ruleSet.plan(closed));
    expect(gone?.outputs).toEqual(ruleSet.plan(closed));
    expect(await differences(REALITY, closed)).toEqual(["access", "closed"]);
    expect(await ruleSet.read(holding(undefined), ID, ruleSet.plan(INPUTS))).toBeUndefined();
  });

  it("can be imported from its id alone", async () => {
    expect((await ruleSet.read(holding(REALITY), ID, {}))?.inputs).toEqual(INPUTS);
  });

  it.each([
    ["request", { request: "COL-2026-0003; flush ruleset" }],
    ["addresses[0]", { addresses: ["10.20.40.0/24"] }],
    ["access[0].protocol", { access: [{ protocol: "icmp" as "tcp", port: 8, from: [] }] }],
    ["access[0].port", { access: [{ protocol: "tcp" as const, port: 65536, from: [] }] }],
    ["access[0].from", { access: [{ protocol: "tcp" as const, port: 80, from: ["10.0.0.0/8 } accept"] }] }],
  ])("refuses a value at %s that is none", (property, change) => {
    expect(ruleSet.check({ ...INPUTS, ...change }).failures.map((failure) => failure.property)).toEqual([
      property,
    ]);
  });
});
