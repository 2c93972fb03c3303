import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { planUpdate } from "../../../src/dns/plan-update";
import { jsonText, printable, printableColored, printableLines } from "../../../src/printable";
import { recordSet } from "../../../src/provider/resources/record-set";
import { virtualHost } from "../../../src/provider/resources/virtual-host";
import type { DnsRecord, VirtualHostInputs } from "../../../src/provision/desired-state";
import { placeholderPage } from "../../../src/provision/placeholder-page";
import { renderVirtualHost } from "../../../src/provision/render-virtual-host";
import { encodeField } from "../../../src/remote/framing";
import { describeServerError } from "../../../src/remote/server-error";
import { markdownCode, markdownText } from "../../../src/report/markdown";
import { expectInertLines, expectMarkdown, expectPage, expectUpdate, expectVirtualHost } from "./oracles";
import { ATTACKS, hostile } from "./values";

/** Should a hostile value ever get past the schemas: each renderer refuses it or makes it harmless by itself. */
const runs = { numRuns: process.env.TITIP_LONG ? 20_000 : 500 };
vi.setConfig({ testTimeout: process.env.TITIP_LONG ? 3_600_000 : 60_000 });

test("no value of any field makes another virtual host", () => {
  const inputs = fc.record({
    request: fc.oneof(hostile, fc.constant("HST-2026-0001")),
    server: hostile,
    serverName: fc.oneof(hostile, fc.constant("a.contoh.go.id")),
    serverAliases: fc.array(hostile, { maxLength: 2 }),
    address: fc.record({ ip: fc.oneof(hostile, fc.constant("10.20.30.100")), dedicated: fc.boolean() }),
    account: fc.record({ name: hostile, uid: fc.integer() }),
    title: hostile,
  });
  fc.assert(
    fc.property(inputs, (site: VirtualHostInputs) => {
      expectInertLines(jsonText(virtualHost.check({ ...site, configuration: "" })));
      let text: string | undefined;
      try {
        text = renderVirtualHost(site);
      } catch {
        expect(virtualHost.check({ ...site, configuration: "" }).failures).not.toEqual([]);
      }
      if (text !== undefined && !site.address.ip.includes(":")) expectVirtualHost(text);
    }),
    runs,
  );
});

test("no value of any field makes another update", () => {
  const zone = "contoh.go.id";
  const record = fc.record({
    zone: fc.oneof(hostile, fc.constant(zone)),
    name: fc.oneof(
      hostile,
      hostile.map((label) => `${label}.${zone}`),
      fc.constant(`a.${zone}`),
    ),
    type: fc.constantFrom<DnsRecord["type"]>("A", "AAAA", "CNAME", "PTR"),
    ttl: fc.oneof(fc.integer(), fc.double(), fc.constant(60)),
    value: fc.oneof(hostile, fc.constantFrom("10.20.30.100", `b.${zone}`)),
  });
  const request = fc.oneof(hostile, fc.constant("HST-2026-0001"));
  fc.assert(
    fc.property(request, fc.array(record, { minLength: 1, maxLength: 3 }), (id, wanted) => {
      recordSet.check({ request: id, server: "ns1", records: wanted });
      const zones = [...new Set(wanted.map((one) => one.zone))].map((name) => ({
        zone: name,
        serial: 1,
        records: [],
      }));
      let messages: { zone: string; script: string; undo: string }[] = [];
      try {
        messages = planUpdate(zones, [{ request: id, wanted }]).messages;
      } catch (error) {
        expect(String(error)).toMatch(/not a request id|not a/);
      }
      for (const { zone, script, undo } of messages) {
        if (/AAAA/.test(script)) continue;
        expectUpdate(zone, script);
        expectUpdate(zone, undo);
      }
    }),
    runs,
  );
});

test("no title makes another page, no value another cell of a report", () => {
  fc.assert(
    fc.property(hostile, (value) => {
      if (!value.includes("\n"))
        expectPage(placeholderPage({ title: value, serverName: "a.id", request: "HST-2026-0001" }), value);
      expectMarkdown(`### x${markdownText(value)}\n| a | b |\n| --- | --- |\n| ${markdownCode(value)} | c |`);
    }),
    runs,
  );
});

test("a server's words, however hostile, are words", () => {
  fc.assert(
    fc.property(hostile, hostile, (words, owner) => {
      const text = describeServerError(
        {
          server: "web1",
          host: "titip@10.20.30.11:22",
          request: "HST-2026-0001",
          command: "web-apply",
          output: words,
          what: { id: `dipegang ${owner}`, en: `held by ${owner}` },
          remedy: { id: "x", en: "x" },
        },
        "en",
      );
      expectInertLines(text);
    }),
    runs,
  );
});

test("printable texts stay as they are, others come out inert, colours of ours stay", () => {
  fc.assert(
    fc.property(hostile, (value) => {
      for (const text of [printable(value), printableLines(value), jsonText({ [value]: value })])
        expectInertLines(text);
      expect(printable(printable(value))).toBe(printable(value));
      expect(JSON.parse(jsonText({ value }))).toEqual(JSON.parse(JSON.stringify({ value })));
    }),
    runs,
  );
  for (const text of ["SIMPUS – Sistem Informasi Puskesmas", "Jl. Sunan Drajat №1 «é» 日本 ❤️", "a::b", "::1"])
    expect(printable(text)).toBe(text);
  expect(printableColored("\u001b[31mx\u001b[39m\u001b[2J")).toBe("\u001b[31mx\u001b[39m\ufffd[2J");
});

test("a field comes out of titip-host's own code as it went in", () => {
  const program = readFileSync(join(__dirname, "../../../server/titip-host"), "utf8");
  const functions = ["encode", "decode", "split"].map(
    (name) => new RegExp(`^${name}\\(\\) \\{\\n[^]*?^\\}`, "m").exec(program)?.[0],
  );
  const script = `${functions.join("\n")}\nLC_ALL=C\nwhile IFS= read -r line; do split "$line"; for field in "\${FIELDS[@]}"; do encode "$field"; printf '%s\\n' "$ENCODED"; done; done`;
  // A NUL never gets so far; what JavaScript cannot write as UTF-8 is replaced before.
  const values = [...ATTACKS, ...fc.sample(hostile, 300)]
    .filter((value) => !value.includes("\0") && value.length < 2_000)
    .map((value) => Buffer.from(value).toString());
  const wire = values.map(encodeField);
  expect(wire.join("")).not.toMatch(/[\n\r\t]/);
  const { stdout, stderr } = spawnSync("bash", ["-c", script], { input: `${wire.join("\n")}\n` });
  expect(stderr.toString()).toBe("");
  expect(stdout.toString().split("\n").slice(0, -1)).toEqual(wire);
});
