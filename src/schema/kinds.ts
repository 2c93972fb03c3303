/** Kinds of service; each has its procedure, its folder of requests, its ids. */
export const kinds = ["hosting", "colocation"] as const;

export type Kind = (typeof kinds)[number];

/** Letters that ids of a kind begin with. */
export const idPrefixes: Readonly<Record<Kind, string>> = { hosting: "HST", colocation: "COL" };

/** The kind of a request by its id; undefined for what is no id. */
export function kindOfId(id: string): Kind | undefined {
  return kinds.find((kind) => id.startsWith(`${idPrefixes[kind]}-`));
}
