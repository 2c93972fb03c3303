import { strFromU8, unzipSync, zipSync } from "fflate";

/** The same ZIP file with its entries in order and dated 1 January 1980: a packed file bears no trace of when. */
export function withoutClock(zip: Uint8Array): Uint8Array {
  const entries = Object.entries(unzipSync(zip)).sort(([a], [b]) => (a < b ? -1 : 1));
  // The first day that a ZIP file can tell, on this machine's clock: ZIP knows no time zones.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1), level: 6 });
}

/** Text of one entry. */
export function zipText(zip: Uint8Array, name: string): string | undefined {
  const entry = unzipSync(zip, { filter: (file) => file.name === name })[name];
  return entry && strFromU8(entry);
}
