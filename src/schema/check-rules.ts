import type { HostingRequest } from "./generated/hosting-request";
import type { LoadedFile } from "./loaded-file";
import type { Problem } from "./problem";
import type { Site } from "./site";

export function checkRules(
  _site: Site,
  _files: ReadonlyMap<string, LoadedFile<unknown>>,
  _requests: readonly LoadedFile<HostingRequest>[],
): Problem[] {
  return [];
}
