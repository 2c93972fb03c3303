/** A field whose key was misspelt, and the key that it is judged by. */
export interface Renamed {
  from: string;
  to: string;
}

/** What of a file is not known, since its shape is wrong there. All places are JSON pointers. */
export interface DoubtfulPlaces {
  /** Where a stand-in stands, or where something may be missing only because it was written wrongly. */
  unknown: readonly string[];
  /** Where the value is known, and a shape problem says already what is wrong with it: it stands there twice. */
  told: readonly string[];
  renamed: readonly Renamed[];
  /** Keys of a map that are no keys; their entries are left out. */
  misspeltKeys: readonly string[];
}

/**
 * What rules may not build on in a file with faults of shape. Such a file is judged with stand-ins (see
 * `shape/mend.ts`), so that its other problems are told in the same run; but nothing may be said that only a
 * stand-in gives rise to.
 */
export class Doubts {
  constructor(private readonly places: DoubtfulPlaces) {}

  /** True when the value there is not wholly known: it, a part of it, or what it is part of. */
  about(pointer: string): boolean {
    return this.places.unknown.some((place) => isWithin(pointer, place) || isWithin(place, pointer));
  }

  /** True when a shape problem there, or above, says all that can be said. */
  told(pointer: string): boolean {
    const { unknown, told } = this.places;
    return unknown.some((place) => isWithin(pointer, place)) || told.includes(pointer);
  }

  /** A pointer as the file has it, where keys are misspelt. */
  source(pointer: string): string {
    return this.places.renamed.reduceRight(
      (now, { from, to }) => (isWithin(now, to) ? from + now.slice(to.length) : now),
      pointer,
    );
  }

  get misspeltKeys(): readonly string[] {
    return this.places.misspeltKeys;
  }
}

/** Of a file of the right shape. */
export const noDoubts = new Doubts({ unknown: [], told: [], renamed: [], misspeltKeys: [] });

/** True for a pointer that is `place` or below it. */
export function isWithin(pointer: string, place: string): boolean {
  return pointer.startsWith(place) && (pointer.length === place.length || pointer[place.length] === "/");
}
