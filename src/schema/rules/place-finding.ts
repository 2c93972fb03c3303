import type { PlaceConflict } from "../../capacity/place-claims";
import type { Text } from "../../text";
import { whoHas } from "./who-has";

/** Who has the better right to a place: a request, or something of the data centre's own. */
export function holderOf({ holder }: PlaceConflict): Text {
  const { request, name } = holder.owner;
  if (request) return { id: whoHas(request), en: whoHas(request) };
  return { id: `Data Center sendiri (${name})`, en: `the data centre itself (${name})` };
}

/** Each of the two is told, and how to go on: `titip assess` gives the younger another place. */
export function assessRemedy(id: string): Text {
  return {
    id: `Jalankan \`titip assess ${id}\` lagi untuk mendapat tempat yang bebas.`,
    en: `Run \`titip assess ${id}\` again to get a place that is free.`,
  };
}

/** What a server that has left held wrongly is history. */
export function yieldsPlace({ younger }: PlaceConflict): boolean {
  return younger.owner.request !== undefined && younger.owner.request.data.steps.closure === undefined;
}

/** The unit that is held twice, with its side. */
export function unitWords({ younger }: PlaceConflict): Text {
  const { rack = "", unit = 0, side = "front" } = younger.owner.unit ?? {};
  return {
    id: `${rack} U${unit} sisi ${side === "front" ? "depan" : "belakang"}`,
    en: `${rack} U${unit} (${side})`,
  };
}

/** Each request once, for the lowest unit that it holds wrongly: the others follow from it. */
export function oncePerPair(conflicts: readonly PlaceConflict[]): PlaceConflict[] {
  const told = new Set<string>();
  return conflicts.filter(({ younger, holder }) => {
    const key = `${younger.owner.request?.file} ${holder.owner.name}`;
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
}
