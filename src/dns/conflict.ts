import type { Text } from "../text";
import type { ZoneRecord } from "./zone-contents";

/** Why a request's records cannot be written; nothing of that request is sent. */
export interface Conflict {
  request: string;
  zone: string;
  name: string;
  kind:
    | "foreign" // the name is held without our marker
    | "other-request" // the name carries another request's marker
    | "cname-not-alone" // a CNAME must stand alone at its name, RFC 1034 §3.6.2
    | "hidden" // a delegation or DNAME above the name would hide it
    | "pointed-at" // NS, MX or SRV must not point at a CNAME, RFC 2181 §10.3
    | "unsafe"; // a value that no update may carry
  /** The record in the way, where there is one. */
  record?: ZoneRecord;
  what: Text;
  remedy: Text;
}

/** A record as people read it in a zone file. */
export function showRecord({ name, ttl, type, value }: ZoneRecord): string {
  return `${name}. ${ttl} ${type} ${value}`;
}

type Place = Pick<Conflict, "request" | "zone" | "name">;

/** A name in a reverse zone stands for an address, and that is what people can change. */
function chooseAnother({ zone }: Place): Text {
  return zone.endsWith(".arpa")
    ? { id: "pilih alamat lain (titip assess)", en: "choose another address (titip assess)" }
    : { id: "pilih nama lain", en: "choose another name" };
}

function orAsk(place: Place): Text {
  const choose = chooseAnother(place);
  return {
    id: `${choose.id}, atau minta pengelola zona menghapus rekaman itu`,
    en: `${choose.en}, or ask the zone's administrator to remove that record`,
  };
}

export function foreign(place: Place, record: ZoneRecord): Conflict {
  return {
    ...place,
    kind: "foreign",
    record,
    what: {
      id: `nama ${place.name} sudah dipakai oleh rekaman yang bukan milik Titip: ${showRecord(record)}`,
      en: `the name ${place.name} is held by a record that is not Titip's: ${showRecord(record)}`,
    },
    remedy: orAsk(place),
  };
}

export function heldBy(place: Place, holder: string, record?: ZoneRecord): Conflict {
  return {
    ...place,
    kind: "other-request",
    record,
    what: {
      id: `nama ${place.name} sudah dipegang permohonan ${holder}`,
      en: `the name ${place.name} is held by request ${holder}`,
    },
    remedy: {
      id: `${chooseAnother(place).id}, atau akhiri dahulu layanan ${holder}`,
      en: `${chooseAnother(place).en}, or end the service of ${holder} first`,
    },
  };
}

export function cnameNotAlone(place: Place, record: ZoneRecord): Conflict {
  return {
    ...place,
    kind: "cname-not-alone",
    record,
    what: {
      id: `CNAME ${place.name} harus sendirian pada namanya, tetapi ada ${showRecord(record)}`,
      en: `the CNAME ${place.name} must be alone at its name, but there is ${showRecord(record)}`,
    },
    remedy: orAsk(place),
  };
}

export function hidden(place: Place, record: ZoneRecord): Conflict {
  return {
    ...place,
    kind: "hidden",
    record,
    what: {
      id: `nama ${place.name} akan tersembunyi di balik delegasi ${showRecord(record)}`,
      en: `the name ${place.name} would be hidden behind the delegation ${showRecord(record)}`,
    },
    remedy: {
      id: "pilih nama di luar delegasi itu, atau buat di server nama tujuan delegasi",
      en: "choose a name outside that delegation, or have it made on the name server it points to",
    },
  };
}

export function pointedAt(place: Place, record: ZoneRecord): Conflict {
  return {
    ...place,
    kind: "pointed-at",
    record,
    what: {
      id: `${place.name} tidak boleh menjadi CNAME karena dituju oleh ${showRecord(record)}`,
      en: `${place.name} cannot be a CNAME because ${showRecord(record)} points at it`,
    },
    remedy: orAsk(place),
  };
}

export function unsafe(place: Place, words: string, record?: ZoneRecord): Conflict {
  return {
    ...place,
    kind: "unsafe",
    record,
    what: {
      id: `nilai yang tidak boleh masuk ke zona (${words})`,
      en: `a value that must not enter a zone (${words})`,
    },
    remedy: {
      id: record
        ? "hapus rekaman itu di server nama, lalu jalankan lagi"
        : "perbaiki permohonan atau inventaris",
      en: record
        ? "remove that record on the name server, then run again"
        : "correct the request or the inventory",
    },
  };
}
