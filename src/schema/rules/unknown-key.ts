import type { Text } from "../../text";
import { suggest } from "../suggest";
import type { Finding } from "./rule";

/** What a key should be found in. */
export interface KeySpace {
  /** The kind of thing, e.g. `perangkat daerah` / `agency`. */
  kind: Text;
  keys: readonly string[];
  /** The file that lists them. */
  source: string;
}

/** A finding for a key that its list does not have: the nearest one, else the whole list when it is short. */
export function unknownKey(place: Pick<Finding, "file" | "pointer">, key: string, space: KeySpace): Finding {
  const suggestion = suggest(key, space.keys);
  return {
    ...place,
    message: {
      id: `${space.kind.id} \`${key}\` tidak dikenal`,
      en: `there is no ${space.kind.en} \`${key}\``,
    },
    remedy: suggestion
      ? {
          id: `Ganti menjadi \`${suggestion}\`, atau tambahkan \`${key}\` di ${space.source}.`,
          en: `Write \`${suggestion}\`, or add \`${key}\` to ${space.source}.`,
        }
      : {
          id: `Pilih kunci yang ada, atau tambahkan \`${key}\` di ${space.source}.`,
          en: `Choose one that exists, or add \`${key}\` to ${space.source}.`,
        },
    allowed: space.keys.length <= 20 ? [...space.keys] : undefined,
    suggestion,
    unknown: { key, source: space.source },
  };
}
