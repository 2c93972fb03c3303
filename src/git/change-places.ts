/** What a path of a change is part of. */
export type Place = "data" | "inventory" | "workflow" | "code" | "outside";

/** Folders of what requests, approvals and the machine write, with the kinds of files that they hold. */
const DATA: Readonly<Record<string, RegExp>> = {
  requests: /\.(yaml|md|sig)$/,
  approvals: /\.(yaml|md)$/,
  evidence: /\.(json|sig|pdf|md)$/,
  records: /\.(yaml|md)$/,
};

/** Folders of what everything is judged by. */
const INVENTORY: Readonly<Record<string, RegExp>> = {
  datacenter: /\.(yaml|md|png|jpe?g|pem)$/,
  sop: /\.(yaml|md)$/,
  documents: /\.(yaml|md|png|jpe?g)$/,
};

/** What a forge runs by itself, and what says who must approve there. */
const WORKFLOW =
  /^(\.github|\.gitlab|\.forgejo|\.gitea|\.circleci|\.ci|\.woodpecker)\/|^\.gitlab-ci\.ya?ml$|(^|\/)CODEOWNERS$/i;

/** Programs, their packages and settings, wherever they lie. */
const CODE =
  /(^|\/)(package(-lock)?\.json|pulumi(\.[^/]+)?\.yaml|tsconfig[^/]*\.json|makefile|dockerfile|\.npmrc|\.env)$|\.([cm]?[jt]sx?|sh|bash|py|rb|go|php|pl|wasm|node|so|exe)$|^(src|lab|plugin|bin|server|scripts|schema|test|policy|systemd|node_modules|dist)\//i;

/** Folders that a change carries; nothing else of a branch is read. */
export const SITE_FOLDERS = [...Object.keys(DATA), ...Object.keys(INVENTORY)];

export function placeOf(path: string): Place {
  if (WORKFLOW.test(path)) return "workflow";
  if (CODE.test(path)) return "code";
  const folder = path.split("/", 1)[0] ?? "";
  if (!path.includes("/")) return "outside";
  if (Object.hasOwn(DATA, folder)) return "data";
  return Object.hasOwn(INVENTORY, folder) ? "inventory" : "outside";
}

/** Whether a file of a site's folder is of a kind that the folder holds. */
export function isKnownKind(path: string): boolean {
  const folder = path.split("/", 1)[0] ?? "";
  const kinds = Object.hasOwn(DATA, folder) ? DATA[folder] : INVENTORY[folder];
  return kinds === undefined || kinds.test(path);
}
