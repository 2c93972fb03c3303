import { amountText } from "../capacity/amount";
import type { RackItem } from "../capacity/rack-view";
import type { Language, Text } from "../text";

/** What the pointer shows over a device: one fact a line. */
export function itemTitle(item: RackItem, lang: Language): string {
  const { unit, height, face, feeds, power, serial, assets, place, owner, name, what } = item;
  const span = height === 1 ? `U${unit}` : `U${unit}–U${unit + height - 1}`;
  const lines = [
    [name, owner, what].filter((part) => part).join(" · "),
    item.state === "reserved" ? span : `${span}, ${faces[face][lang]}`,
    feeds.length > 0 ? `feed ${feeds.join(" + ")}, ${amountText(power, "W")[lang]}` : "",
    serial ? `${words.serial[lang]} ${serial}` : "",
    place ? `${place.switch} port ${place.port}, VLAN ${place.vlan}` : "",
    place ? place.ipv4.join(", ") : "",
    assets.length > 0 ? `${words.asset[lang]} ${assets.join(", ")}` : "",
    item.state === "pending" ? words.pending[lang] : "",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

const faces: Readonly<Record<"front" | "rear", Text>> = {
  front: { id: "depan", en: "front" },
  rear: { id: "belakang", en: "rear" },
};

const words = {
  serial: { id: "nomor seri", en: "serial" },
  asset: { id: "nomor aset", en: "asset number" },
  pending: { id: "menunggu persetujuan", en: "awaiting approval" },
} satisfies Record<string, Text>;
