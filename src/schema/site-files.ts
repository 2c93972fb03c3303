import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Text } from "../text";
import { type Kind, kindOfId, kinds } from "./kinds";
import type { Problem } from "./problem";
import { findForbidden } from "./yaml/source-text";

/** A request's file. */
export interface RequestFile {
  /** Path relative to the root, with `/`. */
  file: string;
  kind: Kind;
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

/** Topics that a site may leave out: then that part is off, and said to be off. */
export const optionalFiles = {
  racks: "datacenter/racks.yaml",
  power: "datacenter/power.yaml",
  uplinks: "datacenter/uplinks.yaml",
  calendar: "datacenter/calendar.yaml",
  letterhead: "datacenter/letterhead.yaml",
  tls: "datacenter/tls.yaml",
  backup: "datacenter/backup.yaml",
  maintenance: "datacenter/maintenance.yaml",
  approvals: "datacenter/approvals.yaml",
} as const;

/** Every topic's file. */
export const topicFiles = { ...inventoryFiles, ...optionalFiles } as const;

export type InventoryTopic = keyof typeof inventoryFiles;

export type Topic = keyof typeof topicFiles;

/** Procedures by kind of request; a kind that a site does not offer has none. */
export const procedureFiles: Readonly<Record<Kind, string>> = {
  hosting: "sop/hosting.yaml",
  colocation: "sop/colocation.yaml",
};

/** Folder of requests by kind. */
export const requestFolders: Readonly<Record<Kind, string>> = {
  hosting: "requests/hosting",
  colocation: "requests/colocation",
};

/** Folders of what Titip records, with one folder a month below. */
export const recordFolders = { usage: "records/usage", maintenance: "records/maintenance" } as const;

/** Folder of approvals that are no step of a request, one file each. */
export const approvalFolder = "approvals";

/** The file that a request of this id has. */
export function requestFile(id: string): string {
  return `${requestFolders[kindOfId(id) ?? "hosting"]}/${id}.yaml`;
}

/** The kind of request that a file of a site holds, by its folder. */
export function kindOfFile(file: string): Kind | undefined {
  return kinds.find((kind) => file.startsWith(`${requestFolders[kind]}/`) || file === procedureFiles[kind]);
}

/** The site's request files, sorted, and what lies between them that should not. */
export function listRequests(root: string): { files: RequestFile[]; problems: Problem[] } {
  const files: RequestFile[] = [];
  const problems: Problem[] = [];
  const known: ReadonlySet<string> = new Set(kinds);
  for (const entry of entries(root, "requests", problems)) {
    const place = `requests/${entry.name}`;
    if (entry.isDirectory() && known.has(entry.name)) continue;
    if (entry.isFile() && entry.name.endsWith(".md")) continue;
    problems.push(entry.isSymbolicLink() ? linkProblem(place) : strayProblem(place));
  }
  for (const kind of [...kinds].sort()) {
    for (const entry of entries(root, requestFolders[kind], problems)) {
      const place = `${requestFolders[kind]}/${entry.name}`;
      if (entry.isIllegible) problems.push(illegibleName(place, kind));
      else if (entry.isSymbolicLink()) problems.push(linkProblem(place));
      else if (entry.isFile() && entry.name.endsWith(".yaml")) files.push({ file: place, kind });
      else if (!entry.isFile() || !companions.test(entry.name)) problems.push(strayProblem(place));
    }
  }
  return { files, problems };
}

/** YAML files of a folder's months, sorted, and what lies between them that should not. */
export function listFolder(root: string, folder: string): { files: string[]; problems: Problem[] } {
  const files: string[] = [];
  const problems: Problem[] = [];
  const stray = (place: string, isLink: boolean) =>
    problems.push(isLink ? linkProblem(place) : strayRecord(place));
  const link = linkAbove(root, `${folder}/x`);
  if (link !== undefined) problems.push(linkProblem(link)); // else all records would seem to be gone
  for (const month of entries(root, folder, problems)) {
    const place = `${folder}/${month.name}`;
    if (month.isFile() && month.name.endsWith(".md")) continue;
    if (month.isIllegible || !month.isDirectory() || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month.name)) {
      stray(place, month.isSymbolicLink());
      continue;
    }
    for (const entry of entries(root, place, problems)) {
      const file = `${place}/${entry.name}`;
      if (!entry.isIllegible && entry.isFile() && entry.name.endsWith(".yaml")) files.push(file);
      else stray(file, entry.isSymbolicLink());
    }
  }
  return { files, problems };
}

/** The files of approvals, sorted, and what lies between them that should not. */
export function listApprovals(root: string): { files: string[]; problems: Problem[] } {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const entry of entries(root, approvalFolder, problems)) {
    const place = `${approvalFolder}/${entry.name}`;
    if (!entry.isIllegible && entry.isFile() && APPROVAL_NAME.test(entry.name)) files.push(place);
    else if (entry.isSymbolicLink()) problems.push(linkProblem(place));
    else if (!entry.isFile() || !entry.name.endsWith(".md")) problems.push(strayApproval(place));
  }
  return { files, problems };
}

const APPROVAL_NAME = /^[a-z0-9]+(-[a-z0-9]+)*\.yaml$/;

function strayApproval(file: string): Problem {
  return fileProblem("stray-file", file, {
    message: {
      id: "berkas atau folder ini bukan persetujuan",
      en: "this file or folder is no approval",
    },
    remedy: {
      id: "Persetujuan disimpan sebagai approvals/<nama>.yaml, nama dengan huruf kecil, angka dan tanda hubung.",
      en: "Approvals are kept as approvals/<name>.yaml, the name in lower-case letters, digits and hyphens.",
    },
  });
}

function strayRecord(file: string): Problem {
  return fileProblem("stray-file", file, {
    message: {
      id: "berkas atau folder ini bukan catatan Titip",
      en: "this file or folder is no record of Titip's",
    },
    remedy: {
      id: "Catatan disimpan sebagai records/<jenis>/<bulan>/<nama>.yaml; pindahkan atau hapus.",
      en: "Records are kept as records/<kind>/<month>/<name>.yaml; move or remove it.",
    },
  });
}

/** What may lie beside requests: notes, and signatures of their decisions. */
const companions = /\.(md|sig)$/;

interface Entry {
  name: string;
  /** Not UTF-8, or with characters that no reader sees. */
  isIllegible: boolean;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/**
 * A site without requests is a site. But a folder that is there and cannot be listed is a problem: it would look
 * as if all of its requests had been taken away.
 */
function entries(root: string, folder: string, problems: Problem[]): Entry[] {
  if (linkAbove(root, `${folder}/x`) !== undefined) {
    if (!folder.includes("/")) problems.push(linkProblem(folder)); // a link below is named by its parent's listing
    return [];
  }
  try {
    const all = readdirSync(join(root, folder), { withFileTypes: true, encoding: "buffer" });
    return all
      .map((entry): Entry => {
        const name = entry.name.toString("utf8");
        const isIllegible = !Buffer.from(name).equals(entry.name) || findForbidden(name) !== undefined;
        return {
          name,
          isIllegible: isIllegible || /[\n\t\r]/.test(name),
          isFile: () => entry.isFile(),
          isDirectory: () => entry.isDirectory(),
          isSymbolicLink: () => entry.isSymbolicLink(),
        };
      })
      .filter(({ name }) => !name.startsWith("."))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "?";
    if (code !== "ENOENT" && !(code === "ENOTDIR" && folder.includes("/")))
      problems.push(unreadable(folder, code));
    return [];
  }
}

/** The first folder on the way to a file that is a symbolic link: it could lead out of the reviewed tree. */
export function linkAbove(root: string, file: string): string | undefined {
  const steps = file.split("/").slice(0, -1);
  const folders = steps.map((_, index) => steps.slice(0, index + 1).join("/"));
  return folders.find((folder) => isLink(join(root, folder)));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false; // not there, or below a file: whoever reads it says so
  }
}

function illegibleName(file: string, kind: Kind): Problem {
  return fileProblem("file-name", file, {
    message: {
      id: "nama berkas memuat karakter yang tidak terlihat, karakter kendali, atau bukan UTF-8",
      en: "the file's name holds invisible or control characters, or is not UTF-8",
    },
    remedy: {
      id: `Ganti namanya menjadi ${requestFolders[kind]}/<id>.yaml, atau hapus berkasnya.`,
      en: `Name it ${requestFolders[kind]}/<id>.yaml, or remove the file.`,
    },
  });
}

/** @param code of the operating system's error */
export function unreadable(file: string, code: string): Problem {
  return fileProblem("unreadable-file", file, {
    message: {
      id: `berkas atau folder ini tidak dapat dibaca (${code})`,
      en: `this file or folder cannot be read (${code})`,
    },
    remedy: {
      id: "Periksa jenis berkas dan hak aksesnya.",
      en: "Check what kind of file it is, and its permissions.",
    },
  });
}

function strayProblem(file: string): Problem {
  const folder = requestFolders[kindOfFile(file) ?? "hosting"];
  return fileProblem("stray-file", file, {
    message: {
      id: "berkas atau folder ini bukan permohonan",
      en: "this file or folder is not a request",
    },
    remedy: {
      id: `Permohonan disimpan sebagai ${folder}/<id>.yaml; pindahkan atau ganti namanya.`,
      en: `Requests are kept as ${folder}/<id>.yaml; move it or change its name.`,
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
