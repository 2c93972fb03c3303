import type { EntitledOfficer } from "../../sop/walk-officers";
import type { Outcome, TermState } from "../../sop/walk-progress";
import type { Service } from "../../sop/walk-service";
import type { Text } from "../../text";

export const OUTCOMES: Readonly<Record<Outcome, Text>> = {
  "in progress": { id: "berjalan", en: "in progress" },
  "not feasible": { id: "tidak dapat dilaksanakan", en: "not feasible" },
  rejected: { id: "ditolak", en: "rejected" },
  returned: { id: "perangkat dikembalikan", en: "equipment returned" },
  completed: { id: "selesai", en: "completed" },
  closed: { id: "ditutup", en: "closed" },
};

export const SERVICES: Readonly<Record<Service, Text | undefined>> = {
  none: undefined,
  running: undefined,
  suspended: { id: "DIHENTIKAN SEMENTARA", en: "SUSPENDED" },
  closed: undefined,
};

export const HELD: Readonly<Record<EntitledOfficer["held"], string>> = {
  regular: "",
  plt: "Plt. ",
  plh: "Plh. ",
  vacant: "",
};

/** What a term that needs attention is called; nothing for one that does not. */
export function termWords({ daysLeft, state, until }: TermState): Text | undefined {
  if (state === "ended") {
    return {
      id: `MASA LAYANAN BERAKHIR ${until} (${-daysLeft} hari lalu)`,
      en: `TERM ENDED ${until} (${-daysLeft} days ago)`,
    };
  }
  if (state !== "ending") return undefined;
  return {
    id: `masa layanan berakhir ${until} (${daysLeft} hari lagi)`,
    en: `term ends ${until} (in ${daysLeft} days)`,
  };
}

/** A position with its role, as the procedure calls it, and how it is held. */
export function officerWords({ key, title, held }: EntitledOfficer, role: Text | undefined): Text {
  const vacant = held === "vacant" ? { id: ", kosong", en: ", vacant" } : { id: "", en: "" };
  const acting =
    held === "plt" || held === "plh" ? { id: ", pejabat sementara", en: ", acting" } : { id: "", en: "" };
  const named = (lang: keyof Text) => {
    const words = role?.[lang];
    const what = words === undefined || words === title ? key : `${words}, ${key}`;
    return `${HELD[held]}${title} (${what}${vacant[lang]}${acting[lang]})`;
  };
  return { id: named("id"), en: named("en") };
}
