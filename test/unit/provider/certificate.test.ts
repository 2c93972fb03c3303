import { describe, expect, it } from "vitest";
import type { DataCentre } from "../../../src/provider/data-centre";
import { TitipProvider } from "../../../src/provider/provider";
import { certificate } from "../../../src/provider/resources/certificate";
import { certificatesOf } from "../../../src/remote/certificates";

const INPUTS = {
  request: "HST-2026-0007",
  server: "web1",
  mode: "acme" as const,
  names: ["simpus.cirebonkab.go.id"],
};
const LINE = ["tls", INPUTS.request, "acme", "waiting", "", "", "refused by policy", INPUTS.names.join(" ")];
const waiting = certificatesOf([["other"], LINE]).get(INPUTS.request);
const URN = "urn:pulumi:lab::titip::titip:index:Hosting$titip:apache:Certificate::HST-2026-0007";

const dataCentre = (reality: typeof waiting) => {
  const store = { put: async () => reality, read: async () => reality, remove: async () => undefined };
  return { fleet: { certificates: () => store } } as unknown as DataCentre;
};

describe("a certificate", () => {
  it("that cannot be had is no failure, and is asked for again", async () => {
    const outputs = await certificate.apply(dataCentre(waiting), INPUTS, undefined);
    expect(outputs).toMatchObject({ served: false, problem: "refused by policy" });
    const { changes, replaces } = new TitipProvider().diff(URN, { ...outputs }, INPUTS);
    expect(changes.map(({ path }) => path)).toEqual(["served"]);
    expect(replaces).toEqual([]);
    expect(new TitipProvider().notice(URN, { ...outputs })?.en).toContain("(refused by policy)");
    expect(new TitipProvider().notice(URN, { ...outputs, served: true })).toBeUndefined();
  });

  it("that is served changes nothing, whoever signed it and whenever it ends", async () => {
    const served = certificatesOf([
      [...LINE.slice(0, 3), "served", "2027-02-01T00:00:00Z", "CN=Otoritas", "", LINE[7] ?? ""],
    ]).get(INPUTS.request);
    const outputs = await certificate.apply(dataCentre(served), INPUTS, undefined);
    expect(outputs).toMatchObject({ served: true, until: "2027-02-01T00:00:00Z", issuer: "CN=Otoritas" });
    expect(new TitipProvider().diff(URN, { ...outputs }, INPUTS).changes).toEqual([]);
    const more = { ...INPUTS, names: [...INPUTS.names, "epuskesmas.cirebonkab.go.id"] };
    expect(new TitipProvider().diff(URN, { ...outputs }, more).changes.map(({ path }) => path)).toEqual([
      "names",
    ]);
  });

  it("of a site that is gone from its server is not served, and not forgotten", async () => {
    const olds = {
      ...INPUTS,
      served: true,
      until: "2027-02-01T00:00:00Z",
      issuer: "CN=Otoritas",
      problem: "",
    };
    const id = { server: "web1", request: INPUTS.request };
    expect((await certificate.read(dataCentre(undefined), id, olds))?.outputs.served).toBe(false);
    expect(await certificate.read(dataCentre(undefined), id, {})).toBeUndefined();
  });
});
