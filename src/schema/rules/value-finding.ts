import type { Text } from "../../text";
import { inventoryFiles } from "../site-files";
import type { ValueConflict } from "../value-claims";
import type { Finding, Place } from "./rule";

const names = {
  uid: { id: "uid", en: "uid" },
  ipv6: { id: "alamat", en: "address" },
  ipv4: { id: "alamat", en: "address" },
  database: { id: "basis data", en: "database" },
  port: { id: "port kontainer", en: "container port" },
};

/** How long what was given back rests. */
export const quarantine: Place = {
  file: inventoryFiles.allocation,
  pointer: "/allocation/quarantine_days",
};

/** A finding at the request that must give way. */
export function valueFinding({ younger }: ValueConflict, message: (name: Text) => Text): Finding {
  const { request, field, pointer } = younger.owner;
  return {
    file: request.file,
    pointer,
    message: message(names[field]),
    remedy: {
      id: `Jalankan \`titip assess ${request.data.id}\` lagi untuk mendapat nilai yang bebas.`,
      en: `Run \`titip assess ${request.data.id}\` again to get one that is free.`,
    },
  };
}
