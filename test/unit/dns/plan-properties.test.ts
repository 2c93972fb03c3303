import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, planUpdate } from "../../../src/dns/plan-update";
import type { ZoneContents, ZoneRecord } from "../../../src/dns/zone-contents";
import { ZoneSet } from "../../../src/dns/zone-set";
import type { DnsRecord } from "../../../src/provision/desired-state";
import { ModelZones } from "./model-zone";

const FORWARD = "cirebonkab.go.id";
const REVERSE = "30.20.10.in-addr.arpa";
const REQUESTS = ["HST-2026-0001", "HST-2026-0002", "HST-2026-0003"];
const NAMES = ["a", "b", "c", "x.b", "d"];

const ttl = fc.constantFrom(60, 3600);
const address = fc.nat(3).map((n) => `10.20.30.${n}`);
const target = fc.constantFrom(...NAMES).map((name) => `${name}.${FORWARD}`);
const record = (zone: string, name: string): fc.Arbitrary<DnsRecord> =>
  zone === REVERSE
    ? fc.record({
        zone: fc.constant(zone),
        name: fc.constant(name),
        type: fc.constant("PTR" as const),
        ttl,
        value: target,
      })
    : fc.oneof(
        fc.record({
          zone: fc.constant(zone),
          name: fc.constant(name),
          type: fc.constant("A" as const),
          ttl,
          value: address,
        }),
        fc.record({
          zone: fc.constant(zone),
          name: fc.constant(name),
          type: fc.constant("CNAME" as const),
          ttl,
          value: target,
        }),
      );
const place = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => ({ zone: FORWARD, name: `${name}.${FORWARD}` })),
  fc.nat(3).map((n) => ({ zone: REVERSE, name: `${n}.${REVERSE}` })),
);

/** What stands at one name before: foreign or ours, all sorts of records, a CNAME alone as named ensures. */
const standing = place.chain(({ zone, name }) =>
  fc.record({
    zone: fc.constant(zone),
    records: fc.oneof(
      record(zone, name).map((r): ZoneRecord[] => [r]),
      fc.constant<ZoneRecord[]>([
        { name, ttl: 60, type: "A", value: "10.20.30.1" },
        { name, ttl: 60, type: "TXT", value: '"by hand"' },
      ]),
      fc.constant<ZoneRecord[]>([{ name, ttl: 60, type: "MX", value: `10 mail.${FORWARD}.` }]),
    ),
    owner: fc.option(fc.constantFrom(...REQUESTS)),
    name: fc.constant(name),
  }),
);

const zones: fc.Arbitrary<ZoneContents[]> = fc
  .uniqueArray(standing, { selector: ({ name }) => name, maxLength: 8 })
  .map((all) =>
    [FORWARD, REVERSE].map((zone) => ({
      zone,
      serial: 1,
      records: all
        .filter((one) => one.zone === zone)
        .flatMap(({ records, owner, name }) => [
          ...records.map(({ name: at, ttl: seconds, type, value }) => ({
            name: at,
            ttl: seconds,
            type,
            value,
          })),
          ...(owner
            ? [{ name: `_titip.${name}`, ttl: 3600, type: "TXT", value: `"titip request=${owner}"` }]
            : []),
        ]),
    })),
  );

const changes: fc.Arbitrary<Change[]> = fc.uniqueArray(
  fc.record({
    request: fc.constantFrom(...REQUESTS),
    wanted: fc.uniqueArray(
      place.chain(({ zone, name }) => record(zone, name)),
      { selector: (r) => r.name, maxLength: 4 },
    ),
  }),
  { selector: ({ request }) => request, minLength: 1 },
);

/** Records of names that no request in `REQUESTS` holds, and types that Titip never writes. */
function foreignOnly(contents: ZoneContents[]): string[] {
  const ours = new Set(
    contents
      .flatMap(({ records }) => records.filter(({ name }) => name.startsWith("_titip.")))
      .map(({ name }) => name),
  );
  return new ModelZones(contents).text(
    ({ name, type }) =>
      !name.startsWith("_titip.") && (type === "MX" || type === "TXT" || !ours.has(`_titip.${name}`)),
  );
}

function sendAll(
  before: ZoneContents[],
  messages: ReturnType<typeof planUpdate>["messages"],
  count = messages.length,
) {
  const model = new ModelZones(before);
  const sent = messages.slice(0, count).map(({ zone, script }) => model.send(zone, script));
  expect(sent).toEqual(sent.map(() => true));
  return model;
}

describe("any plan", () => {
  it("gives every request what it wants or names a conflict, and leaves foreign records alone", () => {
    fc.assert(
      fc.property(zones, changes, (before, wanted) => {
        const plan = planUpdate(before, wanted);
        const after = sendAll(before, plan.messages).all();
        expect(foreignOnly(after)).toEqual(expect.arrayContaining(foreignOnly(before)));
        const refused = new Set(plan.conflicts.map(({ request }) => request));
        for (const { request, wanted: records } of wanted) {
          const show = (list: readonly DnsRecord[]) =>
            list.map((r) => [r.zone, r.name, r.type, r.ttl, r.value].join(" ")).sort();
          const set = new ZoneSet(after);
          const had = new ZoneSet(before).recordsOf(request, [FORWARD, REVERSE]);
          expect(show(set.recordsOf(request, [FORWARD, REVERSE]))).toEqual(
            show(refused.has(request) ? had : records),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is empty the second time", () => {
    fc.assert(
      fc.property(zones, changes, (before, wanted) => {
        const plan = planUpdate(before, wanted);
        const refused = new Set(plan.conflicts.map(({ request }) => request));
        const done = wanted.filter(({ request }) => !refused.has(request));
        expect(planUpdate(sendAll(before, plan.messages).all(), done).messages).toEqual([]);
      }),
    );
  });

  it("removes everything of ours and nothing else", () => {
    fc.assert(
      fc.property(zones, (before) => {
        const plan = planUpdate(
          before,
          REQUESTS.map((request) => ({ request, wanted: [] })),
        );
        expect(plan.conflicts).toEqual([]);
        expect(sendAll(before, plan.messages).text()).toEqual(foreignOnly(before));
      }),
    );
  });

  it("is undone to what was, wherever it was cut; the cut message's own undo included", () => {
    fc.assert(
      fc.property(zones, changes, fc.nat(4), (before, wanted, cut) => {
        const { messages } = planUpdate(before, wanted);
        const model = sendAll(before, messages, cut);
        model.undo(messages.slice(0, cut + 1));
        expect(model.text()).toEqual(new ModelZones(before).text());
      }),
      { numRuns: 1000 },
    );
  });

  it("fails as a whole when a foreign hand was faster", () => {
    fc.assert(
      fc.property(zones, changes, place, (before, wanted, { zone, name }) => {
        const { messages } = planUpdate(before, wanted);
        const touched = messages.filter(
          (message) => message.zone === zone && message.script.includes(` ${name}.`),
        );
        const edited = before.map((contents) =>
          contents.zone === zone && contents.records.every((r) => r.name !== name)
            ? { ...contents, records: [...contents.records, { name, ttl: 60, type: "A", value: "10.9.9.9" }] }
            : contents,
        );
        if (JSON.stringify(edited) === JSON.stringify(before)) return;
        const model = new ModelZones(edited);
        for (const { script } of touched) {
          const ok = model.send(zone, script);
          expect(ok && model.text().every((line) => !line.includes("10.9.9.9"))).toBe(false);
        }
        expect(model.text().join("\n")).toContain("10.9.9.9");
      }),
    );
  });
});
