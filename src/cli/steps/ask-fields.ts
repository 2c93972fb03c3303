import type { ServiceRequest, Site } from "../../schema/site";
import { type AskedField, type Given, requiredFields } from "../../sop/record-step-fields";
import type { AnyActivity } from "../../sop/walk";
import { differencesText, specificationDifferences } from "../../sop/walk-differences";
import { askComposed, composedOf } from "../dialogue/composed-values";
import { askFor, type Dialogue } from "../dialogue/dialogue";
import { isSimple, parseSimple } from "../dialogue/simple-values";

/** Asks for the fields that the activity requires and nobody gave: one answer may make another field necessary. */
export async function askFields(
  dialogue: Dialogue,
  site: Site,
  request: ServiceRequest,
  activity: AnyActivity,
  given: Given,
): Promise<Given> {
  const values: Record<string, unknown> = { ...given };
  for (;;) {
    const field = requiredFields(activity, values).find(({ name }) => values[name] === undefined);
    if (!field) return askDifferences(dialogue, site, request, activity, values);
    values[field.name] = await askField(dialogue, site, request, field);
  }
}

/** What is not as it was approved is shown, and somebody must take it. */
async function askDifferences(
  dialogue: Dialogue,
  site: Site,
  request: ServiceRequest,
  activity: AnyActivity,
  given: Given,
): Promise<Given> {
  const composed = composedOf("differences");
  if (activity.effect !== "placement" || request.kind !== "colocation" || given.result !== "accepted")
    return given;
  const differences = specificationDifferences(request);
  if (differences.length === 0 || given.differences_accepted !== undefined || !composed) return given;
  const text = differencesText(differences);
  dialogue.tell({ id: `Berbeda dari yang disetujui: ${text.id}`, en: `Not as approved: ${text.en}` });
  return { ...given, differences_accepted: await askComposed(dialogue, composed, site) };
}

async function askField(
  dialogue: Dialogue,
  site: Site,
  request: ServiceRequest,
  field: AskedField,
): Promise<unknown> {
  const { type, title, of = [] } = field;
  const composed = composedOf(type);
  if (composed) {
    const approved = type === "items" ? asApproved(request) : undefined;
    if (approved && (await takesApproved(dialogue, site))) return approved;
    dialogue.tell(title);
    return askComposed(dialogue, composed, site);
  }
  const simple = isSimple(type) ? type : "line";
  const question =
    of.length > 0 ? { id: `${title.id} (${of.join("/")})`, en: `${title.en} (${of.join("/")})` } : title;
  return askFor(dialogue, question, (answer) => parseSimple(simple, answer, site, of));
}

/** The server as it was approved: what is brought is most often just that. */
function asApproved(request: ServiceRequest): unknown[] | undefined {
  if (request.kind !== "colocation") return undefined;
  const { brand, model, serial, rack_units, power, operating_system, software } = request.server;
  return [{ name: "Server", brand, model, serial, rack_units, power, operating_system, software }];
}

async function takesApproved(dialogue: Dialogue, site: Site): Promise<boolean> {
  const question = {
    id: "Barang sama dengan spesifikasi yang disetujui (ya/tidak)",
    en: "The items are as in the approved specification (yes/no)",
  };
  return (await askFor(dialogue, question, (answer) => parseSimple("boolean", answer, site), "ya")) === true;
}
