import type { Forge, ForgeAddress } from "./forge";
import type { HttpOptions } from "./http";
import { type Dialect, HubForge } from "./hub";

/** Forgejo's interface (`/swagger.v1.json` of any instance), which Gitea shares. */
const FORGEJO: Dialect = {
  kind: "forgejo",
  headers: (token) => ({
    Authorization: `token ${token}`,
    Accept: "application/json",
    "User-Agent": "titip",
  }),
  page: { name: "limit", size: 50 },
  file: (path, commit) => `/raw/${path}?ref=${commit}`,
  fileHeaders: {},
  pullsOf: (commit) => `/commits/${commit}/pull`,
  base: (pull) => pull.text("merge_base"),
  issues: (author) => `/issues?state=open&type=issues&created_by=${author}`,
  // Not official: of somebody who may not approve here. Stale says only that a commit came after; contents decide.
  approves: (review) =>
    review.text("state") === "APPROVED" && review.is("official") && !review.is("dismissed"),
};

export function forgejo(address: ForgeAddress, options?: Pick<HttpOptions, "sleep" | "timeoutMs">): Forge {
  return new HubForge(address, FORGEJO, options);
}
