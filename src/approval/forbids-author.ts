import { sha256OfJson } from "../json-digest";
import type { Site } from "../schema/site";
import * as says from "./change-words";
import { agencyOfAccount } from "./forbids-applicant";
import type { Refusal } from "./refusal";
import type { Change, ChangeSide } from "./verify-change";

/** An agency's people touch requests of their own, and nothing else. Who is nobody's account is not held by this. */
export function forbidsAuthor(
  base: Site,
  { site: head, inventory }: ChangeSide,
  anchors: Site,
  { author, base: { inventory: before } }: Change,
): Refusal[] {
  const agency = author === undefined ? undefined : agencyOfAccount(anchors, author);
  if (author === undefined || agency === undefined) return [];
  const old = new Map(base.requests.map((request) => [request.data.id, request]));
  const present = new Map(head.requests.map((request) => [request.data.id, request]));
  const touched = [...new Set([...old.keys(), ...present.keys()])].flatMap((id) => {
    const sides = [old.get(id), present.get(id)].flatMap((one) => one ?? []);
    const isSame = sides.length === 2 && sha256OfJson(sides[0]?.data) === sha256OfJson(sides[1]?.data);
    return isSame ? [] : sides;
  });
  const others = touched.filter(({ data }) => data.applicant.agency !== agency);
  const refusals = others.map(
    ({ file, data }): Refusal => ({
      ...says.othersRequest(author, agency, data.applicant.agency),
      file,
      request: data.id,
    }),
  );
  const isMore = before !== inventory || sha256OfJson(base.approvals) !== sha256OfJson(head.approvals);
  const unique = new Map(refusals.map((refusal) => [`${refusal.file} ${refusal.found.en}`, refusal]));
  return [...unique.values(), ...(isMore ? [says.notAgencies(author, agency)] : [])];
}
