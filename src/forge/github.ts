import type { Forge, ForgeAddress } from "./forge";
import type { HttpOptions } from "./http";
import { type Dialect, HubForge } from "./hub";

/** GitHub's REST interface of 2022-11-28 (docs.github.com/rest, github/rest-api-description). */
const GITHUB: Dialect = {
  kind: "github",
  headers: (token) => ({
    Authorization: `Bearer ${token}`,
    Accept: "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": "titip",
  }),
  page: { name: "per_page", size: 100 },
  file: (path, commit) => `/contents/${path}?ref=${commit}`,
  fileHeaders: { Accept: "application/vnd.github.raw+json" },
  pullsOf: (commit) => `/commits/${commit}/pulls`,
  base: (pull) => pull.inner("base").text("sha"),
  issues: (author) => `/issues?state=open&creator=${author}`,
  approves: (review) => review.text("state") === "APPROVED",
  // The token of a workflow may not ask who it is.
  robot: "github-actions[bot]",
};

export function github(address: ForgeAddress, options?: Pick<HttpOptions, "sleep" | "timeoutMs">): Forge {
  return new HubForge(address, GITHUB, options);
}
