import { sha256OfJson } from "../json-digest";
import type { RequestPlan } from "./plan";

/** Digest of what would change for one request: `sha256:` and 64 hexadecimal digits. */
export function requestPlanDigest({ request, operations }: Omit<RequestPlan, "digest">): string {
  return `sha256:${sha256OfJson({ request, operations })}`;
}

/** Digest of a plan: made of its requests' digests, so that each of them can be approved by itself. */
export function planDigest(requests: readonly Pick<RequestPlan, "request" | "digest">[]): string {
  const digests = Object.fromEntries(requests.map(({ request, digest }) => [request, digest]));
  return `sha256:${sha256OfJson({ requests: digests })}`;
}
