import { holderOn } from "../schema/holder-on";
import { activityOf } from "../schema/procedure/step-keys";
import type { Site } from "../schema/site";
import { policyOf } from "./policy";

export type ForgeKind = "github" | "gitlab" | "forgejo";

/** Part of a repository, and the positions that decide about it. */
export interface OwnedArea {
  /** Folders with `/` at their end, relative to the site's; none: everything that is in no other area. */
  folders: readonly string[];
  positions: readonly string[];
  /** Accounts of those who hold the positions on the day, without `@`. */
  accounts: readonly string[];
  /** Held positions whose holder has no account on the forge. */
  without: readonly string[];
}

/** Who owns what, from procedures, policy and officers; what belongs to nobody else first. @param day `2026-11-24` */
export function ownedAreas(site: Site, forge: ForgeKind, day: string): OwnedArea[] {
  const { inventoryRoles, overrideRoles } = policyOf(site);
  const deciders = (kind: "hosting" | "colocation") =>
    activityOf(site.procedures[kind], "decision")?.actor ?? [];
  const [hosting, colocation] = [deciders("hosting"), deciders("colocation")];
  const either = [...hosting, ...colocation];
  const roles: [string[], readonly string[]][] = [
    [[], inventoryRoles],
    [["datacenter/", "sop/"], inventoryRoles],
    [["requests/hosting/"], hosting],
    [["requests/colocation/"], colocation],
    [["approvals/"], [...either, ...overrideRoles, ...inventoryRoles]],
    [["evidence/"], either],
  ];
  return roles.map(([folders, may]) => ({ folders, ...ownersOf(site, may, forge, day) }));
}

function ownersOf({ officers }: Site, roles: readonly string[], forge: ForgeKind, day: string) {
  const held = [...officers].flatMap(([position, officer]) => {
    const holder = officer.roles.some((role) => roles.includes(role)) && holderOn(officer.holders, day);
    return holder ? [{ position, account: holder.accounts?.[forge] }] : [];
  });
  return {
    positions: held.map(({ position }) => position),
    accounts: [...new Set(held.flatMap(({ account }) => account ?? []))].sort(),
    without: held.flatMap(({ position, account }) => (account === undefined ? [position] : [])),
  };
}

const HEADER = `# Dibuat dari datacenter/officers.yaml dan sop/ oleh 'titip codeowners'. Jangan disunting: buat lagi
# setiap kali pemegang jabatan atau akunnya berganti.`;

/**
 * The file CODEOWNERS. GitHub and GitLab take patterns of which the last that fits counts; Forgejo takes regular
 * expressions over the whole path, all of which count, and `!` for what does not fit.
 *
 * @param prefix of the site's folder in the repository, e.g. `site/`; empty for its root
 */
export function codeOwnersText(areas: readonly OwnedArea[], forge: ForgeKind, prefix = ""): string {
  const lines = areas.flatMap(({ folders, accounts, positions }) => {
    const owners = accounts.map((account) => `@${account}`).join(" ");
    const patterns = forge === "forgejo" ? expressions(folders, areas, prefix) : globs(folders, prefix);
    return [`# ${positions.join(", ")}`, ...patterns.map((pattern) => `${pattern} ${owners}`)];
  });
  return [HEADER, ...lines, ""].join("\n");
}

function globs(folders: readonly string[], prefix: string): string[] {
  return folders.length === 0 ? ["*"] : folders.map((folder) => `/${escaped(prefix, /[ \\#]/g)}${folder}`);
}

function expressions(folders: readonly string[], areas: readonly OwnedArea[], prefix: string): string[] {
  const start = escaped(prefix, /[ \\^$.|?*+()[\]{}#]/g);
  if (folders.length > 0) return folders.map((folder) => `${start}${folder}.*`);
  return [`!${start}(${areas.flatMap((area) => area.folders).join("|")}).*`];
}

function escaped(text: string, signs: RegExp): string {
  return text.replace(signs, (sign) => `\\${sign}`);
}
