import type { Text } from "../../text";
import type { Activity, Procedure } from "../generated/procedure";
import type { Kind } from "../kinds";
import { type Effect, effects, furtherEffects, repeatedEffects } from "../procedure/effects";
import type { AnyActivity } from "../procedure/steps-schema";
import type { ProcedureView } from "../procedure-view";
import type { Finding, Report, Rule } from "./rule";

/**
 * A procedure says what its activities mean to Titip: without a request, an assessment and a decision nothing could be
 * approved, and without a closure nothing would ever end. No meaning is given twice.
 */
export const procedureEffects: Rule = {
  id: "procedure-effects",
  check({ procedures }, report) {
    for (const view of procedures) {
      const places = placesOf(view.procedure);
      checkEach(view, places, report);
      if (isKnown(view, places)) checkAll(view, places, report);
    }
  },
};

/** Whether every meaning that the file gives is known. */
function isKnown({ unsure }: ProcedureView, places: readonly ActivityPlace[]): boolean {
  if (unsure.told("/activities") || unsure.told("/further")) return false;
  return !places.some(({ pointer }) => unsure.about(`${pointer}/effect`));
}

interface ActivityPlace {
  activity: AnyActivity;
  list: "activities" | "further";
  pointer: string;
}

function placesOf(procedure: Procedure): ActivityPlace[] {
  return (["activities", "further"] as const).flatMap((list) =>
    (procedure[list] ?? []).map((activity, index) => ({ activity, list, pointer: `/${list}/${index}` })),
  );
}

function checkEach({ file }: ProcedureView, places: readonly ActivityPlace[], report: Report): void {
  const given = new Map<string, string>();
  for (const { activity, list, pointer } of places) {
    const { key, effect } = activity;
    const say = (field: string, words: Words) => report({ file, pointer: `${pointer}/${field}`, ...words });
    if (effect !== key && Object.hasOwn(effects, key)) say("key", misleading(key, effect));
    if (effect === undefined) continue;
    const other = given.get(effect);
    if (other !== undefined) say("effect", givenTwice(effect, other));
    else given.set(effect, key);
    if (furtherEffects.has(effect) !== (list === "further")) say("effect", wrongList(effect));
    const repeats = "repeats" in activity && activity.repeats === true;
    if (list === "further" && repeats !== repeatedEffects.has(effect)) say("repeats", wrongRepeats(effect));
  }
}

/** What Titip cannot do without. */
const needed: readonly Effect[] = ["request", "assessment", "decision", "closure"];

function checkAll(
  { file, kind, procedure }: ProcedureView,
  places: readonly ActivityPlace[],
  report: Report,
): void {
  const given = new Set(places.map(({ activity }) => activity.effect));
  for (const effect of needed)
    if (!given.has(effect)) report({ file, pointer: "/activities", target: "key", ...missing(effect, kind) });
  const { activities } = procedure;
  const at = (effect: Effect) => activities.findIndex((activity) => activity.effect === effect);
  if (at("request") > 0) report({ file, pointer: `/activities/${at("request")}/effect`, ...notFirst });
  if (at("decision") >= 0 && at("decision") < at("assessment"))
    report({ file, pointer: `/activities/${at("decision")}/effect`, ...tooEarly });
  const decision = activities[at("decision")];
  if (decision && !endsOnRejection(decision))
    report({
      file,
      pointer: `/activities/${at("decision")}/key`,
      ...noRejection,
      rests: [`/activities/${at("decision")}/branches`],
    });
}

function endsOnRejection({ branches = [] }: Activity): boolean {
  return branches.some(({ when }) => when.field === "result" && when.equals === "rejected");
}

type Words = Pick<Finding, "message" | "remedy" | "allowed">;

function missing(effect: Effect, kind: Kind): Words {
  const list = furtherEffects.has(effect) ? "further" : "activities";
  const why = uses[effect] ?? { id: "", en: "" };
  return {
    message: {
      id: `tidak ada kegiatan dengan \`effect: ${effect}\`: ${why.id}`,
      en: `no activity has \`effect: ${effect}\`: ${why.en}`,
    },
    remedy: {
      id: `Tulis \`effect: ${effect}\` pada kegiatan yang dimaksud di \`${list}\` (contoh: sop/${kind}.yaml dari Titip).`,
      en: `Write \`effect: ${effect}\` at the activity in \`${list}\` that is meant (example: Titip's own sop/${kind}.yaml).`,
    },
  };
}

const uses: Readonly<Partial<Record<Effect, Text>>> = {
  request: {
    id: "permohonan tidak dapat dicatat tanpa kegiatan pertama ini",
    en: "a request cannot be recorded without this first activity",
  },
  assessment: {
    id: "tanpa kajian tidak ada alokasi",
    en: "without the assessment nothing is allocated",
  },
  decision: {
    id: "tanpa keputusan tidak ada yang disetujui",
    en: "without the decision nothing is approved",
  },
  closure: {
    id: "tanpa penutupan layanan tidak dapat berakhir",
    en: "without the closure a service could not end",
  },
};

function misleading(key: string, effect: Effect | undefined): Words {
  const now = effect ? `\`effect: ${effect}\`` : undefined;
  return {
    message: {
      id: `kunci \`${key}\` adalah nama makna lain; kegiatan ini ${now ? `bermakna ${now}` : "tidak diberi `effect`"}`,
      en: `the key \`${key}\` is the name of a meaning; this activity has ${now ?? "no `effect`"}`,
    },
    remedy: {
      id: `Tulis \`effect: ${key}\`, atau ganti kuncinya.`,
      en: `Write \`effect: ${key}\`, or give it another key.`,
    },
  };
}

function givenTwice(effect: Effect, other: string): Words {
  return {
    message: {
      id: `\`effect: ${effect}\` sudah dimiliki kegiatan \`${other}\``,
      en: `the activity \`${other}\` has \`effect: ${effect}\` already`,
    },
    remedy: {
      id: "Hapus salah satunya; kegiatan tanpa `effect` tetap dicatat.",
      en: "Remove one of them; an activity without `effect` is recorded all the same.",
    },
  };
}

function wrongList(effect: Effect): Words {
  const list = furtherEffects.has(effect) ? "further" : "activities";
  return {
    message: {
      id: `\`effect: ${effect}\` hanya untuk kegiatan di \`${list}\``,
      en: `\`effect: ${effect}\` is only for what stands in \`${list}\``,
    },
    remedy: { id: `Pindahkan ke \`${list}\`.`, en: `Move it to \`${list}\`.` },
  };
}

function wrongRepeats(effect: Effect): Words {
  return repeatedEffects.has(effect)
    ? {
        message: { id: `\`${effect}\` selalu dapat berulang`, en: `\`${effect}\` can always happen again` },
        remedy: { id: "Tulis `repeats: true`.", en: "Write `repeats: true`." },
      }
    : {
        message: { id: `\`${effect}\` terjadi satu kali`, en: `\`${effect}\` happens once` },
        remedy: { id: "Hapus `repeats`.", en: "Remove `repeats`." },
      };
}

const notFirst: Words = {
  message: { id: "permohonan bukan kegiatan pertama", en: "the request is not the first activity" },
  remedy: { id: "Tulis sebagai kegiatan pertama.", en: "Make it the first activity." },
};

const tooEarly: Words = {
  message: { id: "keputusan mendahului kajian", en: "the decision comes before the assessment" },
  remedy: {
    id: "Tulis kajian lebih dahulu: yang disetujui adalah alokasinya.",
    en: "Put the assessment first: what is approved is its allocation.",
  },
};

const noRejection: Words = {
  message: {
    id: "keputusan tidak bercabang untuk `result: rejected`",
    en: "the decision has no branch for `result: rejected`",
  },
  remedy: {
    id: "Tulis `branches` untuk `approved` dan `rejected`; yang ditolak biasanya menuju `end`.",
    en: "Write `branches` for `approved` and `rejected`; a rejection usually leads to `end`.",
  },
};
