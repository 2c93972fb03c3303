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
  /** @param inFile from a pointer that a rule uses to one with the file's own keys, rightly spelt */
  constructor(
    private readonly places: DoubtfulPlaces,
    private readonly inFile: (pointer: string) => string = (pointer) => pointer,
  ) {}

  /** The same doubts for data whose keys were exchanged for those that rules know. */
  withKeys(inFile: (pointer: string) => string): Doubts {
    return new Doubts(this.places, inFile);
  }

  /** True when the value there is not wholly known: it, a part of it, or what it is part of. */
  about(place: string): boolean {
    if (this.places.unknown.length === 0) return false; // of ten thousand files, nearly all
    const pointer = this.inFile(place);
    return this.places.unknown.some((one) => isWithin(pointer, one) || isWithin(one, pointer));
  }

  /** True when a shape problem there, or above, says all that can be said. */
  told(place: string): boolean {
    const { unknown, told } = this.places;
    if (unknown.length === 0 && told.length === 0) return false;
    const pointer = this.inFile(place);
    return unknown.some((one) => isWithin(pointer, one)) || told.includes(pointer);
  }

  /** A pointer as the file has it: with the office's keys, misspelt where they are. */
  source(pointer: string): string {
    return this.places.renamed.reduceRight(
      (now, { from, to }) => (isWithin(now, to) ? from + now.slice(to.length) : now),
      this.inFile(pointer),
    );
  }

  /** The same with the keys rightly spelt. */
  meant(pointer: string): string {
    return this.inFile(pointer);
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
