import type { BuiltinResource, Values } from "../builtin-resource";
import { recordState, type WantedRecord } from "./record";
import type { ZoneClient } from "./zone-client";

/** `cloudflare.DnsRecord`; its id is the record's. */
export function dnsRecordResource(zone: (id: string) => ZoneClient): BuiltinResource {
  const wantedOf = (inputs: Values) => inputs as unknown as WantedRecord;
  return {
    type: "cloudflare:index/dnsRecord:DnsRecord",
    defaults: {},
    replaceOn: ["zoneId"],
    computed: [
      ...["commentModifiedOn", "createdOn", "meta", "modifiedOn", "proxiable", "settings", "tags"],
      "tagsModifiedOn",
    ],
    known: ["comment", "content", "name", "proxied", "ttl", "type", "zoneId"],

    async create(inputs) {
      const wanted = wantedOf(inputs);
      const served = await zone(wanted.zoneId).change({ kind: "create", wanted });
      if (!served) throw new Error(`${wanted.name}: not the outcome of a create`);
      return { id: served.id, outputs: recordState(served, wanted.zoneId) };
    },

    async read(id, { zoneId }) {
      const records = await zone(String(zoneId)).records();
      const found = records.find((record) => record.id === id);
      return found && { id, outputs: recordState(found, String(zoneId)) };
    },

    async update(id, _olds, news) {
      const wanted = wantedOf(news);
      const served = await zone(wanted.zoneId).change({ kind: "update", id, wanted });
      if (!served) throw new Error(`${wanted.name}: not the outcome of an update`);
      return recordState(served, wanted.zoneId);
    },

    async remove(id, { zoneId, name }) {
      await zone(String(zoneId)).change({ kind: "delete", id, name: String(name) });
    },
  };
}
