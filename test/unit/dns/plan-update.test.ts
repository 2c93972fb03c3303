import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseTransfer } from "../../../src/dns/parse-transfer";
import { type Change, planUpdate, type UpdatePlan } from "../../../src/dns/plan-update";
import { recordsFor } from "../../../src/dns/records-of-hosting";
import type { ZoneContents } from "../../../src/dns/zone-contents";
import type { DnsRecord } from "../../../src/provision/desired-state";
import { ModelZones } from "./model-zone";

const GOLDEN = join(__dirname, "../../golden/dns");
const cases = readdirSync(GOLDEN, { withFileTypes: true }).filter((entry) => entry.isDirectory());

const FORWARD = "cirebonkab.go.id";
const REVERSE = "30.20.10.in-addr.arpa";
const ZONES = { [FORWARD]: { ttl: 3600 }, [REVERSE]: { ttl: 3600 } };

function zone(name: string, ...lines: string[]): ZoneContents {
  const soa = `${name}. 3600 IN SOA ns1.${FORWARD}. hostmaster.${FORWARD}. 1 3600 900 604800 300`;
  const records = lines.map((line) => line.replace(/^(\S+) (\S+) (.*)$/, `$1.${name}. 3600 IN $2 $3`));
  return parseTransfer(name, [soa, ...records, soa]);
}

function hosting(subdomain: string, ip: string, aliases: string[] = [], dedicated = true): DnsRecord[] {
  const names = aliases.map((alias) => `${alias}.${FORWARD}`);
  return recordsFor({ fqdn: `${subdomain}.${FORWARD}`, aliases: names, ip, dedicated, zones: ZONES });
}

/** Sends all messages; the zones afterwards. */
function carryOut(zones: ZoneContents[], plan: UpdatePlan): ModelZones {
  const model = new ModelZones(zones);
  for (const { zone: name, script } of plan.messages) expect(model.send(name, script)).toBe(true);
  return model;
}

const kinds = (plan: UpdatePlan) =>
  plan.conflicts.map(({ request, kind, name }) => `${request} ${kind} ${name}`);

describe.each(cases.map(({ name }) => name))("golden case %s", (name) => {
  const folder = join(GOLDEN, name);
  const zones = readFileSync(join(folder, "zones.axfr"), "utf8")
    .trim()
    .split("\n\n")
    .map((text) => parseTransfer(text.slice(0, text.indexOf(". ")), text.split("\n")));
  const changes = JSON.parse(readFileSync(join(folder, "changes.json"), "utf8")) as Change[];
  const plan = planUpdate(zones, changes);

  it("plans these messages and problems", async () => {
    const text = plan.messages
      .map((m) => `; ${m.zone}: ${m.requests.join(" ")}\n${m.script}; undo\n${m.undo}`)
      .join("\n");
    await expect(text).toMatchFileSnapshot(join(folder, "update.txt"));
    const problems = plan.conflicts
      .map((c) => `${c.request}: ${c.kind}: ${c.what.en}; ${c.remedy.en}\n`)
      .join("");
    await expect(problems).toMatchFileSnapshot(join(folder, "problems.txt"));
  });

  it("needs nothing when it was carried out, and is undone to what was", () => {
    const model = carryOut(zones, plan);
    expect(planUpdate(model.all(), changes).messages).toEqual([]);
    model.undo(plan.messages);
    expect(model.text()).toEqual(new ModelZones(zones).text());
  });
});

describe("a plan", () => {
  const empty = [zone(FORWARD), zone(REVERSE)];

  it("puts a hundred requests in one message per zone, addresses first", () => {
    const changes = Array.from({ length: 100 }, (_, i) => ({
      request: `HST-2026-${String(i).padStart(4, "0")}`,
      wanted: hosting(`situs${i}`, `10.20.30.${i}`, [`alias${i}`]),
    }));
    const { messages } = planUpdate(empty, changes);
    expect(messages.map(({ zone: name }) => name)).toEqual([FORWARD, REVERSE]);
    const removal = planUpdate(
      carryOut(empty, { messages, conflicts: [] }).all(),
      changes.map(({ request }) => ({ request, wanted: [] })),
    );
    expect(removal.messages.map(({ zone: name }) => name)).toEqual([REVERSE, FORWARD]);
  });

  it("splits what does not fit in 64 KiB, never one name", () => {
    const changes = Array.from({ length: 1000 }, (_, i) => ({
      request: `HST-2026-${String(i).padStart(4, "0")}`,
      wanted: hosting(`situs${i}`, "10.20.30.11", [], false),
    }));
    const { messages } = planUpdate(empty, changes);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.length).toBeLessThan(8);
    const requests = messages.flatMap((message) => message.requests);
    expect(new Set(requests).size).toBe(requests.length);
  });

  it("refuses a name that somebody else holds, whatever the record", () => {
    for (const line of [
      "simpus A 10.20.30.100",
      "simpus MX 10 mail",
      'simpus TXT "hello"',
      "simpus CNAME x",
    ]) {
      const plan = planUpdate(
        [zone(FORWARD, line), zone(REVERSE)],
        [{ request: "HST-2026-0007", wanted: hosting("simpus", "10.20.30.100") }],
      );
      expect(kinds(plan)).toEqual([`HST-2026-0007 foreign simpus.${FORWARD}`]);
      expect(plan.messages).toEqual([]);
      expect(plan.conflicts[0]?.what.en).toContain(`simpus.${FORWARD}. 3600 ${line.split(" ")[1]}`);
    }
  });

  it("refuses another request's name and a marker that is not ours", () => {
    const wanted = hosting("simpus", "10.20.30.100");
    const held = zone(FORWARD, "simpus A 10.20.30.9", '_titip.simpus TXT "titip request=HST-2026-0001"');
    const odd = zone(FORWARD, '_titip.simpus TXT "hands off"');
    const two = zone(
      FORWARD,
      '_titip.simpus TXT "titip request=HST-2026-0007"',
      '_titip.simpus TXT "titip request=HST-2026-0001"',
    );
    const plans = [held, odd, two].map((z) =>
      planUpdate([z, zone(REVERSE)], [{ request: "HST-2026-0007", wanted }]),
    );
    expect(plans.flatMap(kinds)).toEqual([
      `HST-2026-0007 other-request simpus.${FORWARD}`,
      `HST-2026-0007 foreign simpus.${FORWARD}`,
      `HST-2026-0007 foreign simpus.${FORWARD}`,
    ]);
  });

  it("gives a name that two requests want at once to the first", () => {
    const wanted = hosting("simpus", "10.20.30.11", [], false);
    const plan = planUpdate(empty, [
      { request: "HST-2026-0001", wanted },
      { request: "HST-2026-0002", wanted },
    ]);
    expect(kinds(plan)).toEqual([`HST-2026-0002 other-request simpus.${FORWARD}`]);
    expect(plan.messages[0]?.requests).toEqual(["HST-2026-0001"]);
  });

  it("refuses what a delegation would hide, and an alias that an MX points at", () => {
    const wanted = hosting("simpus.dinas", "10.20.30.100", ["mail"]);
    const delegated = zone(FORWARD, "dinas NS ns.example.");
    const pointed = zone(FORWARD, "@ MX 10 x").records.map((r) => ({
      ...r,
      name: FORWARD,
      value: `10 mail.${FORWARD}.`,
    }));
    const plans = [delegated, { ...zone(FORWARD), records: pointed }].map((z) =>
      planUpdate([z, zone(REVERSE)], [{ request: "HST-2026-0007", wanted }]),
    );
    expect(plans.flatMap(kinds)).toEqual([
      `HST-2026-0007 hidden simpus.dinas.${FORWARD}`,
      `HST-2026-0007 pointed-at mail.${FORWARD}`,
    ]);
  });

  it("keeps foreign records that were added at our name, unless it becomes an alias", () => {
    const mine = zone(
      FORWARD,
      "simpus A 10.20.30.100",
      'simpus TXT "site-verification"',
      '_titip.simpus TXT "titip request=HST-2026-0007"',
    );
    const moved = planUpdate(
      [mine],
      [{ request: "HST-2026-0007", wanted: hosting("simpus", "10.20.30.11", [], false) }],
    );
    const after = carryOut([mine], moved).text();
    expect(after).toContain(`${FORWARD} simpus.${FORWARD} 3600 TXT "site-verification"`);
    const gone = carryOut([mine], planUpdate([mine], [{ request: "HST-2026-0007", wanted: [] }])).text();
    expect(gone).toEqual([`${FORWARD} simpus.${FORWARD} 3600 TXT "site-verification"`]);
    const alias: DnsRecord[] = [
      { zone: FORWARD, name: `simpus.${FORWARD}`, type: "CNAME", ttl: 60, value: "a.id" },
    ];
    expect(kinds(planUpdate([mine], [{ request: "HST-2026-0007", wanted: alias }]))).toEqual([
      `HST-2026-0007 cname-not-alone simpus.${FORWARD}`,
    ]);
  });

  it("works the same in a signed zone", () => {
    const signed = zone(
      FORWARD,
      "simpus A 10.20.30.100",
      "simpus RRSIG A 13 4 3600 20270101000000 20261201000000 1 cirebonkab.go.id. AAAA",
      '_titip.simpus TXT "titip request=HST-2026-0007"',
      "_titip.simpus RRSIG TXT 13 5 3600 20270101000000 20261201000000 1 cirebonkab.go.id. AAAA",
      "_titip.simpus NSEC mail.cirebonkab.go.id. TXT RRSIG NSEC",
    );
    const plan = planUpdate([signed], [{ request: "HST-2026-0007", wanted: [] }]);
    expect(plan.conflicts).toEqual([]);
    expect(plan.messages[0]?.script).toContain("update delete _titip.simpus");
  });

  it("refuses wanted records that named-checkzone would refuse", () => {
    const at = (type: DnsRecord["type"], value: string, more: Partial<DnsRecord> = {}): DnsRecord => ({
      zone: FORWARD,
      name: `a.${FORWARD}`,
      type,
      ttl: 60,
      value,
      ...more,
    });
    const bad: DnsRecord[][] = [
      [at("CNAME", "b.id"), at("A", "10.0.0.1")],
      [at("A", "10.0.0.1"), at("A", "10.0.0.2", { ttl: 61 })],
      [at("A", "10.0.0.1", { name: "a.example.com" })],
      [at("A", "10.0.0.1", { zone: "example.com", name: "a.example.com" })],
      [at("A", "10.0.0.1", { name: FORWARD })],
      [at("A", "10.0.0.1", { ttl: 2 ** 31 })],
      [at("A", "10.0.0.1", { name: `a_b.${FORWARD}` })],
      [at("PTR", "bad name.id")],
      [at("AAAA", "2001:DB8::1")],
    ];
    for (const wanted of bad) {
      const plan = planUpdate(empty, [{ request: "HST-2026-0007", wanted }]);
      expect(plan.messages).toEqual([]);
      expect(plan.conflicts.map(({ kind }) => kind)).toEqual(["unsafe"]);
    }
  });

  it("names the record by hand at our name that no update may carry", () => {
    const mine = zone(
      FORWARD,
      "simpus CNAME odd\\032name.id.",
      '_titip.simpus TXT "titip request=HST-2026-0007"',
    );
    const [conflict] = planUpdate([mine], [{ request: "HST-2026-0007", wanted: [] }]).conflicts;
    expect(conflict?.record?.value).toBe("odd\\032name.id");
  });
});

describe("records of a hosting", () => {
  it("are address, aliases and PTR, sorted", () => {
    expect(hosting("simpus", "10.20.30.100", ["epuskesmas"])).toEqual([
      { zone: REVERSE, name: `100.${REVERSE}`, type: "PTR", ttl: 3600, value: `simpus.${FORWARD}` },
      { zone: FORWARD, name: `epuskesmas.${FORWARD}`, type: "CNAME", ttl: 3600, value: `simpus.${FORWARD}` },
      { zone: FORWARD, name: `simpus.${FORWARD}`, type: "A", ttl: 3600, value: "10.20.30.100" },
    ]);
  });

  it("have no PTR on a shared address, and no name outside the inventory's zones", () => {
    expect(hosting("simpus", "10.20.30.11", [], false).map(({ type }) => type)).toEqual(["A"]);
    expect(() => hosting("simpus", "10.20.31.11")).toThrow(/no zone/);
  });
});
