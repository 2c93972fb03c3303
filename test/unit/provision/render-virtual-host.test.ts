import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VirtualHostInputs } from "../../../src/provision/desired-state";
import { placeholderPage } from "../../../src/provision/placeholder-page";
import {
  parseVirtualHost,
  refusedValues,
  renderVirtualHost,
} from "../../../src/provision/render-virtual-host";

const SITE: VirtualHostInputs = {
  request: "HST-2026-0007",
  server: "web1",
  serverName: "simpus.cirebonkab.go.id",
  serverAliases: ["epuskesmas.cirebonkab.go.id"],
  address: { ip: "10.20.30.100", dedicated: true },
  account: { name: "hst-2026-0007", uid: 20007 },
  title: "SIMPUS – Sistem Informasi Puskesmas",
};

describe("a virtual host", () => {
  it("is rendered as the golden file", async () => {
    await expect(renderVirtualHost(SITE)).toMatchFileSnapshot("../../golden/provision/dedicated.conf");
    const shared = { ...SITE, address: { ip: "10.20.30.11", dedicated: false }, serverAliases: [] };
    await expect(renderVirtualHost(shared)).toMatchFileSnapshot("../../golden/provision/shared.conf");
    const suspended = { ...SITE, suspended: true as const };
    await expect(renderVirtualHost(suspended)).toMatchFileSnapshot("../../golden/provision/suspended.conf");
  });

  it("answers its proof before the maintenance page when it is suspended", () => {
    const text = renderVirtualHost({ ...SITE, suspended: true });
    expect(text.indexOf("Redirect 204")).toBeGreaterThan(0);
    expect(text.indexOf("Redirect 204")).toBeLessThan(text.indexOf('Redirect 503 "/"'));
    expect(text).toContain(`DocumentRoot "/srv/titip/${SITE.request}/public"`);
  });

  it("listens on its own address only when it has one", () => {
    expect(renderVirtualHost(SITE)).toContain("<VirtualHost 10.20.30.100:80>");
    expect(renderVirtualHost({ ...SITE, address: { ip: "10.20.30.11", dedicated: false } })).toContain(
      "<VirtualHost *:80>",
    );
    expect(renderVirtualHost({ ...SITE, address: { ip: "2001:db8::1", dedicated: true } })).toContain(
      "<VirtualHost [2001:db8::1]:80>",
    );
  });

  it("proves its own text: any other change gives another path", () => {
    const proof = (site: VirtualHostInputs) =>
      /known\/titip\/([0-9a-f]{16})"/.exec(renderVirtualHost(site))?.[1];
    expect(proof(SITE)).toMatch(/^[0-9a-f]{16}$/);
    expect(proof({ ...SITE, serverAliases: [] })).not.toBe(proof(SITE));
  });

  it("can be read back", () => {
    expect(parseVirtualHost(renderVirtualHost(SITE))).toEqual({
      serverName: SITE.serverName,
      serverAliases: SITE.serverAliases,
      dedicatedIp: SITE.address.ip,
    });
  });

  it.each([
    ["a newline", "a\nInclude /etc/shadow"],
    ["a variable", `${"$"}{HOME}.go.id`],
    ["a quote", 'a" b'],
    ["a wildcard", "*.go.id"],
    ["a closing tag", "a></VirtualHost>"],
    ["upper case", "WWW.go.id"],
    ["a label of 64 characters", `${"a".repeat(64)}.id`],
    ["an empty label", "a..id"],
    ["a trailing newline", "a.id\n"],
  ])("refuses %s in a name, by its property", (_what, name) => {
    expect(refusedValues({ ...SITE, serverAliases: ["ok.id", name] })).toEqual([
      { property: "serverAliases[1]", found: name },
    ]);
    expect(() => renderVirtualHost({ ...SITE, serverName: name })).toThrow("serverName");
  });

  it("never grows a line from any value", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string(),
      fc.constantFrom("\n", "\r", "\0", `${"$"}{x}`, "%{x}", "</VirtualHost>"),
    );
    const lines = renderVirtualHost(SITE).split("\n").length;
    fc.assert(
      fc.property(hostile, hostile, hostile, (request, name, ip) => {
        const site = { ...SITE, request, serverName: name, address: { ip, dedicated: true } };
        if (refusedValues(site).length > 0) expect(() => renderVirtualHost(site)).toThrow();
        else expect(renderVirtualHost(site).split("\n")).toHaveLength(lines);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the first page", () => {
  it("renders every title inert", () => {
    const page = placeholderPage({ ...SITE, title: `<script>alert("1 & 2")</script>` });
    expect(page).toContain("&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;");
    expect(page).not.toContain("<script");
  });
});
