import type { BackupPlan } from "../schema/generated/backup";

/** A setting of a server's `/etc/titip/backup.conf` that is not as datacenter/backup.yaml has it. */
export interface SettingDifference {
  key: string;
  wanted: string;
  found: string;
}

/** What a server's `/etc/titip/backup.conf` must hold; undefined for a server that the plan does not name. */
export function backupSettings(plan: BackupPlan, server: string): Record<string, string> | undefined {
  const place = Object.hasOwn(plan.servers, server) ? plan.servers[server] : undefined;
  if (!place) return undefined;
  const { daily, weekly, monthly } = plan.keep;
  return {
    REPOSITORY: place.repository,
    KEEP_DAILY: String(daily),
    KEEP_WEEKLY: String(weekly),
    KEEP_MONTHLY: String(monthly),
    HOUR: plan.hour,
  };
}

/** Where a server goes by other settings than the plan's. */
export function settingDifferences(
  wanted: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): SettingDifference[] {
  return Object.entries(wanted).flatMap(([key, value]) =>
    found[key] === value ? [] : [{ key, wanted: value, found: found[key] ?? "" }],
  );
}
