/** Somebody's hold on a value that only one may have at a time. */
export interface Claim<T> {
  value: string;
  owner: T;
  /** The smaller the better the right. */
  seniority: number;
  /** Settles claims of the same moment. */
  tie: string;
  /** Milliseconds since 1970: from when it is held, and when it is free again. */
  from: number;
  until: number;
}

export interface Conflict<T> {
  value: string;
  /** Who has the better right. */
  holder: Claim<T>;
  /** Who must give way. */
  younger: Claim<T>;
}

/**
 * Claims that overlap in time, each against the one with the better right. No clock: whether a value was
 * free is judged by when it was asked for. Linear in the number of claims but for sorting.
 */
export function findConflicts<T>(claims: Iterable<Claim<T>>): Conflict<T>[] {
  const conflicts: Conflict<T>[] = [];
  for (const [value, group] of groupBy(claims)) {
    if (group.length < 2) continue;
    group.sort((a, b) => a.seniority - b.seniority || (a.tie === b.tie ? 0 : a.tie < b.tie ? -1 : 1));
    let holder: Claim<T> | undefined;
    for (const claim of group) {
      if (holder && claim.from < holder.until && holder.from < claim.until)
        conflicts.push({ value, holder, younger: claim });
      else holder = claim;
    }
  }
  return conflicts;
}

function groupBy<T>(claims: Iterable<Claim<T>>): Map<string, Claim<T>[]> {
  const groups = new Map<string, Claim<T>[]>();
  for (const claim of claims) {
    const group = groups.get(claim.value);
    if (group) group.push(claim);
    else groups.set(claim.value, [claim]);
  }
  return groups;
}
