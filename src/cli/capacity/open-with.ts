import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { kindOfId } from "../../schema/kinds";
import { loadSite } from "../../schema/load-site";
import { isRecord } from "../../schema/shape/record";
import { requestFile } from "../../schema/site-files";
import { decodeSource, readBytes } from "../../schema/yaml/source-text";
import { parseYaml } from "../../schema/yaml/yaml-text";
import { unusable } from "../command-error";
import type { Context } from "../context";
import { type OpenedSite, openSite, siteFolder } from "../site";

/**
 * The site with a request that need not be in it: a file anywhere counts as the request of its own id.
 *
 * @param wanted id, or path of a request's file
 * @throws CommandError (exit code 2) when the file is no request
 */
export function openWith(context: Context, wanted: string): { opened: OpenedSite; id: string } {
  const folder = siteFolder(context);
  const opened = openSite(folder);
  const file = [resolve(wanted), resolve(folder, wanted)].find((path) => existsSync(path));
  if (file === undefined) return { opened, id: wanted };
  const source = decodeSource(readBytes(file));
  const text = "fault" in source ? "" : source.text;
  const { data } = parseYaml(text);
  const id = isRecord(data) && typeof data.id === "string" ? data.id : "";
  if (kindOfId(id) === undefined) throw noRequest(wanted);
  return { opened: loadSite(folder, new Map([[requestFile(id), text]])), id };
}

function noRequest(file: string): Error {
  return unusable(
    { id: `${file} bukan berkas permohonan`, en: `${file} is not a request's file` },
    {
      id: "berkas permohonan mempunyai id seperti HST-2026-0012 atau COL-2026-0003",
      en: "a request's file has an id like HST-2026-0012 or COL-2026-0003",
    },
  );
}
