import { entryPath, entryText } from "../../../../src/maintenance/entry-file";
import type { MaintenanceEntry } from "../../../../src/schema/generated/maintenance-entry";
import type { Breach } from "../support/breach";

const maintenance = "datacenter/maintenance.yaml";
const window = (change: Record<string, unknown> = {}) => ({
  [maintenance]: JSON.stringify({
    windows: {
      tambalan: {
        from: "2026-12-05T20:00:00+07:00",
        until: "2026-12-06T02:00:00+07:00",
        what: "Pembaruan keamanan",
        servers: ["web1"],
        ...change,
      },
    },
  }).replace("{", "{\n"),
});

const backup = "datacenter/backup.yaml";
const plan = (servers: Record<string, string>) => ({
  [backup]: JSON.stringify({
    backup: {
      hour: "01:30",
      keep: { daily: 7, weekly: 4, monthly: 12 },
      servers: Object.fromEntries(Object.entries(servers).map(([key, repository]) => [key, { repository }])),
    },
  }).replace("{", "{\n"),
});

const month = (change: Record<string, unknown> = {}, file = "records/usage/2026-11/web1.yaml") => ({
  [file]: JSON.stringify({
    month: "2026-11",
    server: "web1",
    sites: { "HST-2026-0001": { requests: 1, bytes: 2 } },
    ...change,
  }).replace("{", "{\n"),
});

const entry: MaintenanceEntry = {
  at: "2026-11-23T10:00:00+07:00",
  kind: "work",
  what: "Ganti kipas",
  result: "done",
};
const journal = (change: Partial<MaintenanceEntry> = {}, text = entryText) => {
  const changed = { ...entry, ...change };
  return { [entryPath(changed)]: text(changed) };
};
const journalFile = (change: Partial<MaintenanceEntry> = {}) => entryPath({ ...entry, ...change });

/** Breaches of the rules on backups, maintenance and records. */
export const recordsBreaches: Breach[] = [
  {
    rule: "maintenance-plan",
    title: "ends before it begins",
    files: window({ until: "2026-12-05T19:00:00+07:00" }),
    file: maintenance,
    pointer: "/windows/tambalan/until",
    says: /ends before it begins/,
  },
  {
    rule: "maintenance-plan",
    title: "a server that is not there",
    files: window({ servers: ["web1", "web7"] }),
    file: maintenance,
    pointer: "/windows/tambalan/servers/1",
    says: /no server `web7`/,
  },
  {
    rule: "maintenance-plan",
    title: "a position that is not there",
    files: window({ by: "kabid-aplikas" }),
    file: maintenance,
    pointer: "/windows/tambalan/by",
    says: /no position `kabid-aplikas`/,
  },
  {
    rule: "backup-plan",
    title: "a server without sites",
    files: plan({ web1: "/var/backups/titip", web2: "/var/backups/titip", ns1: "/var/backups/titip" }),
    file: backup,
    pointer: "/backup/servers/ns1",
    says: /no web, database or container server `ns1`/,
  },
  {
    rule: "backup-plan",
    title: "a repository of two servers",
    files: plan({ web1: "sftp://a@b.go.id/c", web2: "sftp://a@b.go.id/c/" }),
    file: backup,
    pointer: "/backup/servers/web2/repository",
    says: /web1 has this repository already/,
  },
  {
    rule: "backup-plan",
    title: "a server that is forgotten",
    files: plan({ web1: "/var/backups/titip" }),
    file: backup,
    pointer: "/backup/servers",
    says: /web2 makes no backups/,
    severity: "warning",
  },
  {
    rule: "usage-record",
    title: "in the file of another month",
    files: month({ month: "2026-10" }),
    file: "records/usage/2026-11/web1.yaml",
    pointer: "/month",
    says: /is not records\/usage\/2026-10\/web1\.yaml/,
  },
  {
    rule: "usage-record",
    title: "of a site that nobody asked for",
    files: month({ sites: { "HST-2026-0099": { requests: 1, bytes: 2 } } }),
    file: "records/usage/2026-11/web1.yaml",
    pointer: "/sites/HST-2026-0099",
    says: /no hosting request HST-2026-0099/,
  },
  {
    rule: "journal-entry",
    title: "changed after it was written",
    files: journal({}, (one) => entryText(one).replace("kipas", "catu daya")),
    file: journalFile(),
    pointer: "/what",
    says: /was changed after it was written/,
  },
  {
    rule: "journal-entry",
    title: "by a position that is not there",
    files: journal({ by: "kabid-aplikas" }),
    file: journalFile({ by: "kabid-aplikas" }),
    pointer: "/by",
    says: /no position `kabid-aplikas`/,
  },
  {
    rule: "journal-entry",
    title: "of a request that is not there",
    files: journal({ requests: ["HST-2026-0099"] }),
    file: journalFile({ requests: ["HST-2026-0099"] }),
    pointer: "/requests/0",
    says: /no request HST-2026-0099/,
  },
];
