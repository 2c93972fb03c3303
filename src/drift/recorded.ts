import { covered, nameOf, typeOf } from "../plan/recorded-resources";
import { isRecord } from "../schema/shape/record";

/**
 * One resource as the stack recorded it. Secrets are covered: a report holds none, and so cannot tell that one differs.
 */
export interface Recorded {
  urn: string;
  type: string;
  name: string;
  id: string;
  request: string;
  server: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

const REQUEST_ID = /^[A-Z]{3}-\d{4}-\d{4,}/;
const REQUEST_AT_NAME = /::([A-Z]{3}-\d{4}-\d{4,})[^:]*$/;

/**
 * The resources that servers should hold, of a deployment as `pulumi stack export` gives it. Providers and components
 * are none; what waits for its deletion has a successor beside it.
 *
 * @param exported undefined for a stack that is not there yet
 */
export function recordedOnServers(exported: unknown): Recorded[] {
  const deployment = isRecord(exported) ? (exported.deployment ?? exported) : undefined;
  const list = isRecord(deployment) && Array.isArray(deployment.resources) ? deployment.resources : [];
  return list.filter(isRecord).flatMap((resource): Recorded[] => {
    const { urn, custom, external, pendingReplacement: replaced } = resource;
    if (typeof urn !== "string" || custom !== true || external === true) return [];
    const type = typeOf(urn);
    if (resource.delete === true || replaced === true || type.startsWith("pulumi:")) return [];
    const name = nameOf(urn);
    const inputs = covered(resource.inputs);
    const request = REQUEST_ID.exec(name)?.[0] ?? REQUEST_AT_NAME.exec(String(resource.parent ?? ""))?.[1];
    const server = serverOf(inputs, name, String(resource.provider ?? ""));
    const subject = { urn, type, name, id: String(resource.id ?? ""), request: request ?? "", server };
    return [{ ...subject, inputs, outputs: covered(resource.outputs) }];
  });
}

/** A container's daemon is a provider of the server's name; a public record names its zone by a number only. */
function serverOf({ server, zoneId }: Record<string, unknown>, name: string, provider: string): string {
  if (typeof server === "string") return server;
  if (zoneId !== undefined) return (name.split(" ")[0] ?? "").split(".").slice(1).join(".");
  const daemon = provider.split("::")[3] ?? "";
  return daemon.startsWith("default") ? "" : daemon;
}
