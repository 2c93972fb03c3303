// Generated from schema/backup.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/backup.yaml: where servers keep their backups, when they make them, how long they stay. Each server has it in its own /etc/titip/backup.conf, which `titip backup config` prints and only its administrator installs. Without the file nothing is said of backups.
 */
export interface BackupFile {
  backup: BackupPlan;
}
/**
 * Backups of all servers.
 */
export interface BackupPlan {
  /**
   * Time of day, on the servers' clocks, in quotation marks.
   */
  hour: string;
  keep: BackupRetention;
  /**
   * Servers that make backups, by key.
   */
  servers: {
    [k: string]: BackupServer;
  };
}
/**
 * How many backups of each site stay: the newest of so many days, weeks and months.
 */
export interface BackupRetention {
  /**
   * Days.
   */
  daily: number;
  /**
   * Weeks.
   */
  weekly: number;
  /**
   * Months.
   */
  monthly: number;
}
/**
 * One server's repository.
 */
export interface BackupServer {
  /**
   * A folder on the server itself, better on another disk, or sftp://user@host[:port]/folder.
   */
  repository: string;
}
