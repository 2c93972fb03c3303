import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { characterStrings, parseTransfer, TransferError } from "../../../src/dns/parse-transfer";

const SOA =
  "cirebonkab.go.id. 3600 IN SOA ns1.cirebonkab.go.id. hostmaster.cirebonkab.go.id. 2026 3600 900 604800 300";
const parse = (...lines: string[]) => parseTransfer("cirebonkab.go.id", [SOA, ...lines, SOA]);

describe("a transfer", () => {
  it("of a zone written by hand is read as the golden file", async () => {
    const lines = readFileSync(join(__dirname, "../../golden/dns/hand-made.axfr"), "utf8").split("\n");
    const contents = parseTransfer("cirebonkab.go.id", lines);
    await expect(`${JSON.stringify(contents, null, 2)}\n`).toMatchFileSnapshot(
      "../../golden/dns/hand-made.json",
    );
  });

  it("that was cut is refused", () => {
    expect(() => parseTransfer("cirebonkab.go.id", [SOA])).toThrow(TransferError);
    expect(() => parseTransfer("cirebonkab.go.id", [SOA, "a.cirebonkab.go.id. 1 IN A 10.0.0.1"])).toThrow(
      /not complete/,
    );
    expect(() => parseTransfer("cirebonkab.go.id", ["; Transfer failed."])).toThrow(/Transfer failed/);
    expect(() => parseTransfer("other.id", [SOA, SOA])).toThrow(/asked for other.id/);
  });

  it("with a record that is none, or of another zone, is refused", () => {
    expect(() => parse("nonsense")).toThrow(TransferError);
    expect(() => parse("a.example.com. 1 IN A 10.0.0.1")).toThrow(TransferError);
    expect(() => parse("relative 1 IN A 10.0.0.1")).toThrow(TransferError);
    expect(() => parse('a.cirebonkab.go.id. 1 IN TXT "open')).toThrow(/TXT/);
  });

  it("gives names and targets one form", () => {
    const { records } = parse("WWW.Cirebonkab.go.id.\t60\tIN\tCNAME\tPortal.Cirebonkab.Go.Id.");
    expect(records).toEqual([
      { name: "www.cirebonkab.go.id", ttl: 60, type: "CNAME", value: "portal.cirebonkab.go.id" },
    ]);
  });

  it("reads character strings with escapes", () => {
    expect(characterStrings('"a\\"b" "c\\\\d" "" bare "\\195\\169"')).toEqual([
      'a"b',
      "c\\d",
      "",
      "bare",
      "\u00c3\u00a9",
    ]);
    expect(() => characterStrings('"\\300"')).toThrow(TransferError);
  });

  it("reads back any octets that named can print", () => {
    const octets = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
    const print = (text: string) =>
      `"${text.replace(/["\\]|[^\x20-\x7e]/g, (c) => (c === '"' || c === "\\" ? `\\${c}` : `\\${String(c.charCodeAt(0)).padStart(3, "0")}`))}"`;
    fc.assert(
      fc.property(fc.array(octets, { minLength: 1, maxLength: 4 }), (strings) => {
        expect(characterStrings(strings.map(print).join(" "))).toEqual(strings);
      }),
    );
  });
});
