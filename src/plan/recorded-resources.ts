import { isRecord } from "../schema/shape/record";

/** One resource as an engine recorded it. */
export interface RecordedResource {
  /** Id of the request that it belongs to. */
  request: string;
  /** Pulumi type token. */
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

const REQUEST_ID = /^[A-Z]{3}-\d{4}-\d{4,}/;

/**
 * The requests' resources in an exported deployment, as both engines write it (`pulumi stack export`). Providers, the
 * stack and components are none; neither is what waits for its deletion, for its successor stands beside it. Ids,
 * times, order and versions are not looked at; secrets are covered.
 *
 * @param exported undefined for a stack that is not there yet
 */
export function recordedResources(exported: unknown): RecordedResource[] {
  const deployment = isRecord(exported) ? (exported.deployment ?? exported) : undefined;
  const list = isRecord(deployment) && Array.isArray(deployment.resources) ? deployment.resources : [];
  return list.filter(isRecord).flatMap((resource) => {
    const { urn, parent, custom, external } = resource;
    if (custom !== true || external === true || resource.delete === true || typeof urn !== "string")
      return [];
    const type = typeOf(urn);
    const request = REQUEST_ID.exec(nameOf(urn))?.[0] ?? REQUEST_ID.exec(nameOf(String(parent ?? "")))?.[0];
    if (type.startsWith("pulumi:") || request === undefined) return [];
    return [
      {
        request,
        type,
        name: nameOf(urn),
        inputs: covered(resource.inputs),
        outputs: covered(resource.outputs),
      },
    ];
  });
}

/** The last type of `urn:pulumi:stack::project::parent$type::name`. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").pop() ?? "";
}

/** What stands after the type. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Key and value by which both engines mark what a deployment holds beside plain values (sdk/go/common/resource). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Plain values, `[secret]` for what is sealed. */
export function covered(values: unknown): Record<string, unknown> {
  const plain = withoutSecrets(values);
  return isRecord(plain) ? plain : {};
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  if (value[SIGNATURE] === SECRET) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}
