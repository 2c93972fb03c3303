import type { Text } from "../../text";
import type { JudgedRequest } from "../judged-site";
import { instant } from "../moments";
import type { ProcedureView } from "../procedure-view";
import type { Finding, Report, Rule } from "./rule";

/**
 * A service is suspended, resumed and renewed while it runs: after its approval, before its closure, each in its time.
 * It is resumed only when it was suspended, and a renewal ends later than the term before it.
 */
export const serviceOrder: Rule = {
  id: "service-order",
  check({ site, procedureOf }, report) {
    for (const request of site.requests) {
      const moments = serviceMoments(request);
      if (moments.length === 0) continue;
      checkRunning(request, moments, report);
      checkTurns(
        moments.filter(({ key }) => key !== "renewal"),
        request,
        procedureOf(request.data),
        report,
      );
      checkRenewals(request, report);
    }
  },
};

type Happening = "suspension" | "resumption" | "renewal";

interface Moment {
  key: Happening;
  pointer: string;
  at: string;
}

/** Suspensions, resumptions and renewals whose times are known, each kind in the order of the file. */
function serviceMoments({ data, doubts }: JudgedRequest): Moment[] {
  const { suspension = [], resumption = [], renewal = [] } = data.steps;
  return Object.entries({ suspension, resumption, renewal }).flatMap(([key, list]) =>
    list.flatMap(({ at }, index) => {
      const pointer = `/steps/${key}/${index}`;
      return doubts.about(`${pointer}/at`) ? [] : [{ key: key as Happening, pointer, at }];
    }),
  );
}

/** Nothing happens to a service that was not approved, or has ended. */
function checkRunning({ file, data }: JudgedRequest, moments: readonly Moment[], report: Report): void {
  const { decision, closure } = data.steps;
  for (const { pointer, at } of moments) {
    if (decision?.result !== "approved")
      report({ ...problem(file, pointer, notApproved), target: "key", rests: ["/steps/decision/result"] });
    else if (instant(at) < instant(decision.at))
      report({
        ...problem(file, `${pointer}/at`, beforeApproval(decision.at)),
        rests: ["/steps/decision/at"],
      });
    else if (closure && instant(at) > instant(closure.at))
      report({ ...problem(file, `${pointer}/at`, afterClosure(closure.at)), rests: ["/steps/closure/at"] });
  }
}

/** Suspension and resumption take turns, beginning with a suspension. */
function checkTurns(
  moments: readonly Moment[],
  { file }: JudgedRequest,
  view: ProcedureView | undefined,
  report: Report,
): void {
  const inTime = [...moments].sort((a, b) => instant(a.at) - instant(b.at));
  let before: Moment | undefined;
  for (const moment of inTime) {
    if (moment.key === (before?.key ?? "resumption")) {
      const rests = before ? [`${before.pointer}/at`] : [];
      const missing = moment.key === "suspension" ? "resumption" : "suspension";
      const words = turn(moment.key, view?.officeKey(missing) ?? missing);
      report({
        ...problem(file, moment.pointer, words),
        target: "key",
        rests: [...rests, `${moment.pointer}/at`],
      });
      return; // one turn that is missing shifts all others
    }
    before = moment;
  }
}

function checkRenewals({ file, data, doubts }: JudgedRequest, report: Report): void {
  let until = data.term.until;
  let where = "/term/until";
  for (const [index, renewal] of (data.steps.renewal ?? []).entries()) {
    const pointer = `/steps/renewal/${index}/until`;
    if (doubts.about(pointer)) return;
    if (renewal.until <= until) report({ ...problem(file, pointer, notLonger(until)), rests: [where] });
    until = renewal.until;
    where = pointer;
  }
}

interface Words {
  message: Text;
  remedy: Text;
}

function problem(file: string, pointer: string, words: Words): Finding {
  return { file, pointer, ...words };
}

const notApproved: Words = {
  message: {
    id: "layanan yang tidak disetujui tidak dapat dihentikan, dilanjutkan atau diperpanjang",
    en: "a service that was not approved cannot be suspended, resumed or renewed",
  },
  remedy: { id: "Hapus kegiatan ini.", en: "Remove the step." },
};

function beforeApproval(at: string): Words {
  return {
    message: {
      id: `waktu ini lebih awal daripada persetujuan layanan (${at})`,
      en: `this is earlier than the service's approval (${at})`,
    },
    remedy: { id: "Perbaiki waktunya.", en: "Correct the time." },
  };
}

function afterClosure(at: string): Words {
  return {
    message: {
      id: `layanan sudah ditutup pada ${at}`,
      en: `the service was closed at ${at}`,
    },
    remedy: {
      id: "Perbaiki waktunya; layanan yang ditutup dibuka kembali dengan permohonan baru.",
      en: "Correct the time; a service that was closed is opened again by a new request.",
    },
  };
}

function turn(key: Happening, missing: string): Words {
  return {
    message:
      key === "suspension"
        ? { id: "layanan ini sudah dihentikan sementara", en: "the service is suspended already" }
        : { id: "layanan ini tidak sedang dihentikan", en: "the service is not suspended" },
    remedy: {
      id: `Catat \`${missing}\` yang mendahuluinya, atau hapus kegiatan ini.`,
      en: `Record the \`${missing}\` before it, or remove the step.`,
    },
  };
}

function notLonger(until: string): Words {
  return {
    message: {
      id: `perpanjangan ini tidak melewati masa layanan yang sudah ada (sampai ${until})`,
      en: `the renewal does not go beyond the term that is there (until ${until})`,
    },
    remedy: { id: "Tulis hari terakhir yang baru.", en: "Write the new last day." },
  };
}
