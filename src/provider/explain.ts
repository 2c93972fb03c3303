import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { printableLines } from "../printable";
import { describeServerError, ServerError } from "../remote/server-error";
import { language } from "../text";

const SUBJECT = { id: "permohonan", en: "request" } as const;

/**
 * The words of an error for the engine's diagnostics. A failed server's error that concerns one request
 * says in which file and line that request names what was refused.
 *
 * @param requestsFolder folder whose sub-folders hold `<id>.yaml`
 */
export function explain(error: unknown, requestsFolder: string): string {
  if (!(error instanceof ServerError))
    return printableLines(error instanceof Error ? error.message : String(error));
  const { request } = error.details;
  const place = request && locateRequest(request, requestsFolder);
  const text = describeServerError(error.details);
  return place ? `${text}\n  ${SUBJECT[language()]}: ${place}` : text;
}

/** `requests/hosting/HST-2026-0007.yaml:13`, the line of the name that the request asks for. */
function locateRequest(request: string, folder: string): string | undefined {
  for (const kind of readFolder(folder)) {
    const lines = readLines(join(folder, kind, `${request}.yaml`));
    if (!lines) continue;
    const line = lines.findIndex((text) => text.startsWith("subdomain:"));
    return `requests/${kind}/${request}.yaml:${line + 1 || 1}`;
  }
  return undefined;
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // an error about an error helps nobody
  }
}

function readLines(file: string): string[] | undefined {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
}
