import { type Act, actsOf } from "../../approval/acts";
import type { Site } from "../../schema/site";
import { unusable } from "../command-error";

/** What the command line names to be signed. */
export interface WantedAct {
  /** Request id and activity, or the name of an approval. */
  id?: string;
  activity?: string;
  approval?: string;
  followUp: boolean;
}

/**
 * The act that is meant: of an activity that repeats, the last one.
 * @throws CommandError (exit code 2) where nothing of the kind is recorded
 */
export function findAct(site: Site, wanted: WantedAct): Act {
  const acts = [...actsOf(site).values()];
  const { id, activity, approval, followUp } = wanted;
  if (approval !== undefined) {
    if (id !== undefined) throw unusable(eitherOr());
    const found = acts.find((act) => act.approval?.name === approval);
    if (found) return found;
    throw unusable(noApproval(approval), {
      id: "buat berkasnya dengan kind, at, by dan reason (docs/approvals.md)",
      en: "write the file with kind, at, by and reason (docs/approvals.md)",
    });
  }
  if (id === undefined || activity === undefined) throw unusable(eitherOr());
  if (!site.requests.some(({ data }) => data.id === id))
    throw unusable({ id: `permohonan ${id} tidak ada`, en: `there is no request ${id}` });
  const found = acts
    .filter(
      (act) => act.requestId === id && act.step && act.activity === activity && act.followUp === followUp,
    )
    .at(-1);
  if (found) return found;
  throw followUp ? unusable(noEmergency(id)) : notRecorded(id, activity);
}

function eitherOr() {
  return {
    id: "sebutkan <id> <kegiatan>, atau --approval <nama>",
    en: "name <id> <activity>, or --approval <name>",
  };
}

function noApproval(name: string) {
  return { id: `approvals/${name}.yaml tidak ada`, en: `there is no approvals/${name}.yaml` };
}

function noEmergency(id: string) {
  return {
    id: `${id} tidak mencatat penghentian darurat yang menunggu persetujuan`,
    en: `${id} has no emergency suspension that waits for its approval`,
  };
}

function notRecorded(id: string, activity: string): Error {
  return unusable(
    {
      id: `${id} belum mencatat kegiatan ${activity}: tidak ada yang ditandatangani`,
      en: `${id} has not recorded the activity ${activity}: there is nothing to sign`,
    },
    {
      id: `catat dahulu: titip step ${id} ${activity}`,
      en: `record it first: titip step ${id} ${activity}`,
    },
  );
}
