import { isIP } from "node:net";
import type { DnsRecord, RecordSetInputs } from "../../provision/desired-state";
import type { CheckFailure, ManagedResource } from "./managed-resource";

const NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

export const recordSet: ManagedResource<RecordSetInputs, RecordSetInputs> = {
  type: "titip:dns:RecordSet",
  replaceOn: ["request", "server"],
  learned: [],

  check(news) {
    const records = [...news.records].sort(byPlace);
    return { inputs: { ...news, records }, failures: records.flatMap(refused) };
  },

  id: (inputs) => `${inputs.server}/${inputs.request}`,

  plan: (inputs) => inputs,

  async apply({ fleet }, inputs, olds) {
    const zones = zonesOf([...(olds?.records ?? []), ...inputs.records]);
    const records = await fleet.dns(inputs.server).apply(inputs.request, zones, inputs.records);
    return { ...inputs, records: [...records].sort(byPlace) };
  },

  async read({ fleet, zonesOn }, { server, request }, olds) {
    const zones = olds.records ? zonesOf(olds.records) : zonesOn(server); // nothing is recorded yet on import
    const records = await fleet.dns(server).read(request, zones);
    // The names of a closed service are gone, and that is as it should be: the record of it stays. So does that of
    // names which somebody took away, as their marker may still be there, and only a removal takes that away.
    if (records.length === 0 && !olds.records) return undefined;
    const found = { request, server, records: [...records].sort(byPlace) };
    return { inputs: found, outputs: found };
  },

  async remove({ fleet, zonesOn }, { server, request }, olds) {
    // Whether records are known or not, markers may be there: of names that somebody took away by hand.
    const zones = olds.records.length > 0 ? zonesOf(olds.records) : zonesOn(server);
    await fleet.dns(server).apply(request, zones, []);
    return undefined;
  },
};

function zonesOf(records: DnsRecord[]): string[] {
  return [...new Set(records.map((record) => record.zone))].sort();
}

function byPlace(a: DnsRecord, b: DnsRecord): number {
  const key = (r: DnsRecord) => [r.zone, r.name, r.type, r.value].join("\t");
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

function refused(record: DnsRecord, index: number): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const refuse = (property: keyof DnsRecord) =>
    failures.push({
      property: `records[${index}].${property}`,
      reason: `${JSON.stringify(record[property])} is not valid in a ${record.type} record`,
    });
  if (!NAME.test(record.zone)) refuse("zone");
  if (!NAME.test(record.name) || !`.${record.name}`.endsWith(`.${record.zone}`)) refuse("name");
  if (!Number.isInteger(record.ttl) || record.ttl < 0 || record.ttl > 2 ** 31 - 1) refuse("ttl");
  if (!valueFits(record)) refuse("value");
  return failures;
}

function valueFits({ type, value }: DnsRecord): boolean {
  switch (type) {
    case "A":
      return isIP(value) === 4;
    case "AAAA":
      return isIP(value) === 6;
    case "CNAME":
    case "PTR":
      return NAME.test(value);
    default:
      return false;
  }
}
