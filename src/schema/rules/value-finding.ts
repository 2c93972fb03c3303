import type { Text } from "../../text";
import type { ValueConflict } from "../value-claims";
import type { Finding } from "./rule";

const names = { uid: { id: "uid", en: "uid" }, ipv4: { id: "alamat", en: "address" } };

/** A finding at the request that must give way. */
export function valueFinding({ younger }: ValueConflict, message: (name: Text) => Text): Finding {
  const { request, field } = younger.owner;
  return {
    file: request.file,
    pointer: `/steps/assessment/allocation/${field}`,
    message: message(names[field]),
    remedy: {
      id: `Jalankan \`titip assess ${request.data.id}\` lagi untuk mendapat nilai yang bebas.`,
      en: `Run \`titip assess ${request.data.id}\` again to get one that is free.`,
    },
  };
}
