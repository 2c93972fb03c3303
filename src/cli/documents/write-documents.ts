import { lstatSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { OfficialDocument } from "../../documents/block";
import { type EmbeddedImage, renderHtml } from "../../documents/render-html";
import { renderPdf } from "../../documents/render-pdf";
import { makeFolders } from "../../make-folders";
import { jsonText } from "../../printable";
import type { Site } from "../../schema/site";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import type { Context } from "../context";

export type DocumentFormat = "pdf" | "html" | "json";

/** A document as the bytes of a file. */
export async function documentBytes(
  document: OfficialDocument,
  format: DocumentFormat,
  logo: EmbeddedImage | undefined,
): Promise<string | Uint8Array> {
  if (format === "pdf") return renderPdf(document, logo);
  return format === "html" ? renderHtml(document, logo) : `${jsonText(document)}\n`;
}

/** Writes a document as `<id>-<document>.<format>` for this user alone, since it names people; returns the path. */
export function writeDocument(
  context: Context,
  folder: string,
  { request, document }: OfficialDocument,
  format: DocumentFormat,
  bytes: string | Uint8Array,
): string {
  const target = resolve(context.root, folder);
  makeFolders(target);
  const path = join(target, `${request}-${document}.${format}`);
  writeAtomically(path, bytes);
  return path;
}

const MOST_BYTES = 2 ** 20;
const KINDS = [
  { mime: "image/png", magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mime: "image/jpeg", magic: [0xff, 0xd8, 0xff] },
] as const;

/**
 * The letterhead's coat of arms.
 * @throws CommandError (exit code 2) for a file that is not there, is a link, too large, or no PNG or JPEG
 */
export function readLogo({ root, letterhead }: Site): EmbeddedImage | undefined {
  if (!letterhead?.logo) return undefined;
  const name = `datacenter/${letterhead.logo}`;
  const path = join(root, name);
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (!file?.isFile() || file.size > MOST_BYTES) throw wrongLogo(name);
  const bytes = readFileSync(path);
  const kind = KINDS.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte));
  if (!kind) throw wrongLogo(name);
  return { mime: kind.mime, bytes };
}

function wrongLogo(name: string): Error {
  return unusable(
    {
      id: `${name} bukan berkas PNG atau JPEG sampai 1 MiB`,
      en: `${name} is no PNG or JPEG file of up to 1 MiB`,
    },
    {
      id: "perbaiki 'logo' di datacenter/letterhead.yaml",
      en: "correct 'logo' in datacenter/letterhead.yaml",
    },
  );
}
