import Cloudflare from "cloudflare";
import type { Windows } from "../../remote/group-commit";
import type { BuiltinPackage } from "../builtin-resource";
import { dnsRecordResource } from "./dns-record";
import { ZoneClient } from "./zone-client";

/** The official client waits as `Retry-After` says, so often at most; then the run fails and can be repeated. */
const RETRIES = 6;

export interface CloudflareOptions {
  version: string;
  environment: NodeJS.ProcessEnv;
  windows?: Partial<Windows>;
}

/** The resource types of `@pulumi/cloudflare` that this program uses. */
export function cloudflarePackage({ version, environment, windows }: CloudflareOptions): BuiltinPackage {
  const zones = new Map<string, ZoneClient>();
  let client: Cloudflare | undefined;
  const zone = (id: string) => {
    if (!client) throw new Error(NO_TOKEN);
    const found = zones.get(id) ?? new ZoneClient(client, id, windows);
    zones.set(id, found);
    return found;
  };
  return {
    name: "cloudflare",
    version,
    resources: [dnsRecordResource(zone)],
    configure: ({ apiToken, baseUrl }) => {
      const token = apiToken ?? environment.CLOUDFLARE_API_TOKEN;
      if (typeof token !== "string" || token === "") return; // said where it is needed: a preview may do without
      const baseURL = typeof baseUrl === "string" ? baseUrl : environment.CLOUDFLARE_BASE_URL;
      client = new Cloudflare({ apiToken: token, baseURL, maxRetries: RETRIES, logLevel: "off" });
    },
    close: async () => undefined,
  };
}

const NO_TOKEN =
  "no token for the public zone: set CLOUDFLARE_API_TOKEN in the environment, or run `pulumi config set --secret cloudflare:apiToken` (docs/public-zone.md)";
