import { describe, expect, it } from "vitest";
import type { Site } from "../../../src/schema/site";
import { checkCertificates } from "../../../src/verify/check-certificate";
import { certifiedSites, dueCertificates } from "../../../src/verify/due-certificates";
import type { Probes, SeenCertificate } from "../../../src/verify/probes";
import { verifyHosting } from "../../../src/verify/verify-hosting";
import { approved, aRequest, aSite } from "../support/a-site";

const NOW = "2026-11-23T09:00:00+07:00";
const good: SeenCertificate = { until: "2027-02-01T00:00:00Z", issuer: "Otoritas", named: true, problem: "" };
const request = approved(aRequest(1, { tls: "acme" }), "10.20.30.100", 20000);
const tls = { default: "none", directory: "https://acme1:14000/dir" } as const;
const site: Site = { ...aSite([request, approved(aRequest(2), "10.20.30.101", 20001)]), tls };

describe("the certificate of a name", () => {
  const results = async (certificate: Probes["certificate"]) => {
    const probes = { certificate } as Probes;
    return (await checkCertificates("10.20.30.100", ["a.id"], NOW, probes)).map(({ result, found }) => [
      result,
      found,
    ]);
  };

  it.each([
    ["all is well", good, "good", "until 2027-02-01T00:00:00Z, Otoritas"],
    [
      "it has ended",
      { ...good, until: "2026-11-22T00:00:00Z" },
      "bad",
      "until 2026-11-22T00:00:00Z, Otoritas",
    ],
    [
      "it is another's",
      { ...good, named: false },
      "bad",
      "until 2027-02-01T00:00:00Z, Otoritas: for another name",
    ],
    [
      "nobody knows who signed",
      { ...good, problem: "SELF" },
      "bad",
      "until 2027-02-01T00:00:00Z, Otoritas: SELF",
    ],
  ])("is judged when %s", async (_what, seen, result, found) => {
    expect(await results(async () => seen)).toEqual([[result, found]]);
  });

  it("is missing where nothing speaks TLS", async () => {
    expect(await results(() => Promise.reject(new Error("ECONNREFUSED")))).toEqual([["bad", "ECONNREFUSED"]]);
  });
});

it("a site with TLS is verified over https, and sends away whoever comes by http", async () => {
  const asked: string[] = [];
  const probes = {
    resolve: async () => [],
    certificate: async () => good,
    status: async (_address: string, _name: string, path: string, scheme = "http") => {
      asked.push(`${scheme} ${path.replace(/[0-9a-f]{16}/, "…")}`);
      return scheme === "http" ? 301 : path === "/" ? 200 : 204;
    },
  } as unknown as Probes;
  const checks = await verifyHosting(site, request, probes, NOW);
  expect(asked.sort()).toEqual([
    "http /",
    "https /",
    "https /.well-known/titip/…",
    "https /.well-known/titip/…",
  ]);
  expect(checks.find(({ check }) => check === "redirect")).toMatchObject({ result: "good", expected: "301" });
});

describe("certificates that are due", () => {
  const [first] = certifiedSites(site);
  const due = (seen: Parameters<typeof dueCertificates>[3][number], warn?: number) =>
    dueCertificates({ tls: { ...tls, warn } }, Date.parse(NOW), first ? [first] : [], [seen]).map(
      ({ state, daysLeft }) => [state, daysLeft],
    );

  it("are those of approved sites with TLS", () => {
    expect(certifiedSites(site).map(({ request: id, name, address }) => [id, name, address])).toEqual([
      [request.id, "situs1.cirebonkab.go.id", "10.20.30.100"],
    ]);
  });

  it("are shown from so many days before their end, and when they are not there", () => {
    expect(due(good)).toEqual([]);
    expect(due(good, 90)).toEqual([["ending", 69]]);
    expect(due({ ...good, until: "2026-11-22T00:00:00Z" })).toEqual([["ended", -2]]);
    expect(due({ ...good, named: false })).toEqual([["missing", undefined]]);
    expect(due({ problem: "ECONNREFUSED" })).toEqual([["missing", undefined]]);
  });
});
