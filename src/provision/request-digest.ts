import { sha256OfJson } from "../json-digest";
import type { ServiceRequest, Site } from "../schema/site";
import { desire } from "./desire";

export { sha256OfJson } from "../json-digest";

/**
 * Digest of what is planned for one request: the inputs of its own resources, nothing of its steps, dates or
 * officers, and nothing of other requests. `sha256:` and 64 hexadecimal digits.
 * @throws Error for a request without an allocation
 */
export function requestDigest(site: Site, request: ServiceRequest): string {
  return `sha256:${sha256OfJson(desire(site, request))}`;
}
