import { type Claim, findConflicts } from "../claims";
import { allocationOf, heldFrom, releasedAt, seniority } from "../request-life";
import type { LoadedRequest } from "../site";
import type { Rule, RuleContext } from "./rule";

/** A dedicated address has one holder at a time (quarantine included), a uid one holder ever. */
export const valueHeldTwice: Rule = {
  id: "value-held-twice",
  check(context, report) {
    for (const field of ["ipv4", "uid"] as const) {
      for (const { value, holder, younger } of findConflicts(claims(context, field))) {
        const { data } = holder.owner;
        const name = field === "uid" ? { id: "uid", en: "uid" } : { id: "alamat", en: "address" };
        const resting = data.steps.closure !== undefined;
        report({
          file: younger.owner.file,
          pointer: `/steps/assessment/allocation/${field}`,
          message: resting
            ? {
                id: `${name.id} ${value} pernah dipakai ${data.id} dan belum boleh diberikan lagi`,
                en: `the ${name.en} ${value} was held by ${data.id} and may not be given again yet`,
              }
            : {
                id: `${name.id} ${value} sudah dipegang ${data.id} (${data.applicant.agency})`,
                en: `the ${name.en} ${value} is held by ${data.id} (${data.applicant.agency})`,
              },
          remedy: {
            id: `Jalankan \`titip assess ${younger.owner.data.id}\` lagi untuk mendapat nilai yang bebas.`,
            en: `Run \`titip assess ${younger.owner.data.id}\` again to get one that is free.`,
          },
        });
      }
    }
  },
};

function* claims({ site, live }: RuleContext, field: "ipv4" | "uid"): Iterable<Claim<LoadedRequest>> {
  for (const request of live) {
    const { data } = request;
    const allocation = allocationOf(data);
    if (!allocation) continue;
    const network = site.networks.get(allocation.network);
    if (field === "ipv4" && network?.address !== "dedicated") continue;
    // Files of a closed site keep their owner's number in backups and archives.
    const until =
      field === "uid" ? Number.POSITIVE_INFINITY : releasedAt(data, site.allocation?.quarantine_days ?? 0);
    const rights = { seniority: seniority(data), tie: data.id, from: heldFrom(data), until };
    yield { value: String(allocation[field]), owner: request, ...rights };
  }
}
