import { describe, expect, it } from "vitest";
import type { DataCentre } from "../../../src/provider/data-centre";
import { recordSet } from "../../../src/provider/resources/record-set";
import type { DnsRecord, RecordSetInputs } from "../../../src/provision/desired-state";

const RECORD: DnsRecord = {
  zone: "cirebonkab.go.id",
  name: "simpus.cirebonkab.go.id",
  type: "A",
  ttl: 3600,
  value: "10.20.30.100",
};
const ID = { server: "ns1", request: "HST-2026-0007" };
const RECORDED: RecordSetInputs = { ...ID, records: [RECORD] };

/** A name server that serves these, and what it was asked to make of them. */
function serving(records: DnsRecord[]) {
  const asked: { zones: string[]; wanted: DnsRecord[] }[] = [];
  const dns = {
    read: async () => records,
    apply: async (_request: string, zones: string[], wanted: DnsRecord[]) => {
      asked.push({ zones, wanted });
      return wanted;
    },
  };
  const fleet = { dns: () => dns } as unknown as DataCentre["fleet"];
  const centre: DataCentre = {
    ...{ fleet, addressOf: () => "", serverAt: () => "" },
    zonesOn: () => ["cirebonkab.go.id", "30.20.10.in-addr.arpa"],
  };
  return { centre, asked };
}

describe("records that somebody took away by hand", () => {
  it("are a set without records, and not a set that is not there: its markers are still to be removed", async () => {
    const read = await recordSet.read(serving([]).centre, ID, RECORDED);
    expect(read?.outputs).toEqual({ ...ID, records: [] });
  });

  it("are looked for in every zone of the server when the set is removed", async () => {
    const { centre, asked } = serving([]);
    await recordSet.remove(centre, ID, { ...ID, records: [] });
    expect(asked).toEqual([{ zones: ["cirebonkab.go.id", "30.20.10.in-addr.arpa"], wanted: [] }]);
  });
});

it("a set that was never recorded and is not served is not there", async () => {
  expect(await recordSet.read(serving([]).centre, ID, {})).toBeUndefined();
});
