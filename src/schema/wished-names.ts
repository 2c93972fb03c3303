import type { ServiceRequest } from "./site";

/** A label that a request asks for in its zone. */
export interface WishedName {
  label: string;
  pointer: string;
}

/** The subdomain and the aliases of a request. */
export function wishedNames(request: ServiceRequest): WishedName[] {
  const aliases = (request.aliases ?? []).map((label, index) => ({ label, pointer: `/aliases/${index}` }));
  return [{ label: request.subdomain, pointer: "/subdomain" }, ...aliases];
}
