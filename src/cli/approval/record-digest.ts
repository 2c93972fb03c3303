import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Act } from "../../approval/acts";
import { activityOf } from "../../schema/procedure/step-keys";
import { fieldsOf, isRepeated } from "../../schema/procedure/steps-schema";
import type { Site } from "../../schema/site";
import { setField, setListField } from "../../sop/edit-steps";

/**
 * The text of an act's file with the digest in it, where it has a place for it and does not say it already.
 * @returns undefined when the file stays as it is
 */
export function withDigest(site: Site, act: Act, digest: string | undefined): string | undefined {
  if (digest === undefined || act.followUp) return undefined;
  const { approval, step, request, effect, activity, number } = act;
  const text = readFileSync(join(site.root, act.file), "utf8");
  if (approval) return approval.data.digest === digest ? undefined : withLine(text, digest);
  const recorded = activityOf(request && site.procedures[request.kind], effect ?? "");
  if (!recorded || !fieldsOf(recorded).has("digest") || step?.digest === digest) return undefined;
  return isRepeated(recorded)
    ? setListField(text, activity, number - 1, "digest", digest)
    : setField(text, activity, "digest", digest);
}

/** The file of an approval is flat: one line is put in the place of another, or after the last. */
function withLine(text: string, digest: string): string {
  const line = `digest: ${JSON.stringify(digest)}`;
  if (/^digest:/m.test(text)) return text.replace(/^digest:.*$/m, line);
  return `${text.replace(/\n*$/, "\n")}${line}\n`;
}
