import { withProof } from "../../approval/with-proof";
import { needsFacts } from "../../documents/catalogue";
import { type DocumentInput, unmetNeeds } from "../../documents/compose";
import { documentInput, type ServerData } from "../../documents/site-documents";
import type { DocumentTemplate } from "../../schema/generated/document";
import type { StackOutputs } from "../../schema/generated/stack-outputs";
import type { ServiceRequest, Site } from "../../schema/site";
import type { Evidence } from "../../verify/evidence";
import { CommandError } from "../command-error";
import type { Context } from "../context";
import { readStackOutputs } from "../engine/read-outputs";
import { usageOnRecord } from "../usage/on-record";
import { checkInWords } from "../verify/describe";
import type { OpenedDocuments } from "./open-documents";
import { outputsFile, usageFile, verificationFile } from "./read-data";

/**
 * Everything that documents of a request may name. The stack is asked only when a document needs it that the request
 * has come to; what cannot be read from it is told, and then missing.
 *
 * @param wanted the templates that are to be made, or listed
 */
export async function gatherInput(
  context: Context,
  site: Site,
  request: ServiceRequest,
  { letterhead }: OpenedDocuments,
  wanted: readonly DocumentTemplate[],
  options: Record<string, unknown>,
): Promise<DocumentInput> {
  const data: ServerData = {};
  if (typeof options.usage === "string") data.usage = usageFile(context, options.usage);
  else if ((site.records?.usage.length ?? 0) > 0) data.usage = usageOnRecord(site);
  if (typeof options.verification === "string")
    data.verification = inIndonesian(
      verificationFile(context, options.verification, request.steps.completion?.verification),
    );
  const proven = withProof(site);
  const input = documentInput(proven, letterhead, request, data);
  if (!wanted.some((template) => wantsConfiguration(template, input))) return input;
  const outputs = await stackOutputs(context, options);
  return documentInput(proven, letterhead, request, { ...data, outputs });
}

/** The evidence is for programs and in English; the document is not. */
function inIndonesian({ at, checks }: Evidence): ServerData["verification"] {
  return { at, checks: checks.map((check) => checkInWords(check, "id")) };
}

function wantsConfiguration(template: DocumentTemplate, input: DocumentInput): boolean {
  return needsFacts(template, "configuration") && unmetNeeds(template, input).length === 0;
}

async function stackOutputs(
  context: Context,
  options: Record<string, unknown>,
): Promise<StackOutputs | undefined> {
  if (typeof options.outputs === "string") return outputsFile(context, options.outputs);
  try {
    return await readStackOutputs(context, options);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    context.note(context.say(error.text));
    return undefined;
  }
}
