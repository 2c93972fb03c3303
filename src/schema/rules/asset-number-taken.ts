import { type Claim, findConflicts } from "../claims";
import type { JudgedRequest } from "../judged-site";
import { instant } from "../moments";
import type { Site } from "../site";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";
import { whoHas } from "./who-has";

/**
 * The asset register gives a number to one thing at a time: the data centre's own equipment, then who was placed
 * first. Equipment that left (closure) may come back with its number.
 */
export const assetNumberTaken: Rule = {
  id: "asset-number-taken",
  check({ site, live }, report) {
    const claims = [...ownAssets(site), ...live.flatMap(placedAssets)];
    for (const { value, holder, younger } of findConflicts(claims)) {
      const { file, pointer, name, rests, isHistory } = younger.owner;
      if (isHistory) continue; // nobody can put it right any more
      const held = holder.owner;
      report({
        file,
        pointer,
        message: {
          id: `nomor aset ${value} pada ${name} sudah dipakai ${held.name}`,
          en: `the asset number ${value} of ${name} is already that of ${held.name}`,
        },
        remedy: {
          id: `Perbaiki nomor salah satunya menurut aset register: ${place(younger.owner)} atau ${place(held)}.`,
          en: `Correct one of the two by the asset register: ${place(younger.owner)} or ${place(held)}.`,
        },
        rests: [...rests, { file: held.file, pointer: held.pointer }],
      });
    }
  },
};

interface Asset {
  file: string;
  pointer: string;
  /** Whose it is, for people. */
  name: string;
  rests: readonly string[];
  isHistory: boolean;
}

/** What `racks.yaml` numbers: there before every request. */
function ownAssets({ racks }: Site): Claim<Asset>[] {
  return [...(racks ?? [])].flatMap(([key, { equipment = [] }]) =>
    equipment.flatMap(({ asset, name }, index) => {
      if (asset === undefined) return [];
      const pointer = `/racks${pointerStep(key)}/equipment/${index}/asset`;
      const owner = {
        file: topicFiles.racks,
        pointer,
        name: `${name} (${key})`,
        rests: [],
        isHistory: false,
      };
      const from = Number.NEGATIVE_INFINITY;
      return [{ value: asset.trim(), owner, seniority: 0, tie: "", from, until: Number.POSITIVE_INFINITY }];
    }),
  );
}

/** What a placement numbers, until the service is closed. */
function placedAssets(request: JudgedRequest): Claim<Asset>[] {
  const { file, data } = request;
  const { placement, closure } = data.steps;
  if (!placement) return [];
  const from = instant(placement.at);
  const until = closure ? instant(closure.at) : Number.POSITIVE_INFINITY;
  return (placement.assets ?? []).map(({ number }, index) => {
    const pointer = `/steps/placement/assets/${index}/number`;
    const rests = ["/steps/placement/at", "/steps/closure/at"];
    const owner = { file, pointer, name: whoHas(request), rests, isHistory: closure !== undefined };
    return { value: number.trim(), owner, seniority: from, tie: file, from, until };
  });
}

function place({ file, pointer }: Asset): string {
  return `${file} (${pointer})`;
}
