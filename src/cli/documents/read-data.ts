import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type UsageRecord, usageRecords } from "../../report/usage-record";
import type { StackOutputs } from "../../schema/generated/stack-outputs";
import type { Evidence } from "../../verify/evidence";
import { unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { asStackOutputs } from "../engine/read-outputs";

/** Where documents and registers take the servers' data from, other than the stack. */
export const DATA_OPTIONS: OptionSpec[] = [
  {
    flags: "--outputs <file>",
    text: {
      id: "keluaran stack dari berkas ('titip outputs --format json'), bukan dari stack",
      en: "stack outputs from a file ('titip outputs --format json'), not from the stack",
    },
  },
  {
    flags: "--usage <file>",
    text: {
      id: "data penggunaan, JSON: [{request, month, requests, bytes, disk}]",
      en: "usage data, JSON: [{request, month, requests, bytes, disk}]",
    },
  },
];

/** @throws CommandError (exit code 2) for a file that is not what it should be */
export function outputsFile(context: Context, file: string): StackOutputs {
  const data = readJson(context, file);
  const outputs = typeof data === "object" && data !== null ? asStackOutputs(data) : undefined;
  if (outputs) return outputs;
  throw wrongFile(file, "titip outputs --format json");
}

/** @throws CommandError (exit code 2) for a file that is not what it should be */
export function usageFile(context: Context, file: string): UsageRecord[] {
  const records = usageRecords(readJson(context, file));
  if (records) return records;
  throw wrongFile(file, '[{request, month: "2026-11", requests, bytes, disk}]');
}

/**
 * The evidence of `titip verify`, which must be the very one that the completion names.
 * @param sha256 as recorded; undefined in a draft, where nothing is named yet
 * @throws CommandError (exit code 2) for another one, or none
 */
export function verificationFile(context: Context, file: string, sha256: string | undefined): Evidence {
  const data = readJson(context, file);
  const isEvidence =
    typeof data === "object" && data !== null && "checks" in data && Array.isArray(data.checks);
  if (!isEvidence) throw wrongFile(file, "titip verify --format json");
  const digest = createHash("sha256")
    .update(readFileSync(resolve(context.root, file)))
    .digest("hex");
  if (sha256 === undefined || digest === sha256) return data as unknown as Evidence;
  throw unusable({
    id: `${file} bukan bukti yang dicatat: SHA-256-nya ${digest}, yang dicatat ${sha256}`,
    en: `${file} is not the evidence that was recorded: its SHA-256 is ${digest}, recorded is ${sha256}`,
  });
}

function readJson(context: Context, file: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(context.root, file), "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable({
      id: `berkas ${file} tidak dapat dibaca sebagai JSON: ${reason}`,
      en: `the file ${file} cannot be read as JSON: ${reason}`,
    });
  }
}

function wrongFile(file: string, wanted: string): Error {
  return unusable({
    id: `isi berkas ${file} bukan ${wanted}`,
    en: `the file ${file} does not hold ${wanted}`,
  });
}
