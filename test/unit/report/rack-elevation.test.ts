import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RackItem, rackViews } from "../../../src/capacity/rack-view";
import { rackElevation } from "../../../src/report/rack-elevation";
import { element, svgText } from "../../../src/report/svg";
import { aDataCentre, aRack, aServer, closed, decided, NOW, placed } from "../capacity/a-data-centre";

const golden = join(__dirname, "../../golden/capacity/rack-elevation.svg");

function site() {
  const approved = decided(placed(aServer(1, { rack_units: 2, weight: "22 kg" })));
  const placement = {
    at: NOW,
    by: "kabid",
    result: "accepted" as const,
    assets: [{ number: "1.3.2.10/0021", item: "Server" }],
  };
  const racks = new Map([
    [
      "rak-a",
      {
        ...aRack,
        room: "Ruang Server",
        reserved: [{ from: 10, to: 10, reason: "Jalur kabel" }],
        equipment: [
          { name: "sw-a", unit: 9, rack_units: 1, face: "rear" as const, depth: "400 mm", power: "120 W" },
        ],
      },
    ],
  ]);
  return aDataCentre(
    [
      { ...approved, steps: { ...approved.steps, placement } },
      placed(aServer(2, { depth: "40 cm" }), { unit: 4, port: "2", ipv4: ["10.20.40.11"] }),
      closed(decided(placed(aServer(3), { unit: 6, port: "3", ipv4: ["10.20.40.12"] })), NOW),
    ],
    { racks },
  );
}

const [view] = rackViews(site());
if (!view) throw new Error("no rack");

describe("what stands in a rack", () => {
  it("is what is the data centre's own, approved or awaiting approval; what was closed has left", () => {
    expect(view.items.map(({ name, state, unit, height }) => [name, state, unit, height])).toEqual([
      ["COL-2026-0001", "approved", 1, 2],
      ["COL-2026-0002", "pending", 4, 1],
      ["sw-a", "own", 9, 1],
      ["Jalur kabel", "reserved", 10, 1],
    ]);
    expect(view.items[0]).toMatchObject({ owner: "Dinkes", assets: ["1.3.2.10/0021"], power: 750 });
    expect(view.feeds.map(({ used, pending }) => [used, pending])).toEqual([
      [870, 750],
      [870, 750],
    ]);
  });
});

describe("the elevation", () => {
  const svg = rackElevation(view, "id");

  it("is the drawing that was looked at", () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, `${svg}\n`);
    expect(`${svg}\n`).toBe(readFileSync(golden, "utf8"));
  });

  it("shows front and rear, each unit's number twice, feeds with their load", () => {
    expect(svg).toContain(">Depan<");
    expect(svg).toContain(">Belakang<");
    expect(svg.match(/>10<\/text>/g)).toHaveLength(2);
    expect(svg).toContain(">feed A saat feed B padam: 1.620 W / 2.944 W<");
    expect(rackElevation(view, "en")).toContain(">feed A with feed B failed: 1,620 W / 2,944 W<");
  });

  it("shows a device that fills the rack on both sides, a shallow one on its own", () => {
    expect(svg.match(/>COL-2026-0001 · Dinkes · Dell R650</g)?.length).toBeGreaterThanOrEqual(2);
    expect(svg.match(/<text[^>]*>sw-a</g)).toHaveLength(1);
    expect(svg.match(/<text[^>]*>COL-2026-0002 · /g)).toHaveLength(1);
  });

  it("tells the pointer what a device is, draws and holds", () => {
    expect(svg).toContain(
      "<title>COL-2026-0001 · Dinkes · Dell R650\nU1–U2, depan\nfeed A + B, 750 W\nnomor seri S1\nsw-a port 1, VLAN 40\n10.20.40.10\nnomor aset 1.3.2.10/0021</title>",
    );
  });

  it("runs nothing and fetches nothing, whatever names stand in it", () => {
    const hostile: RackItem = {
      name: "</text><script>alert(1)</script>",
      what: '" onload="alert(1)',
      state: "own",
      unit: 3,
      height: 1,
      face: "front",
      sides: ["front"],
      feeds: ["<A>"],
      power: 0,
      assets: ["\u202e\u0000&amp;"],
    };
    const drawn = rackElevation({ ...view, key: "<b>", room: "]]>", items: [hostile] }, "id");
    expect(drawn).not.toMatch(/<script|<style|<image|<a\b|href|\son[a-z]+="|\u202e/);
    expect(drawn).not.toContain("\u0000");
    expect(drawn).toContain("&lt;script&gt;");
    expect(drawn.match(/<(?!\/?(?:svg|g|title|rect|text|line)\b)/g)).toBeNull();
  });
});

describe("an element", () => {
  it("escapes values and texts", () => {
    expect(element("text", { x: 1, y: undefined, "data-x": `"<&'` }, svgText("<&>"))).toBe(
      '<text x="1" data-x="&quot;&lt;&amp;&#39;">&lt;&amp;&gt;</text>',
    );
    expect(element("rect", { x: 1 })).toBe('<rect x="1"/>');
  });
});
