import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Text } from "../text";
import type { Problem } from "./problem";
import type { SchemaName } from "./shape/validators";

/** A YAML file of the site and the schema that it follows. */
export interface SiteFile {
  /** Path relative to the root, with `/`. */
  file: string;
  schema: SchemaName;
}

/** The inventory: one file per topic, all of them needed. */
export const inventoryFiles = {
  agencies: "datacenter/agencies.yaml",
  officers: "datacenter/officers.yaml",
  contacts: "datacenter/contacts.yaml",
  servers: "datacenter/servers.yaml",
  networks: "datacenter/networks.yaml",
  zones: "datacenter/zones.yaml",
  allocation: "datacenter/allocation.yaml",
} as const;

export type InventoryTopic = keyof typeof inventoryFiles;

/** Procedures by kind of request. */
export const procedureFiles = { hosting: "sop/hosting.yaml" } as const;

/** Folder of requests by kind. */
export const requestFolders = { hosting: "requests/hosting" } as const;

/** The site's request files, sorted, and what lies between them that should not. */
export function listRequests(root: string): { files: SiteFile[]; problems: Problem[] } {
  const files: SiteFile[] = [];
  const problems: Problem[] = [];
  const kinds = new Set(Object.keys(requestFolders));
  for (const entry of entries(root, "requests")) {
    const place = `requests/${entry.name}`;
    if (entry.isDirectory() && kinds.has(entry.name)) continue;
    if (entry.isFile() && entry.name.endsWith(".md")) continue;
    problems.push(entry.isSymbolicLink() ? linkProblem(place) : strayProblem(place));
  }
  for (const entry of entries(root, requestFolders.hosting)) {
    const place = `${requestFolders.hosting}/${entry.name}`;
    if (entry.isSymbolicLink()) problems.push(linkProblem(place));
    else if (entry.isFile() && entry.name.endsWith(".yaml"))
      files.push({ file: place, schema: "hosting-request" });
    else if (!entry.isFile() || !companions.test(entry.name)) problems.push(strayProblem(place));
  }
  return { files, problems };
}

/** What may lie beside requests: notes, and signatures of their decisions. */
const companions = /\.(md|sig)$/;

function entries(root: string, folder: string): Dirent[] {
  try {
    const all = readdirSync(join(root, folder), { withFileTypes: true });
    return all.filter((entry) => !entry.name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // a site without requests is a site; a missing inventory file is reported by its reader
  }
}

function strayProblem(file: string): Problem {
  return fileProblem("stray-file", file, {
    message: {
      id: "berkas atau folder ini bukan permohonan",
      en: "this file or folder is not a request",
    },
    remedy: {
      id: `Permohonan disimpan sebagai ${requestFolders.hosting}/<id>.yaml; pindahkan atau ganti namanya.`,
      en: `Requests are kept as ${requestFolders.hosting}/<id>.yaml; move it or change its name.`,
    },
  });
}

/** A symbolic link could lead out of the reviewed tree. */
export function linkProblem(file: string): Problem {
  return fileProblem("symbolic-link", file, {
    message: { id: "tautan simbolis tidak dibaca", en: "symbolic links are not read" },
    remedy: { id: "Ganti tautan dengan berkas aslinya.", en: "Put the file itself in its place." },
  });
}

/** A problem of a file as a whole. */
export function fileProblem(rule: string, file: string, words: { message: Text; remedy: Text }): Problem {
  return { rule, severity: "error", file, pointer: "", line: 1, column: 1, ...words };
}
