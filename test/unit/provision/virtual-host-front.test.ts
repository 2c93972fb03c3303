import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordsFor } from "../../../src/dns/records-of-hosting";
import type { VirtualHostInputs } from "../../../src/provision/desired-state";
import {
  parseVirtualHost,
  proofPath,
  refusedValues,
  renderVirtualHost,
} from "../../../src/provision/render-virtual-host";
import { siteExtras } from "../../../src/provision/site-extras";
import { unreachablePage } from "../../../src/provision/virtual-host-proxy";

const SITE: VirtualHostInputs = {
  request: "HST-2026-0007",
  server: "web1",
  serverName: "simpus.cirebonkab.go.id",
  serverAliases: ["epuskesmas.cirebonkab.go.id"],
  address: { ip: "10.20.30.100", dedicated: true, ipv6: "fd20:20:30::100" },
  account: { name: "hst-2026-0007", uid: 20007 },
  title: "SIMPUS",
};
const ACME = { mode: "acme", directory: "https://acme1:14000/dir", hsts: 63_072_000 } as const;
const PROXY = { target: "http://10.20.40.10:8080" };
const golden = (name: string) => `../../golden/provision/${name}.conf`;

describe("a virtual host over TLS", () => {
  it("is rendered as the golden files", async () => {
    await expect(renderVirtualHost({ ...SITE, tls: ACME })).toMatchFileSnapshot(golden("tls-acme"));
    const own = { mode: "certificate", hsts: 0 } as const;
    const shared = { ip: "10.20.30.11", dedicated: false };
    await expect(renderVirtualHost({ ...SITE, address: shared, tls: own })).toMatchFileSnapshot(
      golden("tls-certificate"),
    );
    await expect(renderVirtualHost({ ...SITE, proxy: PROXY })).toMatchFileSnapshot(golden("proxy"));
  });

  it("says over https, line by line, what it says over http, but for the redirect", () => {
    const text = renderVirtualHost({ ...SITE, proxy: PROXY, tls: ACME });
    const bodies = [...text.matchAll(/^<VirtualHost .*>\n([\s\S]*?)^<\/VirtualHost>$/gm)].map(
      ([, body = ""]) => body,
    );
    const redirect = / {2}<IfFile [\s\S]*<\/IfFile>\n/;
    const inner = bodies[0]?.replace(redirect, "") ?? "";
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toMatch(redirect);
    expect(bodies[1]?.endsWith(inner)).toBe(true);
  });

  it("is another text with another authority, and proves it", () => {
    const elsewhere = { ...ACME, directory: "https://acme2/dir" };
    const proofs = [ACME, elsewhere, undefined].map((tls) => proofPath(renderVirtualHost({ ...SITE, tls })));
    expect(new Set(proofs).size).toBe(3);
  });

  it.each([
    [{ ...ACME, directory: 'https://a/"\nInclude /etc/shadow' }, "tls.directory"],
    [{ ...ACME, directory: "http://acme1/dir" }, "tls.directory"],
    [{ ...ACME, directory: undefined }, "tls.directory"],
    [{ ...ACME, hsts: -1 }, "tls.hsts"],
    [{ ...ACME, hsts: 0.5 }, "tls.hsts"],
  ])("refuses %j", (tls, property) => {
    expect(refusedValues({ ...SITE, tls }).map((one) => one.property)).toEqual([property]);
    expect(() => renderVirtualHost({ ...SITE, tls })).toThrow(property);
  });

  it("can be read back with all that stands in front of it", () => {
    const { serverName, serverAliases } = SITE;
    expect(parseVirtualHost(renderVirtualHost({ ...SITE, tls: ACME, proxy: PROXY }))).toEqual({
      ...{ serverName, serverAliases, tls: ACME, proxy: PROXY },
      dedicatedIp: "10.20.30.100",
      ipv6: "fd20:20:30::100",
    });
  });
});

describe("a site that is fetched from elsewhere", () => {
  it.each([
    "http://10.20.40.10",
    "http://10.20.40.10:8080/",
    "http://10.20.40.10:65536",
    "http://256.1.1.1:80",
    "https://10.20.40.10:443",
    "http://intranet:80",
    'http://10.20.40.10:80"\nInclude /etc/shadow',
  ])("may not be fetched from %j", (target) => {
    expect(refusedValues({ ...SITE, proxy: { target } })).toEqual([
      { property: "proxy.target", found: target },
    ]);
  });

  it("never grows a line from its target", () => {
    const lines = renderVirtualHost({ ...SITE, proxy: PROXY }).split("\n").length;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (rest) => {
        const site = { ...SITE, proxy: { target: `http://10.20.40.10:8080${rest}` } };
        if (refusedValues(site).length === 0) expect(renderVirtualHost(site).split("\n")).toHaveLength(lines);
      }),
    );
  });

  it("is not fetched while it rests, and answers its proof itself", () => {
    expect(renderVirtualHost({ ...SITE, proxy: PROXY, suspended: true })).not.toContain("ProxyPass");
    const text = renderVirtualHost({ ...SITE, proxy: PROXY });
    expect(text.indexOf('"/.well-known/titip/" "!"')).toBeLessThan(text.indexOf('ProxyPass "/" '));
    expect(unreachablePage(SITE.serverName)).toMatch(/^[\x20-\x7e]+$/);
    expect(unreachablePage(SITE.serverName)).not.toMatch(/["\\$]/);
  });
});

describe("IPv6", () => {
  it("stands beside IPv4 in the host's line, in the records and in the order", () => {
    expect(renderVirtualHost(SITE)).toContain("<VirtualHost 10.20.30.100:80 [fd20:20:30::100]:80>");
    expect(siteExtras(SITE)).toEqual([["ipv6", "fd20:20:30::100"]]);
    const zones = {
      "cirebonkab.go.id": { ttl: 60 },
      "30.20.10.in-addr.arpa": { ttl: 60 },
      "0.0.0.0.0.3.0.0.0.2.0.0.0.2.d.f.ip6.arpa": { ttl: 60 },
    };
    const { ip, ipv6, dedicated } = SITE.address;
    const records = recordsFor({ fqdn: SITE.serverName, aliases: [], ip, ipv6, dedicated, zones });
    expect(records.map(({ name, type, value }) => [name, type, value])).toEqual([
      ["0.0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.3.0.0.0.2.0.0.0.2.d.f.ip6.arpa", "PTR", SITE.serverName],
      ["100.30.20.10.in-addr.arpa", "PTR", SITE.serverName],
      [SITE.serverName, "A", ip],
      [SITE.serverName, "AAAA", ipv6],
    ]);
  });

  it("is carried for sites with an address of their own only", () => {
    const address = { ip: "10.20.30.11", dedicated: false, ipv6: "fd20:20:30::11" };
    expect(renderVirtualHost({ ...SITE, address })).toContain("<VirtualHost *:80>");
    expect(siteExtras({ ...SITE, address })).toEqual([]);
  });

  it.each(["FD20::1", "fd20:0::1", "fd20::1%eth0", "10.0.0.1", "fd20::1]:80\nInclude /etc/shadow"])(
    "is refused as %j",
    (ipv6) => {
      expect(refusedValues({ ...SITE, address: { ...SITE.address, ipv6 } })).toEqual([
        { property: "address.ipv6", found: ipv6 },
      ]);
    },
  );
});
