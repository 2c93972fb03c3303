import type { ColocationRequest } from "../schema/generated/colocation-request";
import type { HostingRequest } from "../schema/generated/hosting-request";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { type AllocatedPlace, allocateColocation } from "./allocate-colocation";
import { type AllocatedSite, allocateHosting } from "./allocate-hosting";
import { NOTHING_KNOWN, type Reality } from "./reality";
import { namesOf } from "./request-state";

export { NOTHING_KNOWN, type Reality } from "./reality";

export type Allocated = AllocatedSite | AllocatedPlace;

/**
 * The first free values for one request of either kind, within the capacity of everything that it needs. Pure:
 * what other requests hold is read from their pins alone.
 *
 * @param at moment of the assessment (RFC 3339); decides which released values still rest in quarantine
 */
export function allocate(site: Site, request: HostingRequest, at: string, reality?: Reality): AllocatedSite;
export function allocate(
  site: Site,
  request: ColocationRequest,
  at: string,
  reality?: Reality,
): AllocatedPlace;
export function allocate(site: Site, request: ServiceRequest, at: string, reality?: Reality): Allocated;
export function allocate(
  site: Site,
  request: ServiceRequest,
  at: string,
  reality: Reality = NOTHING_KNOWN,
): Allocated {
  const taken = namesOf(request).find((name) => reality.names.has(name));
  if (taken) return { refusal: nameTaken(taken), over: [] };
  return request.kind === "hosting"
    ? allocateHosting(site, request, at, reality)
    : allocateColocation(site, request, at, reality);
}

function nameTaken(name: string): Text {
  return {
    id: `${name} sudah dipakai di server oleh pihak lain (bukan oleh Titip); pilih nama lain`,
    en: `${name} is held on the servers by somebody else (not by Titip); choose another name`,
  };
}
