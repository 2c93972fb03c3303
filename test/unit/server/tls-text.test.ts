import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { VirtualHostInputs } from "../../../src/provision/desired-state";
import { renderVirtualHost } from "../../../src/provision/render-virtual-host";

const SECTIONS = join(__dirname, "../../../server/titip-host.d");
/** The part of titip-host that judges the text of a virtual host, on texts that stand in files. */
const JUDGE = `set -u; declare -A VERBS MODES CHECKS HOST=([ACME]=https://acme1:14000/dir); ETC=/etc/titip; UNDO=()
. "$1/30-web-extras.bash"; . "$1/30-web-orders.bash"; . "$1/36-tls.bash"
refuse() { printf 'refused: %s\\n' "\${*:2}"; }
id=HST-2026-0007 text=$(cat; printf x); text=\${text%x}
take_tls "$id" "$text" && printf '%s\\n%s' "\${PUT_TLS[$id]:-none}" "$PLAIN"`;

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

function judge(text: string): string {
  try {
    return execFileSync("bash", ["-c", JUDGE, "bash", SECTIONS], { input: text, encoding: "utf8" });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}

describe("titip-host, given a virtual host with TLS,", () => {
  it.each([
    ["acme", { ...SITE, tls: ACME }],
    ["acme", { ...SITE, tls: { ...ACME, hsts: 0 }, proxy: { target: "http://10.20.40.10:8080" } }],
    ["certificate", { ...SITE, tls: { mode: "certificate", hsts: 300 } as const, suspended: true as const }],
    ["certificate", { ...SITE, tls: { mode: "certificate", hsts: 1 } as const, serverAliases: [] }],
  ])("finds the very text that it would write itself: %s", (mode, site) => {
    const said = judge(renderVirtualHost(site));
    const plain = renderVirtualHost({ ...site, tls: undefined });
    const withoutProof = (text: string) => text.replace(/titip\/[0-9a-f]{16}/g, "titip/PROOF");
    expect(withoutProof(said)).toBe(withoutProof(`${mode}\n${plain}`));
  });

  it("passes a host without TLS on as it is", () => {
    const text = renderVirtualHost(SITE);
    expect(judge(text)).toBe(`none\n${text}`);
  });

  const text = renderVirtualHost({ ...SITE, tls: ACME });
  it.each([
    ["another authority", text.replace("acme1:14000", "acme2:14000")],
    ["a certificate for somebody else's name", text.replace("<MDomainSet simpus", "<MDomainSet arsip")],
    ["one more name", text.replace("<MDomainSet ", "<MDomainSet arsip.cirebonkab.go.id ")],
    ["other files over TLS", text.replace(/(443>[\s\S]*DocumentRoot) "\/srv\/titip\/[^"]*"/, '$1 "/etc"')],
    ["a weaker protocol", text.replace("-all +TLSv1.2", "all +TLSv1.2")],
    ["a command of mod_md", text.replace("    MDStapling on", "    MDStapling on\n    MDMessageCmd /bin/sh")],
    ["a line behind all", `${text}Include /etc/shadow\n`],
    ["no redirect", text.replace(/ {2}<IfFile [\s\S]*?<\/IfFile>\n/, "")],
    ["another's marks", text.replaceAll("tls/HST-2026-0007/acme-ready", "tls/HST-2026-0008/acme-ready")],
    ["TLS without its part", renderVirtualHost(SITE).replace(":80>", ":443>")],
  ])("refuses %s", (_what, changed) => {
    expect(changed).not.toBe(text);
    expect(judge(changed)).toMatch(/^refused: conf-refused/);
  });
});
