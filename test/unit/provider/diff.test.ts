import { describe, expect, it } from "vitest";
import { compare, topLevel } from "../../../src/provider/diff";
import { TitipProvider } from "../../../src/provider/provider";

describe("comparing recorded outputs with wanted ones", () => {
  it("names the path of each difference", () => {
    const old = { a: 1, address: { ip: "10.0.0.1", dedicated: true }, names: ["x", "y"] };
    const wanted = { a: 1, address: { ip: "10.0.0.2", dedicated: true }, names: ["x", "z"], extra: "e" };
    expect(compare(old, wanted)).toEqual([
      { path: "address.ip", kind: "update" },
      { path: "extra", kind: "add" },
      { path: "names[1]", kind: "update" },
    ]);
  });

  it("takes a list of another length as one change", () => {
    expect(compare({ names: ["x", "y"] }, { names: ["y"] })).toEqual([{ path: "names", kind: "update" }]);
  });

  it("knows the property a path belongs to", () => {
    expect(["address.ip", "records[0].ttl", "title"].map(topLevel)).toEqual(["address", "records", "title"]);
  });
});

describe("the provider's decisions", () => {
  const provider = new TitipProvider();
  const urn = "urn:pulumi:lab::titip::titip:index:Hosting$titip:apache:VirtualHost::HST-2026-0007";
  const { inputs } = provider.check(urn, {
    request: "HST-2026-0007",
    server: "web1",
    serverName: "simpus.cirebonkab.go.id",
    serverAliases: [],
    address: { ip: "10.20.30.100", dedicated: true },
    account: { name: "hst-2026-0007", uid: 20007 },
    title: "SIMPUS",
  });
  const recorded = provider.plan(urn, inputs);

  it("find no difference where there is none", () => {
    expect(provider.diff(urn, recorded, inputs)).toEqual({ changes: [], replaces: [] });
  });

  it("update a virtual host that was edited by hand", () => {
    const edited = { ...recorded, configuration: `${recorded.configuration}# by hand\n` };
    expect(provider.diff(urn, edited, inputs)).toEqual({
      changes: [{ path: "configuration", kind: "update" }],
      replaces: [],
    });
  });

  it("replace a site that moves to another server", () => {
    expect(provider.diff(urn, recorded, { ...inputs, server: "web2" }).replaces).toEqual(["server"]);
  });

  it("replace a site that is given another uid, but repair one whose account was removed by hand", () => {
    const other = { ...inputs, account: { name: "hst-2026-0007", uid: 20008 } };
    expect(provider.diff(urn, recorded, other).replaces).toEqual(["account"]);
    const lost = { ...recorded, account: { name: "", uid: 0 } };
    expect(provider.diff(urn, lost, inputs)).toMatchObject({
      replaces: [],
      changes: [{ path: "account.name" }, { path: "account.uid" }],
    });
  });

  it("name the property that a record cannot have", () => {
    const records = [{ zone: "go.id", name: "a\nb.go.id", type: "A", ttl: 60, value: "10.0.0.1" }];
    const { failures } = provider.check("urn:pulumi:lab::titip::titip:dns:RecordSet::x", {
      request: "x",
      server: "ns1",
      records,
    });
    expect(failures.map(({ property }) => property)).toEqual(["records[0].name"]);
  });
});
