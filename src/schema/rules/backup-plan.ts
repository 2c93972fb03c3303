import { inventoryFiles, optionalFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Report, Rule, RuleContext } from "./rule";
import { unknownKey } from "./unknown-key";

/** Servers of the backup plan exist and hold sites or databases; no two share a repository; none is forgotten. */
export const backupPlan: Rule = {
  id: "backup-plan",
  needs: ["backup", "servers"],
  check(context, report) {
    checkServers(context, report);
    checkRepositories(context, report);
    checkForgotten(context, report);
  },
};

const file = optionalFiles.backup;
const HOLDING: readonly string[] = ["web", "database", "container"];

function holding({ site }: RuleContext): string[] {
  return [...site.servers].flatMap(([key, { role }]) => (HOLDING.includes(role) ? [key] : []));
}

function checkServers(context: RuleContext, report: Report): void {
  const keys = holding(context);
  const kind = { id: "server web, basis data atau kontainer", en: "web, database or container server" };
  const space = { kind, keys, source: inventoryFiles.servers };
  for (const key of Object.keys(context.site.backup?.servers ?? {})) {
    const place = { file, pointer: `/backup/servers${pointerStep(key)}` };
    const role = { file: inventoryFiles.servers, pointer: `/servers${pointerStep(key)}/role` };
    if (!keys.includes(key)) report({ ...unknownKey(place, key, space), target: "key", rests: [role] });
  }
}

/** Each server has a password of its own, which opens no other's repository. */
function checkRepositories({ site }: RuleContext, report: Report): void {
  const seen = new Map<string, string>();
  for (const [key, { repository }] of Object.entries(site.backup?.servers ?? {})) {
    if (!repository.startsWith("sftp://")) continue;
    const place = repository.replace(/\/+$/, "");
    const other = seen.get(place);
    if (other !== undefined) report(shared(key, other));
    seen.set(place, key);
  }
}

function shared(key: string, other: string): Finding {
  return {
    file,
    pointer: `/backup/servers${pointerStep(key)}/repository`,
    rests: [`/backup/servers${pointerStep(other)}/repository`],
    message: { id: `repositori ini sudah dipakai ${other}`, en: `${other} has this repository already` },
    remedy: { id: "Beri setiap server foldernya sendiri.", en: "Give each server a folder of its own." },
  };
}

function checkForgotten(context: RuleContext, report: Report): void {
  const planned = context.site.backup?.servers ?? {};
  for (const key of holding(context).filter((one) => !Object.hasOwn(planned, one)))
    report({
      file,
      pointer: "/backup/servers",
      severity: "warning",
      rests: [{ file: inventoryFiles.servers, pointer: `/servers${pointerStep(key)}/role` }],
      message: { id: `${key} tidak membuat cadangan`, en: `${key} makes no backups` },
      remedy: { id: `Tambahkan ${key}.`, en: `Add ${key}.` },
    });
}
