import type * as Cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import type { PublicRecord } from "../provision/desired-state";

/** A site without public zones must not pay for loading Cloudflare's SDK. */
function cloudflare(): typeof Cloudflare {
  return require("@pulumi/cloudflare") as typeof Cloudflare;
}

/**
 * Records of public zones, one resource each. The token comes from CLOUDFLARE_API_TOKEN or from the stack's encrypted
 * setting `cloudflare:apiToken`, both read by the provider itself. Not protected: nothing of an agency's is in a record, and those
 * of an ended service must go.
 */
export function declarePublicRecords(
  records: readonly PublicRecord[] | undefined,
  options: pulumi.CustomResourceOptions,
): Cloudflare.DnsRecord[] {
  if (records === undefined || records.length === 0) return [];
  refuseOpenToken();
  return records.map(
    ({ zoneId, zone, name, type, ttl, value, comment }) =>
      new (cloudflare().DnsRecord)(
        recordSlug({ zone, name, type }),
        { zoneId, name, type, ttl, content: value, comment, proxied: false },
        { ...options, deleteBeforeReplace: true },
      ),
  );
}

const TOKEN = "cloudflare:apiToken";

/** A setting that is not encrypted would stand in the state as it is, for everybody who reads it. */
function refuseOpenToken(): void {
  const secrets = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]") as string[]; // by both engines
  if (new pulumi.Config("cloudflare").get("apiToken") === undefined || secrets.includes(TOKEN)) return;
  throw new pulumi.RunError(
    `${TOKEN} stands in the stack's settings in the open; take it out and run: pulumi config set --secret ${TOKEN}`,
  );
}

/** Name of the resource: `simpus.cirebonkab.go.id A`. One record of a type stands at a name. */
function recordSlug({ name, type }: Pick<PublicRecord, "zone" | "name" | "type">): string {
  return `${name} ${type}`;
}
